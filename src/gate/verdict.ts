import type { Count, Microseconds, Warning } from "../graph/profile.js";
import type { Origin } from "../graph/vocabulary.js";

/** What `perf gate --json` prints. */
export interface Verdict {
  kind: "verdict";
  version: 1;
  tool: string;
  verdict: "pass" | "fail" | "inconclusive";
  /** Why, a sentence each: what fails first. */
  reasons: string[];
  /** What `ratio` to `smallestVisible` are about: processor time, or wall time where that is not read exactly, or failed. Null for budgets alone. */
  metric: "cpu" | "wall" | null;
  /** Head over base, with the interval that holds it in 95 of 100 comparisons. */
  ratio: number | null;
  lo: number | null;
  hi: number | null;
  /** How probable a growth like this one is where nothing has changed. */
  p: number | null;
  pairs: Count;
  /** What this comparison would have seen in 95 of 100 cases. */
  smallestVisible: number | null;
  tolerance: GateTolerance;
  base: GateSide | null;
  head: GateSide;
  budgets: BudgetResult[];
  counts: CountRow[];
  /** Modules that head loads and base does not, the largest first; with budgets alone those that one forbids. */
  introduced: IntroducedModule[];
  /** The same by distribution. */
  introducedBy: IntroducedGroup[];
  /** Loaded by base alone. */
  removed: { modules: Count; selfUs: Microseconds };
  calibration?: Calibration;
  warnings: Warning[];
}

/** What `perf gate --json` prints of several commands. */
export interface Verdicts {
  kind: "verdicts";
  version: 1;
  tool: string;
  /** "fail" where one fails, else "inconclusive" where one is. */
  verdict: Verdict["verdict"];
  /** In the order of the settings. */
  commands: Verdict[];
}

export interface GateTolerance {
  /** Growth beyond which a gate fails, once it is sure; 0.05 is 5 %. */
  growth: number;
  /** Less never fails. */
  least: number;
  /** As `growth`, for wall time. */
  wall: number;
}

export interface GateSide {
  command: string[];
  /** Where it comes from: a commit, the working tree; null for a command given as it is. */
  revision: string | null;
  /** Medians; null where it was not measured. */
  wallUs: Microseconds | null;
  cpuUs: Microseconds | null;
}

export interface BudgetResult {
  /** "max-modules", "max-ms", "max-ratio", "max-self-ms kubernetes", "forbid pandas". */
  rule: string;
  /** In the unit of the rule; 0 for what is forbidden. */
  limit: number;
  value: number;
  ok: boolean;
  /** How what is forbidden comes in. */
  chain?: ChainStep[];
}

export interface CountRow {
  /** "opened" are files, of Python programs from 3.8 on. */
  metric: "modules" | "opened" | "minorFaults" | "maxRssBytes";
  base: Count | null;
  head: Count | null;
}

export interface IntroducedModule {
  module: string;
  origin: Origin;
  distribution: string | null;
  selfUs: Microseconds;
  /** From the root of its process down to itself, by who came first. */
  chain: string[];
}

export interface IntroducedGroup {
  /** The distribution; for modules without one their origin. */
  name: string;
  distribution: string | null;
  origin: Origin;
  modules: Count;
  selfUs: Microseconds;
  /** How its first module came in. */
  chain: ChainStep[];
  /** The import to defer: the first of the chain that brings something that base does not load; null where no import is known. */
  defer: ImportPlace | null;
  /** Other imports that bring it in as well, once that one is gone. */
  others: Count;
}

export interface ChainStep {
  module: string;
  /** Where the step before imports it; null for the first, and where that isn't known. */
  file: string | null;
  line: Count | null;
}

export interface ImportPlace {
  importer: string;
  imported: string;
  file: string | null;
  line: Count | null;
}

/** What the program says when it is compared with itself. */
export interface Calibration {
  /** Comparisons without growth, resampled from the measured pairs. */
  comparisons: Count;
  pairs: Count;
  /** Shares of them. */
  falseAlarms: number;
  /** So many comparisons leave more than this improbable (1 in 40). */
  falseAlarmsAtMost: number;
  inconclusive: number;
  /** Of comparisons with so much growth, those that fail. */
  seen: { growth: number; share: number }[];
  /** The smallest growth that is seen in 95 of 100. */
  smallestVisible: number | null;
  /** For one comparison. */
  medianPairs: Count;
  seconds: number;
  /** Settings that suit this machine. */
  proposed: { "max-growth": number };
}
