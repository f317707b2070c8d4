import type { Until } from "../io/end-watch.js";
import type { Analysis } from "../report/format.js";
import type { CountedRun } from "./counted.js";

export interface RecordOptions {
  readonly tool: string;
  readonly words: readonly string[];
  /** Timed runs; there are as many untouched ones beside them. */
  readonly runs: number;
  /** One run does for all. */
  readonly once: boolean;
  readonly trace: boolean;
  /** So many traced runs, in which loads and opened files are counted; imports are the first one's. */
  readonly counted?: number | undefined;
  /** False for no observed run beside the traced one. */
  readonly observe?: boolean | undefined;
  /** Every run but the user's own starts without what earlier starts compiled. */
  readonly cold: boolean;
  readonly timeoutS?: number | undefined;
  readonly until?: Until | undefined;
  /** The program's stdout goes to our stderr. */
  readonly stdoutToStderr: boolean;
  /** Every run has its output put away, the first too. */
  readonly quiet?: boolean;
  /** Modules around whose loads the observed run compares every object. */
  readonly probed?: readonly string[] | undefined;
  /** The package's folder. */
  readonly packageRoot: string;
  readonly root: string;
  /** The folder that the command runs in; ours by default. */
  readonly cwd?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Says something before and between the runs, on stderr. */
  readonly say: (text: string) => void;
  /** A run begins: the first is 1. */
  readonly onRun: (run: number, of: number) => void;
  /** Aborted with the signal's name as its reason. */
  readonly stop: AbortSignal;
}

export interface Recording {
  readonly analysis: Analysis;
  /** Where it was asked for, and our hooks got into the program. */
  readonly counted: readonly CountedRun[];
  /** Of the first run. */
  readonly exitCode: number;
  /** The end of what the first run wrote to stderr, where that was put away. */
  readonly lastWords: string;
}
