import type { EditOption, ImportedName, Place, Rule } from "../../rewriting.js";
import { checkAnnotated, checkReaders, quotesFor } from "./annotation-rules.js";
import type { FileFacts, Use } from "./facts.js";
import { checkHome } from "./home-rules.js";
import { isPackageFile } from "./imported-names.js";
import { checkLookups } from "./lookup-rules.js";
import { entry, homeOf } from "./nesting.js";
import { isShared } from "./own-uses.js";
import { placeOf, stepsBefore } from "./place-steps.js";
import { Refused } from "./refused.js";
import type { Situation } from "./situation.js";
import { classAttribute, sortUses } from "./sorted-uses.js";
import { checkSubmodules } from "./submodule-rules.js";

/**
 * Into the functions that use it, and under `if TYPE_CHECKING:` for annotations.
 *
 * @param uses all that the file reads of the name
 * @param isServed whether `__all__` may name it, since the module gives it all the same
 * @throws Refused with the first rule that does not hold
 */
export function intoFunctions(
  facts: FileFacts,
  name: ImportedName,
  uses: readonly Use[],
  situation: Situation,
  isServed = false,
): EditOption {
  if (!isServed) checkExported(facts, name);
  const { running, types } = sortUses(facts, uses, situation);
  const typeComment = facts.texts.find((text) => text.kind === "type-comment" && text.name === name.bound);
  const needsTypes = types.length > 0 || typeComment !== undefined;
  if (uses.length === 0 && !needsTypes) throw unused(name);
  if (types.some((use) => use.role !== null)) {
    checkReaders(facts, situation, name.bound);
    for (const use of types) checkAnnotated(facts, use, { file: name.file, module: name.importer }, situation);
  }
  checkLookups(facts, name, new Set(running.keys()));
  checkShadows(facts, name, running);
  if (isShared(facts, name)) checkClosures(facts, name, running);
  checkSubmodules(facts, name, isPackageFile(name.file));
  const places: Place[] = [];
  for (const [home, own] of running) {
    checkHome(facts, home, name, situation);
    const steps = stepsBefore(facts, statementsOf(facts, name, home, own));
    places.push(...steps.map((way) => placeOf(facts, way, home)));
  }
  const proof: Rule[] = [{ rule: "statement-of-its-own" }, { rule: "bound-once" }, { rule: "no-reads-by-name" }];
  if (places.length > 0) proof.push({ rule: "uses-only-in-functions" }, { rule: "place-before-every-use" });
  if (needsTypes) proof.push({ rule: places.length > 0 ? "annotations-not-read" : "uses-only-in-annotations" });
  if ([...running.keys()].some((home) => entry(facts.scopes, home).isAsync)) proof.push({ rule: "in-coroutine" });
  const edit = places.length > 0 ? "function" : "type-checking";
  return { edit, proof, places, ...(needsTypes ? { types: { quotes: quotesFor(facts, types, situation) } } : {}) };
}

/** With an import the name is the function's own: what reads it for another statement's submodule needs it too. */
function statementsOf(facts: FileFacts, name: ImportedName, home: number, own: readonly Use[]): number[] {
  if (!isShared(facts, name)) return [...new Set(own.map(({ statement }) => statement))];
  const all = facts.uses.filter(
    (use) => use.name === name.bound && use.by === "load" && homeOf(facts, use.scope) === home,
  );
  const confused = all.find(({ inClass }) => inClass !== null);
  if (confused !== undefined) throw classAttribute(facts, confused);
  const read = all.filter(({ role }) => role !== "string-annotation" && role !== "string-type");
  return [...new Set([...own, ...read].map(({ statement }) => statement))];
}

export function checkExported({ exported }: FileFacts, { bound }: ImportedName): void {
  if (exported === null) return;
  if (exported.names.includes(bound)) throw new Refused("exported", `__all__ names ${bound}`, exported.line);
  if (!exported.isComplete) {
    throw new Refused("exported", `__all__ is computed and may name ${bound}`, exported.line);
  }
}

/** An import makes the name a closure's for functions within its function: each of them must have its own. */
function checkClosures(facts: FileFacts, { bound }: ImportedName, homes: ReadonlyMap<number, unknown>): void {
  for (const use of facts.uses) {
    const home = use.name === bound && use.by === "load" ? homeOf(facts, use.scope) : null;
    if (home === null || homes.has(home)) continue;
    for (let at = entry(facts.scopes, home).within; at !== null; at = entry(facts.scopes, at).within) {
      if (!homes.has(at)) continue;
      const message = `a function within another reads ${bound} for another submodule`;
      throw new Refused("shared-binding", message, use.line);
    }
  }
}

/**
 * CPython 3.12 and 3.13 put comprehensions into their function, and lose a name there that is a closure's and a comprehension's
 * own at once.
 */
function checkShadows(facts: FileFacts, { bound }: ImportedName, homes: ReadonlyMap<number, unknown>): void {
  for (const { name, line, scope } of facts.shadows) {
    const home = name === bound ? homeOf(facts, scope) : null;
    if (home === null || !homes.has(home)) continue;
    throw new Refused("shadowed", `a comprehension or lambda of the same function has a ${bound} of its own`, line);
  }
}

function unused({ bound, line }: ImportedName): Refused {
  const message = `nothing in this file uses ${bound}: it may be imported for what loading it does, or for those who take it from here`;
  return new Refused("unused-name", message, line);
}
