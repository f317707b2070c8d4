import { absoluteName } from "../../static/absolute-name.js";
import type { LookedProject } from "../lookers/project.js";

/** Of each module that functions of a project import, by its name, the modules whose functions they are. */
export function askedLater(project: LookedProject): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { file, module: name, isPackage } of project.files) {
    for (const { when, module, level, names, kind } of project.scan(file).imports) {
      if (when === "eager") continue;
      const base = absoluteName(module, level, { name, isPackage });
      if (base === null) continue;
      for (const asked of [base, ...(kind === "from" ? names.map((each) => `${base}.${each.name}`) : [])])
        found.set(asked, (found.get(asked) ?? new Set()).add(name));
    }
  }
  return found;
}
