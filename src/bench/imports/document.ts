import type { Count, Warning } from "../../graph/profile.js";
import type { BenchMachine, BenchPlan, BenchTime } from "../document.js";

/** What `perf bench --imports --json` prints: import time alone, of all modules and by distribution. */
export interface ImportTimesDocument {
  kind: "imports";
  version: 1;
  tool: string;
  /** Null where profiles were compared: nothing was run. */
  machine: BenchMachine | null;
  sides: ImportTimesSide[];
  /** All imports first, then what differs most, of a single side what takes longest. */
  sets: ImportTimesSet[];
  plan: BenchPlan | null;
  warnings: Warning[];
}

export interface ImportTimesSide {
  name: string;
  command: string[] | null;
  /** The file that its times come from; null where it was run. */
  profile: string | null;
  /** So many runs were timed. */
  runs: Count;
}

export interface ImportTimesSet {
  /** A distribution, "the standard library", "the project's own", "all imports", or as --set gave it. */
  set: string;
  /** Of each side; a median of 0 and no modules where it loads none of the set. */
  times: (BenchTime & { modules: Count })[];
  /** Of each side but the first to the first, where both load some of the set. */
  comparisons: ImportTimesComparison[];
}

export interface ImportTimesComparison {
  of: string;
  to: string;
  ratio: number;
  lo: number;
  hi: number;
  p: number;
  /** Runs of the same round; null where the runs have nothing to do with each other, as those of profiles. */
  pairs: Count | null;
}
