import type { ForeignPath, LoadFacts } from "./facts.js";

/** What is asked of a program's files, whichever of them would load later; files are absolute paths. */
export interface LoadGround {
  /** The file that a specifier means in a file, "builtin" for one of Node's, null for none. */
  resolve(file: string, specifier: string): string | null;
  facts(file: string): LoadFacts | null;
  /** Of what stands at a path of a file's exports what other modules made, as this file asks for it. */
  foreignAt(file: string, path: string): readonly ForeignPath[];
  /** The same of Node's own modules, by their full names. */
  builtinsAt(file: string, path: string): readonly ForeignPath[];
  /** Files that ask for this one, or for one of Node's own modules by its full name, whenever they do. */
  importers(file: string): readonly string[];
  /** Files that ask for modules by computed names. */
  asksForAny(): readonly string[];
  /** Whether statements of a file may be moved: those of the project's own. */
  mayBeEdited(file: string): boolean;
}
