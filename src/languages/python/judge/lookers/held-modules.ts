import type { ImportedName } from "../../../rewriting.js";
import { aliasesOf } from "./aliases.js";
import type { Look } from "./looks.js";
import type { LookedProject } from "./project.js";

/**
 * A literal list or dict of a module that holds modules of the project (`COMMANDS = [add, remove]`): what is read of those is known as far
 * as all who use it are (held_modules.py).
 */
export interface Held {
  readonly isDict: boolean;
  /** Of what it holds. */
  readonly paths: readonly string[];
}

/** As `lookers.py` prints it: whether a dict, full name, paths of what it holds. */
export type HeldFact = readonly ["held", boolean, string, null, readonly string[]];

/** Full names by which what holds modules can be reached, its own and those of from-imports, with its own each. */
export function heldPaths(held: ReadonlyMap<string, Held>, project: LookedProject): ReadonlyMap<string, string> {
  const found = new Map([...held.keys()].map((path) => [path, path]));
  const aliases = aliasesOf(project, new Set(held.keys()));
  for (const alias of aliases.keys()) {
    let at: string | undefined = alias;
    for (let steps = 0; at !== undefined && !held.has(at) && steps < 20; steps++) at = aliases.get(at);
    if (at !== undefined && held.has(at)) found.set(alias, at);
  }
  return found;
}

/** The same as names to be asked about, each with its full name. */
export function pseudoNames(paths: Iterable<string>): ReadonlyMap<ImportedName, string> {
  const place = { file: "", line: 1, column: 1, index: 0, from: ".", imported: [] };
  return new Map(
    [...paths].map((path) => {
      const [importer, bound] = [path.slice(0, path.lastIndexOf(".")), lastWord(path)];
      return [{ ...place, importer, text: bound, bound }, path];
    }),
  );
}

/** Whether a look at what holds modules leads to hands that the parser does not follow. */
export function isUnfollowed({ manner }: Look): boolean {
  return manner !== "from-import" && manner !== "attribute" && manner !== "all" && manner !== "api";
}

export function lastWords(paths: Iterable<string>): ReadonlySet<string> {
  return new Set([...paths].map(lastWord));
}

export function hasWord(bytes: Buffer | null, words: ReadonlySet<string>): boolean {
  return bytes !== null && [...words].some((word) => bytes.includes(word));
}

function lastWord(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}
