import type { EditOption, ImportedName } from "../../rewriting.js";
import type { FileFacts, Use } from "./facts.js";
import { isPackageFile } from "./imported-names.js";
import { checkLookups } from "./lookup-rules.js";
import { Refused } from "./refused.js";
import type { Situation } from "./situation.js";
import { checkSubmodules } from "./submodule-rules.js";

/**
 * By the `__getattr__` of a package that only hands the name on (PEP 562).
 *
 * @returns null for what is no package, or one whose folder is not known
 * @throws Refused with the first rule that does not hold
 */
export function byGetattr(
  facts: FileFacts,
  name: ImportedName,
  uses: readonly Use[],
  { submodules }: Situation,
): EditOption | null {
  if (submodules === null || !isPackageFile(name.file)) return null;
  const [use] = uses;
  if (use !== undefined) {
    throw new Refused(
      "used-by-package",
      `the package itself uses ${name.bound}, which __getattr__ does not serve`,
      use.line,
    );
  }
  if (facts.getattrLine !== null) {
    throw new Refused("has-getattr", "the package has a __getattr__ of its own", facts.getattrLine);
  }
  if (submodules.has(name.bound)) {
    const message = `the package has a module ${name.bound}: loading it puts it where the name is`;
    throw new Refused("names-submodule", message, name.line);
  }
  checkLookups(facts, name, new Set());
  checkSubmodules(facts, name, true);
  const rules = [
    "statement-of-its-own",
    "bound-once",
    "no-reads-by-name",
    "not-used-by-package",
    "no-submodule-of-its-name",
  ];
  return { edit: "pep562", proof: rules.map((rule) => ({ rule })), places: [] };
}
