import type { ImportedName } from "../../rewriting.js";
import type { FileFacts, ImportStatement } from "./facts.js";
import { fullNames, packagesTo } from "./imported-names.js";
import { scopesAround } from "./nesting.js";
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
    const submodule = submodules.find(
      (submodule) =>
        found.some(({ module }) => reaches(module, path, submodule)) &&
        !found.some(({ loads }) => loads.includes(submodule)),
    );
    if (submodule === undefined) return;
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

/** A submodule that a file reads by an attribute of its package, and by no import of its own. */
export interface SubmoduleRead {
  readonly submodule: string;
  /** As the file has it. */
  readonly text: string;
  readonly line: number;
  /** While the file's module loads, and not in a function. */
  readonly isAtLoad: boolean;
}

/**
 * Which of some modules a file reads as attributes, although no statement of its own loads them.
 *
 * @param aliases what stands under names of other modules
 */
export function submoduleRead(
  facts: FileFacts,
  { module, isPackage }: { readonly module: string; readonly isPackage: boolean },
  submodules: ReadonlySet<string>,
  aliases: ReadonlyMap<string, string>,
): SubmoduleRead[] {
  const found: SubmoduleRead[] = [];
  const { reads, loaded } = attributeReads(facts, module, isPackage);
  for (const { meanings, name: bound, path, line, isAtLoad } of reads) {
    for (const { module: base } of meanings) {
      for (
        let at: string | undefined = base, steps = 0;
        at !== undefined && steps < 20;
        at = aliases.get(at), steps++
      ) {
        const parts = path.split(".");
        let submodule = at;
        for (const [index, part] of parts.entries()) {
          submodule = `${submodule}.${part}`;
          if (!submodules.has(submodule) || loaded.has(submodule)) continue;
          if (meanings.some(({ loads }) => loads.includes(submodule))) continue;
          found.push({ submodule, text: `${bound}.${parts.slice(0, index + 1).join(".")}`, line, isAtLoad });
        }
      }
    }
  }
  return found;
}

/** An attribute that a file reads of what an import binds. */
interface AttributeRead {
  readonly meanings: readonly Meaning[];
  readonly name: string;
  readonly path: string;
  readonly line: number;
  readonly isAtLoad: boolean;
}

interface AttributeReads {
  readonly reads: readonly AttributeRead[];
  /** Modules that the file's own statements load. */
  readonly loaded: ReadonlySet<string>;
}

const READS = new WeakMap<FileFacts, AttributeReads>();

/** The same whatever is asked of a file. */
function attributeReads(facts: FileFacts, module: string, isPackage: boolean): AttributeReads {
  const known = READS.get(facts);
  if (known !== undefined) return known;
  const eager = facts.imports.filter(({ isTypeOnly }) => !isTypeOnly);
  const own = meaningsOf(eager, { importer: module }, isPackage);
  const inFunctions = meaningsOf(facts.deferred, { importer: module }, isPackage);
  const reads: AttributeRead[] = [];
  const add = (
    meanings: readonly Meaning[] | undefined,
    { name, path, line }: Pick<AttributeRead, "name" | "path" | "line">,
    isAtLoad: () => boolean,
  ): void => {
    if (path !== "" && meanings !== undefined) reads.push({ meanings, name, path, line, isAtLoad: isAtLoad() });
  };
  for (const use of facts.uses)
    if (use.by === "load" && !use.isTypeOnly) add(own.get(use.name), use, () => !isDeferred(facts, use.scope));
  for (const use of facts.paths) add(inFunctions.get(use.name), use, () => false);
  const loaded = new Set([...own.values()].flatMap((meanings) => meanings.flatMap(({ loads }) => loads)));
  const found = { reads, loaded };
  READS.set(facts, found);
  return found;
}

/** Of the statements of one file, which are asked about for each of its names. */
const KNOWN = new WeakMap<readonly ImportStatement[], Map<string, Map<string, Meaning[]>>>();

function meaningsOf(
  statements: readonly ImportStatement[],
  { importer }: Pick<ImportedName, "importer">,
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

function isDeferred(facts: FileFacts, scope: number): boolean {
  return [...scopesAround(facts, scope)].some(({ kind }) => kind === "function" || kind === "lambda");
}

function reaches(module: string, path: string, submodule: string): boolean {
  return submodule.startsWith(`${module}.`) && `${module}.${path}.`.startsWith(`${submodule}.`);
}
