import type { LoadFacts } from "./facts.js";

/** What is asked of a program's files, whichever of them would load later; files are absolute paths. */
export interface LoadGround {
  /** The file that a specifier means in a file, "builtin" for one of Node's, null for none. */
  resolve(file: string, specifier: string): string | null;
  facts(file: string): LoadFacts | null;
  /** Files that ask for this one, whenever they do. */
  importers(file: string): readonly string[];
}
