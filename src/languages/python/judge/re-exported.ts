import type { EditOption, ImportedName } from "../../rewriting.js";
import { starMayBind } from "./binding-rules.js";
import type { FileFacts, Use } from "./facts.js";
import { isPackageFile } from "./imported-names.js";
import { checkLookups } from "./lookup-rules.js";
import { Refused } from "./refused.js";
import type { Situation } from "./situation.js";
import { checkSubmodules } from "./submodule-rules.js";

/**
 * By the `__getattr__` of a package that only hands the name on (PEP 562).
 *
 * @returns null for what is no package, one whose folder is not known, and a name that the package itself uses, since its
 * functions do not ask `__getattr__`
 * @throws Refused with the first rule that does not hold
 */
export function byGetattr(
  facts: FileFacts,
  name: ImportedName,
  uses: readonly Use[],
  { submodules }: Situation,
): EditOption | null {
  if (submodules === null || !isPackageFile(name.file) || uses.length > 0) return null;
  const [use] = uses;
  if (use !== undefined) {
    throw new Refused(
      "used-by-package",
      `the package itself uses ${name.bound}, which __getattr__ does not serve`,
      use.line,
    );
  }
  checkNames(facts, name, [name.bound], submodules);
  checkLookups(facts, name, new Set());
  checkSubmodules(facts, name, true);
  return { edit: "pep562", proof: PROOF.map((rule) => ({ rule })), places: [] };
}

/**
 * A package's star import by its `__getattr__`, as the names that it binds.
 *
 * @throws Refused with the first rule that does not hold, always where there is no such package
 */
export function starByGetattr(facts: FileFacts, name: ImportedName, situation: Situation): EditOption {
  const { submodules, starNames } = situation;
  const names = starNames.get(name.line);
  if (submodules === null || !isPackageFile(name.file) || names === undefined) {
    throw new Refused("star-import", "a star import binds names that the text does not show", name.line);
  }
  const own = new Set([...facts.boundNames, ...facts.unsureNames]);
  for (const [bound, meaning] of names) {
    if (own.has(bound)) throw new Refused("bound-twice", `the package binds ${bound} itself too`, name.line);
    if (facts.reads.includes(bound))
      throw new Refused("used-by-package", `the package itself uses ${bound}`, name.line);
    for (const line of facts.stars) {
      const other = line === name.line ? meaning : starNames.get(line)?.get(bound);
      if (other !== meaning && starMayBind(situation, line, bound)) {
        throw new Refused("star-may-bind", `another star import may bind ${bound} too`, line);
      }
    }
  }
  checkNames(facts, name, [...names.keys()], submodules);
  checkLookups(facts, name, new Set());
  return { edit: "pep562", proof: PROOF.map((rule) => ({ rule })), places: [], starNames: [...names.keys()] };
}

const PROOF = [
  "statement-of-its-own",
  "bound-once",
  "no-reads-by-name",
  "not-used-by-package",
  "no-submodule-of-its-name",
];

function checkNames(
  facts: FileFacts,
  name: ImportedName,
  bound: readonly string[],
  submodules: ReadonlySet<string>,
): void {
  if (facts.getattrLine !== null) {
    throw new Refused("has-getattr", "the package has a __getattr__ of its own", facts.getattrLine);
  }
  const same = bound.find((found) => submodules.has(found));
  if (same === undefined) return;
  throw new Refused(
    "names-submodule",
    `the package has a module ${same}: loading it puts it where the name is`,
    name.line,
  );
}
