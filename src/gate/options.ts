import type { Tolerance } from "../measure/looks.js";
import type { Analysis } from "../report/format.js";
import type { Budgets } from "./budgets.js";

export interface GateOptions {
  readonly tool: string;
  /** The package's folder. */
  readonly packageRoot: string;
  /** Where the user is, absolute. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly asked: Asked;
  readonly budgets: Budgets;
  readonly yardstick: readonly string[] | undefined;
  readonly tolerance: Tolerance;
  /** Of so many gates that are one verdict this is one. */
  readonly among: number;
  /** For the pairs. */
  readonly seconds: number;
  /** For each run. */
  readonly timeoutS: number;
  /** So many pairs of head against itself, to say what a gate would see; null for a gate. */
  readonly calibrate: number | null;
  /** What both sides load is kept for people to look at: their recordings are as whole as those of `perf record`. */
  readonly isKept: boolean;
  readonly stop: AbortSignal;
  readonly say: (text: string) => void;
  /** Gets what a side loads as soon as it is recorded. */
  readonly onStart?: (side: "base" | "head", start: Analysis) => void;
  readonly onRun: (run: number, of: number) => void;
}

/** What is compared. */
export type Asked =
  | { readonly kind: "commands"; readonly base: readonly string[]; readonly head: readonly string[] }
  | {
      readonly kind: "against";
      readonly reference: string;
      readonly words: readonly string[];
      readonly setup: readonly (readonly string[])[];
    }
  | { readonly kind: "budgets"; readonly words: readonly string[] };
