import type { Reason } from "../../../rewriting.js";
import type { LeftAtExit, LeftKind } from "../../collector/exit-look.js";
import type { CollectorSituation } from "./situation.js";

const SAID: { readonly [kind in LeftKind]: readonly [code: string, message: (what: string) => string] } = {
  finaliser: [
    "finaliser-at-exit",
    (what) => `an object of ${what}, which has a finaliser, is there as the process ends`,
  ],
  idle: ["finaliser-at-exit", (what) => `an object of ${what}, which has a finaliser, is there as the process ends`],
  untracked: [
    "finaliser-at-exit",
    (what) => `objects of ${what} have a finaliser and can't be found as the process ends`,
  ],
  generator: ["generator-at-exit", (what) => `${what} is suspended as the process ends, and would not be closed`],
  file: ["file-at-exit", (what) => `${what} is open for writing as the process ends, and would not be flushed`],
  callback: ["callback-at-exit", (what) => `a ${what} calls a function as what it refers to goes`],
  collector: ["uses-gc", () => "the program leaves the garbage collector with other settings than it had"],
};

/** What would not be finalised, as the runs showed it at their end. */
export function leftAtExit({ looks, entry, shown }: CollectorSituation): Reason | null {
  const [first] = looks.flatMap(({ left }) => left);
  if (first === undefined) return null;
  const [code, message] = SAID[first.kind];
  const { file, line } = first;
  const more = looks.reduce((sum, { left }) => sum + left.length, -1);
  return {
    code,
    message: `${message(first.what)}${by(first)}${more > 0 ? `, and ${more} more` : ""}`,
    file: file === null ? entry : shown(file),
    line: file === null ? 1 : line,
  };
}

function by({ holder }: LeftAtExit): string {
  return holder === null ? "" : ` (by ${holder})`;
}
