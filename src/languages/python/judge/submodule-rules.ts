import type { ImportedName } from "../../rewriting.js";
import type { FileFacts } from "./facts.js";
import { fullNames } from "./imported-names.js";
import { Refused } from "./refused.js";

/**
 * Loading `a.b` makes it an attribute of `a`, which whoever has `a` by another import may read.
 *
 * @throws Refused where the file reads one of the name's submodules through another name
 */
export function checkSubmodules(facts: FileFacts, name: ImportedName, isPackage: boolean): void {
  const submodules = name.imported.filter((module) => module.includes("."));
  if (submodules.length === 0) return;
  const modules = new Map<string, string[]>();
  for (const statement of facts.imports) {
    statement.names.forEach(({ bound, as }, index) => {
      if (bound === name.bound) return;
      const { base, whole } = fullNames(statement, index, name.importer, isPackage);
      const meaning = statement.kind === "from" || as !== null ? whole : base;
      modules.set(bound, [...(modules.get(bound) ?? []), meaning]);
    });
  }
  for (const use of facts.uses) {
    if (use.by !== "load" || use.path === "") continue;
    for (const module of modules.get(use.name) ?? []) {
      const reached = `${module}.${use.path}.`;
      const submodule = submodules.find((found) => found.startsWith(`${module}.`) && reached.startsWith(`${found}.`));
      if (submodule !== undefined) {
        const message = `${use.name}.${use.path} finds ${submodule} only once an import has loaded it`;
        throw new Refused("submodule-attribute", message, use.line);
      }
    }
  }
}
