import { meaningOf } from "./decorators.js";
import type { FileFacts, ImportStatement } from "./facts.js";
import type { ImportingFile } from "./imported-names.js";
import type { Situation } from "./situation.js";

/**
 * What `from module import *` binds, by name with what it stands for (`Situation.starNames`).
 *
 * @param facts of the module that the star import names
 * @param starNames of that module's own star imports, by their lines
 * @returns null where it is not known for certain: a computed `__all__`, names under conditions, names bound by other means
 */
export function starNamesOf(
  facts: FileFacts,
  file: ImportingFile,
  starNames: Situation["starNames"],
): ReadonlyMap<string, string> | null {
  if (isDynamic(facts)) return null;
  const found = new Map<string, string>();
  for (const line of facts.stars) {
    const names = starNames.get(line);
    if (names === undefined) return null;
    for (const [name, meaning] of names) found.set(name, meaning);
  }
  for (const name of facts.boundNames) {
    const isImported = !found.has(name) && !facts.unsureNames.includes(name) && isBoundByImport(facts, name);
    found.set(name, isImported ? meaningOf(facts, name, file) : `${file.module}.${name}`);
  }
  if (facts.exported !== null) {
    const names = facts.exported.isComplete ? facts.exported.names : null;
    return names && new Map(names.map((name) => [name, found.get(name) ?? `${file.module}.${name}`]));
  }
  if (facts.unsureNames.some((name) => !name.startsWith("_"))) return null;
  for (const name of found.keys()) if (name.startsWith("_")) found.delete(name);
  return found;
}

/**
 * All that `from module import *` may bind, whatever happens: also what stands under conditions, and what functions bind.
 *
 * @param ofStars the same of that module's own star imports, by their lines
 * @returns null where that can't be told from the text
 */
export function starMayBindOf(
  facts: FileFacts,
  ofStars: ReadonlyMap<number, ReadonlySet<string>>,
): ReadonlySet<string> | null {
  if (isDynamic(facts)) return null;
  if (facts.exported !== null) return facts.exported.isComplete ? new Set(facts.exported.names) : null;
  const asked = facts.lookups.flatMap(({ key }) => key ?? []);
  const found = new Set([...facts.boundNames, ...facts.unsureNames, ...asked].filter((name) => !name.startsWith("_")));
  for (const line of facts.stars) {
    const names = ofStars.get(line);
    if (names === undefined) return null;
    for (const name of names) found.add(name);
  }
  return found;
}

/** Whether names, or which of them count, may come from what the text does not show. */
function isDynamic(facts: FileFacts): boolean {
  if (facts.getattrLine !== null || facts.lookups.some(({ key }) => key === null)) return true;
  // A list that is there under a condition, that a function sets, or that is another module's.
  return facts.unsureNames.includes("__all__") || (facts.exported === null && facts.boundNames.includes("__all__"));
}

/** By one import statement and nothing else. */
function isBoundByImport(facts: FileFacts, name: string): boolean {
  const bindings = facts.uses.filter((use) => use.name === name && use.by !== "load");
  return bindings.length === 1 && bindings[0]?.by === "import";
}

/** The star imports of a file, each with the star's place in its statement. */
export function starImports({ imports }: FileFacts): { statement: ImportStatement; index: number }[] {
  return imports.flatMap((statement) =>
    statement.names.flatMap(({ bound }, index) => (bound === "*" ? [{ statement, index }] : [])),
  );
}
