import type { ImportedName } from "../../rewriting.js";
import type { FileFacts, ImportStatement } from "./facts.js";
import { fullNames, packagesTo } from "./imported-names.js";
import { Refused } from "./refused.js";

/** What a name stands for by one statement, and the modules that the statement loads. */
interface Meaning {
  readonly module: string;
  readonly loads: readonly string[];
}

/**
 * Loading `a.b` makes it an attribute of `a`, which whoever has `a` by another import may read.
 *
 * @throws Refused where the file reads one of the name's submodules through another name, whose own import does not load it
 */
export function checkSubmodules(facts: FileFacts, name: ImportedName, isPackage: boolean): void {
  const submodules = name.imported.filter((module) => module.includes("."));
  if (submodules.length === 0) return;
  const check = (meanings: ReadonlyMap<string, Meaning[]>, bound: string, path: string, line: number): void => {
    const found = meanings.get(bound) ?? [];
    const submodule = submodules.find((submodule) => found.some(({ module }) => reaches(module, path, submodule)));
    if (submodule === undefined || found.some(({ loads }) => loads.includes(submodule))) return;
    const message = `${bound}.${path} finds ${submodule} only once an import has loaded it`;
    throw new Refused("submodule-attribute", message, line);
  };
  const own = meaningsOf(facts.imports, name, isPackage);
  for (const { by, name: bound, path, line } of facts.uses) {
    if (by === "load" && bound !== name.bound) check(own, bound, path, line);
  }
  const inFunctions = meaningsOf(facts.deferred, name, isPackage);
  for (const { name: bound, path, line } of facts.paths) check(inFunctions, bound, path, line);
}

/** Of the statements of one file, which are asked about for each of its names. */
const KNOWN = new WeakMap<readonly ImportStatement[], Map<string, Map<string, Meaning[]>>>();

function meaningsOf(
  statements: readonly ImportStatement[],
  { importer }: ImportedName,
  isPackage: boolean,
): ReadonlyMap<string, Meaning[]> {
  let known = KNOWN.get(statements);
  if (known === undefined) {
    known = new Map();
    KNOWN.set(statements, known);
  }
  const found = known.get(importer);
  if (found !== undefined) return found;
  const meanings = new Map<string, Meaning[]>();
  for (const statement of statements) {
    for (const [index, { bound, as }] of statement.names.entries()) {
      const { base, whole } = fullNames(statement, index, importer, isPackage);
      const module = statement.kind === "from" || as !== null ? whole : base;
      meanings.set(bound, [...(meanings.get(bound) ?? []), { module, loads: packagesTo(whole) }]);
    }
  }
  known.set(importer, meanings);
  return meanings;
}

function reaches(module: string, path: string, submodule: string): boolean {
  return submodule.startsWith(`${module}.`) && `${module}.${path}.`.startsWith(`${submodule}.`);
}
