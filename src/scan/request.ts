import type { Warning } from "../graph/profile.js";
import type { StaticGraph } from "../graph/static.js";
import type { Language } from "../graph/vocabulary.js";

export interface ScanRequest {
  /** Files and folders, as the user wrote them. */
  readonly targets: readonly string[];
  /** A module or package of the interpreter's path to look at instead. */
  readonly module?: string | undefined;
  /** What runs first, as the user wrote it: modules, `module:function`, files, names of scripts. Empty for the usual. */
  readonly entries: readonly string[];
  readonly python?: string | undefined;
  readonly language?: Language | undefined;
  /** Whether the imports of dependencies and of the standard library are followed. */
  readonly follow: boolean;
  /** Whether modules that are not followed are part of the graph. */
  readonly external: boolean;
  /** The package's folder. */
  readonly packageRoot: string;
}

/** The static import graph of some sources, and where a program that is made of them begins. */
export interface Scan {
  /** Absolute: what the modules' files are relative to. */
  readonly root: string;
  /** Absolute: where the settings are looked for, from here upward. */
  readonly folder: string;
  readonly language: Language;
  readonly sources: StaticGraph;
  readonly entries: Entries;
  /** Size of each module's file in bytes by module index; null for what was not read. */
  readonly bytes: readonly (number | null)[];
  /** Whether the imports of dependencies are part of the graph. */
  readonly followed: boolean;
  readonly warnings: readonly Warning[];
}

/** Module indices. */
export interface Entries {
  /** What runs as `__main__`, or is given to `node`. */
  readonly run: ReadonlySet<number>;
  /** What is loaded first: those, the packages around them, and what a launcher imports. */
  readonly starts: ReadonlySet<number>;
  /** The entries alone, in the order asked for. */
  readonly named: readonly number[];
}
