import { isAside } from "../../languages/python/judge/lookers/program-wide.js";
import type { LookedProject } from "../../languages/python/judge/lookers/project.js";
import { absoluteName } from "../../languages/python/static/absolute-name.js";

/**
 * What the project's own sources import of others, wherever it stands, tests and documents left out.
 *
 * @param isLoaded whether the starts loaded a module of this name
 * @returns "unknown" where that is a module that was not loaded: it may lead anywhere
 */
export function doorsOf(project: LookedProject, isLoaded: (name: string) => boolean): ReadonlySet<string> | "unknown" {
  const own = new Set(project.files.map(({ module }) => module));
  const found = new Set<string>();
  for (const { file, shown, module: name, isPackage } of project.files) {
    if (isAside(shown)) continue;
    for (const { kind, module, level, names } of project.scan(file).imports) {
      const base = absoluteName(module, level, { name, isPackage });
      if (base === null) return "unknown";
      for (const each of kind === "from" ? [base, ...names.map((taken) => `${base}.${taken.name}`)] : [base]) {
        if (own.has(each) || own.has(each.replace(/\..*/s, ""))) continue;
        if (isLoaded(each)) found.add(each);
        else if (each === base) return "unknown";
      }
    }
  }
  return found;
}
