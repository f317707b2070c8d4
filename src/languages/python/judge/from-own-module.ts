import type { EditOption, ImportedName } from "../../rewriting.js";
import { OWN_GLOBALS } from "../own-globals.js";
import type { FileFacts } from "./facts.js";
import { isPackageFile } from "./imported-names.js";
import { checkLookups } from "./lookup-rules.js";
import { isShared } from "./own-uses.js";
import { Refused } from "./refused.js";
import type { Situation } from "./situation.js";

/**
 * By the module's `__getattr__`, from which its own functions take the name too: `from pkg.mod import name` in `pkg.mod` itself. Whoever
 * reads the name of the module, or replaces it there for a test, finds it, and the functions find what was put there. A module that may also be
 * `__main__`, or another one of the same file, is no module to import: there the functions look into their globals first, and then ask
 * `__getattr__`, as whoever reads an attribute of the module does.
 *
 * A name that only annotations need, and that others may read of the module, is served for those alone.
 *
 * @param inFunctions its way into functions, or for annotations
 * @returns null where the module's text may run again in the same globals, and for names that no `__getattr__` can serve
 * @throws Refused with the first rule that does not hold
 */
export function fromOwnModule(
  facts: FileFacts,
  name: ImportedName,
  inFunctions: EditOption,
  situation: Situation,
): EditOption | null {
  const { ownName, submodules } = situation;
  const isDotted = name.from === null && name.text.includes(".") && !/\sas\s/.test(name.text);
  if (ownName === OWN_GLOBALS && facts.boundNames.includes("globals")) return null;
  if (ownName === null || isDotted || isShared(facts, name) || facts.stars.length > 0) return null;
  if (isPackageFile(name.file) && (submodules === null || submodules.has(name.bound))) return null;
  if (facts.getattrLine !== null) {
    throw new Refused("has-getattr", "the module has a __getattr__ of its own", facts.getattrLine);
  }
  checkLookups(facts, name, new Set());
  // The import for checkers comes with the __getattr__.
  const { places, types } = inFunctions;
  const quoted = types === undefined ? {} : { types: { quotes: types.quotes } };
  const found = ownName === OWN_GLOBALS ? "from-its-own-globals" : "only-module-of-its-name";
  const proof = [...inFunctions.proof, { rule: found }, { rule: "served-by-getattr" }];
  return { edit: "pep562", proof, places, own: ownName, ...quoted };
}
