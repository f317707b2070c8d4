import type { Evidence, Language, Manner, Origin, Unit, When } from "./vocabulary.js";

/**
 * @asType integer
 * @minimum 0
 */
export type Microseconds = number;

/**
 * @asType integer
 * @minimum 0
 */
export type Count = number;

/**
 * A row of another array of the same document.
 *
 * @asType integer
 * @minimum 0
 */
export type Index = number;

/**
 * A line or column of a file; the first is 1, columns count UTF-16 units.
 *
 * @asType integer
 * @minimum 1
 */
export type Position = number;

/**
 * The profile: the one document that passes between the verbs and to other tools. `perf record` writes it,
 * `perf analyze --format profile` makes one from a log, every verb reads it. Times are integers in
 * microseconds; indices point into this document's own arrays; files are relative to `root` where inside it.
 */
export interface Profile {
  kind: "profile";
  version: 1;
  tool: string;
  root: string | null;
  language: Language;
  runtime: string | null;
  command: string[] | null;
  evidence: Evidence;
  /** What all `selfUs` and `cumulativeUs` count where they are no microseconds: a static graph's bytes, or modules. */
  unit?: Exclude<Unit, "us">;
  anatomy?: Anatomy;
  runs?: ProfileRun[];
  caches?: Caches;
  measuring?: MeasuringCost;
  importRuns?: ImportRun[];
  processes: ProfileProcess[];
  modules: ProfileModule[];
  /** In the order in which loading began. */
  loads: ProfileLoad[];
  imports: ProfileImport[];
  /** Lines of the application's files that ran: single lines and [first, last] ranges. */
  linesRun?: Record<string, LineRange[]>;
  /** Of those the ones that functions ran on the line of their own header (`def f(): return x` was called). */
  linesCalled?: Record<string, LineRange[]>;
  warnings: Warning[];
}

/** One line, or the first and the last of several. */
export type LineRange = Position | [Position, Position];

/**
 * Where a whole start went; the first seven sum to the wall time of one run, the timed one with the median wall time:
 * what the hooks cost is in it, as part of `otherUs`. Null where the runtime can't tell.
 */
export interface Anatomy {
  bootUs: Microseconds | null;
  siteUs: Microseconds | null;
  importsUs: Microseconds | null;
  mainUs: Microseconds | null;
  waitingUs: Microseconds | null;
  teardownUs: Microseconds | null;
  otherUs: Microseconds | null;
  findUs: Microseconds | null;
  readUs: Microseconds | null;
  compileUs: Microseconds | null;
  executeUs: Microseconds | null;
  collectorUs: Microseconds | null;
  collections: Count | null;
  pth?: { file: string; us: Microseconds }[];
}

export interface ProfileRun {
  wallUs: Microseconds;
  cpuUs: Microseconds;
  /** @asType integer */
  exitCode: number;
}

/** Import time of one timed run, all of it and by distribution; the loads' own times are medians over these runs. */
export interface ImportRun {
  us: Microseconds;
  sets: { distribution: string | null; origin: Origin; us: Microseconds }[];
}

/** Whether what earlier starts compiled was there in the timed runs. */
export interface Caches {
  /**
   * "cold": nothing was there, as ever for Node without a compile cache. "mixed": some modules were compiled although
   * earlier runs had left them time to be kept, or processes differ.
   */
  state: "warm" | "cold" | "mixed";
  /** Modules compiled from their sources in one run; null where the hooks can't tell. */
  compiled: Count | null;
}

/** What measuring cost, by times of whole runs. */
export interface MeasuringCost {
  metric: "cpu" | "wall";
  /** With the timer over without it, medians. */
  ratio: number;
  /** The quartiles of the ratios of neighbouring runs. */
  lo: number;
  hi: number;
  /** The loads' times were multiplied by this, so that they are those of a start without the timer; 1 where it costs no more than the noise. */
  scale: number;
}

export interface ProfileProcess {
  command: string[] | null;
  /** The process that started this one. */
  parent: Index | null;
  runtime: string | null;
  thread: string | null;
}

export interface ProfileModule {
  name: string;
  origin: Origin;
  distribution: string | null;
  distributionVersion: string | null;
  file: string | null;
}

export interface ProfileLoad {
  /** Index in `modules`. */
  module: Index;
  /** Index in `processes`. */
  process: Index;
  /** Index in `loads`, or null for a load that no other load caused. */
  importer: Index | null;
  selfUs: Microseconds;
  cumulativeUs: Microseconds;
  spreadUs?: Microseconds;
  phases?: LoadPhases;
  /** Time during its load in which nothing was computed (a top-level await), part of neither time above. */
  waitingUs?: Microseconds;
  failed?: boolean;
  /** Its own row is missing from the log: `selfUs` is 0. */
  unfinished?: boolean;
  /** Code of the module ran after its load; false: none did; absent: not known. */
  ranLater?: boolean;
  /** How many objects that the collector tracks the load made, without those of the loads inside it. */
  objects?: Count;
  /** The evidence has no tree: `importer` is the nearest load that every way here leads through. */
  placed?: boolean;
  effects?: ProfileEffect[];
}

export interface LoadPhases {
  resolveUs: Microseconds;
  readUs: Microseconds;
  compileUs: Microseconds;
  evaluateUs: Microseconds;
}

/** What a load changed outside itself, or read (`reads-…`, `network`) that may differ when it runs at another time. */
export interface ProfileEffect {
  kind: string;
  what: string;
  /** The module whose state it is, or what owns a file that was read; null where it belongs to the whole process. */
  of: string | null;
  /** Only the load's own top-level package can see it, or what was read never differs. */
  confined: boolean;
  /** Several loads ran between two comparisons, and more than one may have done it: it is noted of each. */
  shared?: true;
  /** Where the load's own body was; for an attribute or container this line or one before, back to the last import. */
  file: string;
  line: Position;
}

export interface ProfileImport {
  /** Index in `modules`; null where the evidence does not say who imported. */
  importer: Index | null;
  /** Index in `modules`. */
  imported: Index;
  process: Index;
  line: Position | null;
  column: Position | null;
  when: When;
  manner: Manner[];
  names: string[];
  /** False: static only; null: unknown. */
  ran: boolean | null;
  /** False: it was there already. */
  loaded: boolean;
  /** Names of the modules during whose loads a deferred import ran, "" for no load: on their behalf, since a function waits to be called. */
  during?: string[];
}

/** A named doubt, shown beside the result it concerns. */
export interface Warning {
  code: string;
  message: string;
  file?: string;
  line?: Position;
}
