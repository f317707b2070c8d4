import type { Cycle } from "../../graph/cycles.js";
import type { Warning } from "../../graph/profile.js";
import type { StaticGraph } from "../../graph/static.js";
import type { Why } from "../../graph/why.js";
import type { ReportOptions } from "../format.js";

/** Everything that a report of `perf graph` may say; reports are pure functions of it. */
export interface GraphReport {
  readonly tool: string;
  /** The targets as the user named them. */
  readonly inputs: readonly string[];
  readonly sources: StaticGraph;
  readonly entries: {
    /** What runs as `__main__`, or is given to `node`: module indices, as all of these. */
    readonly run: ReadonlySet<number>;
    /** What is loaded first: those, the packages around them, and what a launcher imports. */
    readonly starts: ReadonlySet<number>;
    readonly named: readonly number[];
  };
  /** Size of each module's file, by module index. */
  readonly bytes: readonly (number | null)[];
  /** Whether the imports of dependencies are part of the graph. */
  readonly followed: boolean;
  readonly warnings: readonly Warning[];
}

export interface WhyReport extends GraphReport {
  /** What was asked for. */
  readonly asked: string;
  /** Module indices. */
  readonly wanted: ReadonlySet<number>;
  readonly why: Why;
}

export interface CyclesReport extends GraphReport {
  readonly cycles: readonly Cycle[];
}

export interface CheckReport extends GraphReport {
  readonly broken: readonly BrokenRule[];
  /** Absolute: the repository's folder, which services that show findings take files to be relative to. */
  readonly base: string;
  /** How many rules were checked. */
  readonly rules: number;
}

export interface BrokenRule {
  /** As the settings write it: `forbid pandas`, `layers: cli above core`. */
  readonly rule: string;
  /** Import rows, from the entry (or the lower layer's module) to what is forbidden. */
  readonly chain: readonly number[];
}

/** One format of one of these reports, one file. */
export interface GraphFormat<Report extends GraphReport = GraphReport> {
  render(report: Report, options: ReportOptions): Iterable<string>;
}
