import type { EditOption, ImportedName, Place } from "../../rewriting.js";
import { checkAnnotated, checkReaders } from "./annotation-rules.js";
import type { FileFacts, Use } from "./facts.js";
import { checkHome } from "./home-rules.js";
import { isPackageFile } from "./imported-names.js";
import { checkLookups } from "./lookup-rules.js";
import { chainOf } from "./nesting.js";
import { placeOf } from "./place-steps.js";
import { Refused } from "./refused.js";
import type { Situation } from "./situation.js";
import { sortUses } from "./sorted-uses.js";
import { checkSubmodules } from "./submodule-rules.js";

/** The first minor version whose Python can import lazily. */
const SINCE = 15;

/**
 * By `lazy import` (PEP 810), or by `__lazy_modules__` where older Pythons run the file too: the name stays, and its first use loads.
 *
 * @returns null where neither the oldest Python nor the recorded one can
 * @throws Refused with the first rule that does not hold
 */
export function lazily(
  facts: FileFacts,
  name: ImportedName,
  uses: readonly Use[],
  situation: Situation,
): EditOption | null {
  const [major, minor] = situation.floor;
  if (major < 3 || Math.max(minor, situation.runtime) < SINCE) return null;
  const isPackage = isPackageFile(name.file);
  const { running, types } = sortUses(facts, uses, situation);
  if (uses.length === 0 && !isPackage) {
    throw new Refused(
      "unused-name",
      `nothing in this file uses ${name.bound}: it may be imported for what loading it does`,
      name.line,
    );
  }
  if (types.some((use) => use.role !== null)) {
    checkReaders(facts, situation, name.bound);
    for (const use of types) checkAnnotated(facts, use, { file: name.file, module: name.importer }, situation);
  }
  checkLookups(facts, name, new Set());
  checkSubmodules(facts, name, isPackage);
  checkNotSubmodule(name, situation);
  const places: Place[] = [];
  for (const [home, own] of running) {
    checkHome(facts, home, name, situation);
    for (const statement of new Set(own.map((use) => use.statement))) {
      const chain = chainOf(facts, statement);
      const around = chain.find(({ statement: { kind } }) => kind === "with" || kind === "try");
      if (around !== undefined) {
        const message = `${name.bound} would be loaded within this ${around.statement.kind} block`;
        throw new Refused("used-under-block", message, around.statement.line);
      }
      places.push(placeOf(facts, chain, home));
    }
  }
  const rules = ["statement-of-its-own", "bound-once", "no-reads-by-name", "uses-only-in-functions"];
  return { edit: "lazy", proof: rules.map((rule) => ({ rule })), places };
}

/** Whoever imports a package's submodule puts it where the package's lazy name of the same name waits. */
function checkNotSubmodule({ bound, from, importer, line }: ImportedName, { submodules }: Situation): void {
  const isItself = from === "." || from === importer;
  if (submodules?.has(bound) !== true || isItself) return;
  throw new Refused("names-submodule", `the package has a module ${bound}: loading it puts it where the name is`, line);
}
