import type { Recorded } from "./recorded.js";
import type { Evidence, Language, Unit } from "./vocabulary.js";

/**
 * One program start as modules, loads and imports, in columns: a row is an index into every column of its
 * table. Columns keep 100,000 modules in a browser page and 1,000,000 rows of a log within a few times the
 * log's own size. All times are microseconds.
 *
 * Invariants, checked by `checkGraph`:
 * - the loads of a process stand together, in the order in which loading began; processes stand in order;
 * - a load's importer stands before it, and a load's loads stand right behind it (its subtree is contiguous);
 * - a load's cumulative time is its own self time plus its loads' cumulative times, exactly.
 */
export interface ImportGraph {
  readonly root: string | null;
  readonly language: Language;
  /** For instance "CPython 3.12.1"; null when unknown: an import log does not say. */
  readonly runtime: string | null;
  readonly command: readonly string[] | null;
  readonly evidence: Evidence;
  /** What the loads' `selfUs` and `cumulativeUs` count where it is not microseconds: a static graph's bytes, or its modules. */
  readonly unit?: Exclude<Unit, "us">;
  readonly processes: readonly ProcessRow[];
  readonly distributions: readonly DistributionRow[];
  readonly modules: ModuleColumns;
  readonly loads: LoadColumns;
  readonly imports: ImportColumns;
  /** What only a recorded start knows; absent for a log. */
  readonly recorded?: Recorded;
}

export interface ProcessRow {
  readonly command: readonly string[] | null;
  /** Index of the process that started this one. */
  readonly parent: number | null;
  readonly runtime: string | null;
  readonly thread: string | null;
}

export interface DistributionRow {
  readonly name: string;
  readonly version: string | null;
}

export interface ModuleColumns {
  readonly count: number;
  readonly name: readonly string[];
  /** Index in `ORIGINS`. */
  readonly origin: Uint8Array;
  /** Index in `distributions`, -1 for none or unknown. */
  readonly distribution: Int32Array;
  readonly file: readonly (string | null)[] | null;
}

/** The module's body failed (raised). */
export const LOAD_FAILED = 1;
/** The load's own row is missing (cut log, killed process): self time 0, its loads are known. */
export const LOAD_UNFINISHED = 2;
/** Code of this module ran after its load. */
export const LOAD_RAN_LATER = 4;
/**
 * The evidence has no tree, only edges: the load stands under the nearest load that every way to it leads
 * through, which need not have imported it. Its imports are all in `imports`; the tree implies none.
 */
export const LOAD_PLACED = 8;
/** No code of this module ran after its load. Neither this nor RAN_LATER: not known, or it has no code of its own. */
export const LOAD_NOT_RUN_LATER = 16;

export interface LoadColumns {
  readonly count: number;
  /** Index in `modules`. */
  readonly module: Int32Array;
  readonly process: Int32Array;
  /** Index of the load during which this one began, -1 for none. */
  readonly importer: Int32Array;
  readonly selfUs: Float64Array;
  readonly cumulativeUs: Float64Array;
  /** `LOAD_…` bits. */
  readonly flags: Uint8Array;
}

/** The import ran in the recorded program. Neither RAN nor NOT_RUN: unknown. */
export const IMPORT_RAN = 1;
export const IMPORT_NOT_RUN = 2;
/** The import loaded its module; otherwise the module was there already. */
export const IMPORT_LOADED = 4;

/** It runs only where the importer is the program's entry: `if __name__ == "__main__"`, `if (require.main === module)`. */
export const IMPORT_IN_ENTRY = 8;

/**
 * Imports beyond those that the tree itself implies: a log's loads are imports too (`eachImport` walks both),
 * but are not stored twice.
 */
export interface ImportColumns {
  readonly count: number;
  /** Module index, -1 where the importer is not known. */
  readonly importer: Int32Array;
  /** Module index. */
  readonly imported: Int32Array;
  readonly process: Int32Array;
  /** Starts at 1; 0 where unknown. */
  readonly line: Int32Array;
  readonly column: Int32Array;
  /** Index in `WHENS`. */
  readonly when: Uint8Array;
  /** Bits of `MANNERS`. */
  readonly manner: Uint8Array;
  /** `IMPORT_…` bits. */
  readonly flags: Uint8Array;
  readonly names: readonly (readonly string[] | null)[] | null;
  /** Names of the modules during whose loads each deferred one ran, "" for no load; null where that is not known. */
  readonly during?: readonly (readonly string[] | null)[];
}
