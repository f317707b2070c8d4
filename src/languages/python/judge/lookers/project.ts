import type { ScannedFile } from "../../scan/scanned.js";

/** One Python file of a project: sources, tests, documentation, examples, stubs. */
export interface ProjectFile {
  /** Absolute. */
  readonly file: string;
  /** Relative to the project's root, as reasons show it. */
  readonly shown: string;
  readonly module: string;
  readonly isPackage: boolean;
  /** A copy of a file of the interpreter's own library: what that does to every program is no news. */
  readonly isStandard?: boolean;
}

/** All that can look at a name: a whole project, as `io/` reads it. */
export interface LookedProject {
  readonly files: readonly ProjectFile[];
  /** Other files whose text may name a module: settings, documentation, notebooks. `module` is the path. */
  readonly texts: readonly ProjectFile[];
  /** Data files that hold pickles. */
  readonly pickles: readonly ProjectFile[];
  scan(file: string): ScannedFile;
  /** null for a file that can't be read. */
  bytes(file: string): Buffer | null;
}

/**
 * Asks `lookers.py`.
 *
 * @param head what each process is told first
 * @returns one answer a question, in their order
 */
export type AskScript = (head: string, questions: readonly string[]) => Promise<readonly unknown[]>;
