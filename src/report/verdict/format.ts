import type { Verdict } from "../../gate/verdict.js";

export interface VerdictOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly colour: boolean;
  /** How many groups and modules lists hold. */
  readonly top: number;
  /** The repository's folder, absolute. */
  readonly base: string;
}

/** One format of `perf gate`, one file; `formats.ts` is the table of all of them. */
export interface VerdictFormat {
  /** @param verdicts of commands that were gated together, at least one */
  render(verdicts: readonly Verdict[], options: VerdictOptions): Iterable<string>;
}
