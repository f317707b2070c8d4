import { revisionSides } from "../bench/revision-sides.js";
import type { Program } from "../measure/runner.js";
import type { GateOptions } from "./options.js";

/** One of the two programs, as it is run. */
export interface Side {
  readonly program: Program;
  readonly revision: string | null;
  /** What lies in it is the program's own. */
  readonly root: string;
  readonly isCheckout: boolean;
}

/** @returns base, null with budgets alone, and head */
export async function sidesOf(options: GateOptions): Promise<[Side | null, Side]> {
  const { asked, environment, folder } = options;
  const here = (words: readonly string[]): Side => ({
    program: { words, environment },
    revision: null,
    root: folder,
    isCheckout: false,
  });
  if (asked.kind === "commands") return [here(asked.base), here(asked.head)];
  if (asked.kind === "budgets") return [null, here(asked.words)];
  const [base, head] = await revisionSides({ ...options, ...asked });
  return [
    { ...base, isCheckout: true },
    { ...head, isCheckout: true },
  ];
}
