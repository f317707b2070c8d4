import type { Evidence, Language, Manner, Origin, When } from "./vocabulary.js";

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
  anatomy?: Anatomy;
  runs?: ProfileRun[];
  processes: ProfileProcess[];
  modules: ProfileModule[];
  /** In the order in which loading began. */
  loads: ProfileLoad[];
  imports: ProfileImport[];
  /** Lines of the application's files that ran: single lines and [first, last] ranges. */
  linesRun?: Record<string, (number | [number, number])[]>;
  warnings: Warning[];
}

/** Where a whole start went; the first seven sum to the wall time. Null where the runtime can't tell. */
export interface Anatomy {
  bootUs: number | null;
  siteUs: number | null;
  importsUs: number | null;
  mainUs: number | null;
  waitingUs: number | null;
  teardownUs: number | null;
  otherUs: number | null;
  findUs: number | null;
  readUs: number | null;
  compileUs: number | null;
  executeUs: number | null;
  collectorUs: number | null;
  collections: number | null;
  pth?: { file: string; us: number }[];
}

export interface ProfileRun {
  wallUs: number;
  cpuUs: number;
  exitCode: number;
}

export interface ProfileProcess {
  command: string[] | null;
  parent: number | null;
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
  module: number;
  /** Index in `processes`. */
  process: number;
  /** Index in `loads`, or null for a load that no other load caused. */
  importer: number | null;
  selfUs: number;
  cumulativeUs: number;
  spreadUs?: number;
  phases?: { resolveUs: number; readUs: number; compileUs: number; evaluateUs: number };
  failed?: boolean;
  /** Its own row is missing from the log: `selfUs` is 0. */
  unfinished?: boolean;
  ranLater?: boolean;
  effects?: ProfileEffect[];
}

export interface ProfileEffect {
  kind: string;
  what: string;
  confined: boolean;
  file: string;
  line: number;
}

export interface ProfileImport {
  /** Index in `modules`; null where the evidence does not say who imported. */
  importer: number | null;
  /** Index in `modules`. */
  imported: number;
  process: number;
  line: number | null;
  column: number | null;
  when: When;
  manner: Manner[];
  names: string[];
  /** False: static only; null: unknown. */
  ran: boolean | null;
  /** False: it was there already. */
  loaded: boolean;
}

/** A named doubt, shown beside the result it concerns. */
export interface Warning {
  code: string;
  message: string;
  file?: string;
  line?: number;
}
