import type { GraphDiff } from "../../graph/diff.js";
import type { ImportGraph } from "../../graph/graph.js";
import type { Warning } from "../../graph/profile.js";
import type { ReportOptions } from "../format.js";

/** Everything that a report of `perf diff` may say; reports are pure functions of it. */
export interface Comparison {
  readonly tool: string;
  /** BEFORE and AFTER as the user named them. */
  readonly inputs: readonly [string, string];
  readonly before: ImportGraph;
  readonly after: ImportGraph;
  readonly diff: GraphDiff;
  /** The graphs' modules are functions (cProfile), their imports calls. */
  readonly functions?: boolean;
  readonly warnings: readonly Warning[];
}

/** One format, one file; `formats.ts` is the table of all of them. */
export interface DiffFormat {
  render(comparison: Comparison, options: ReportOptions): Iterable<string>;
}
