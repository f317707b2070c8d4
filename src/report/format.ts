import type { ImportGraph } from "../graph/graph.js";
import type { Warning } from "../graph/profile.js";
import type { StaticFacts } from "../graph/static-facts.js";
import type { Dialect, Ignored } from "../logs/format.js";

/** Everything that a report of `perf analyze` may say; reports are pure functions of it. */
export interface Analysis {
  readonly tool: string;
  /** The inputs as the user named them, for titles. */
  readonly inputs: readonly string[];
  readonly graph: ImportGraph;
  /** The graph's modules are functions (cProfile), its imports calls: reports speak of these. */
  readonly functions?: boolean;
  /** How many runs of one program the times are medians of; 1 for a single run. */
  readonly runs: number;
  /** The graph was read from sources, and its tree drawn from these. */
  readonly static?: StaticFacts;
  readonly dialect: Dialect | null;
  readonly ignored: Ignored;
  readonly warnings: readonly Warning[];
}

export interface ReportOptions {
  /** How many rows the lists of heaviest modules hold. */
  readonly top: number;
  /** Columns of the terminal. */
  readonly width: number;
  readonly colour: boolean;
  /** The view's page with `{{data}}` where its data goes; only the html report asks for it. */
  readonly viewPage?: () => string;
}

/**
 * One export format, one file. `report/formats.ts` is the table of all of them.
 * A report is made in pieces so that a large one is never one string.
 */
export interface ReportFormat {
  /** The value of `--format`. */
  readonly name: string;
  /** With its dot: an output file whose name ends so asks for this format. */
  readonly extension: string;
  render(analysis: Analysis, options: ReportOptions): Iterable<string>;
}
