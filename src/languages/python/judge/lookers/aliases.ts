import { boundPaths } from "./bound-paths.js";
import type { LookedProject } from "./project.js";

/**
 * Names under which modules stand in other modules of the project: `helpers.the_mod` is `pkg.mod` where helpers.py says
 * `import pkg.mod as the_mod`. Only those that lead to a wanted module, or to a package around one.
 */
export function aliasesOf(project: LookedProject, wanted: ReadonlySet<string>): ReadonlyMap<string, string> {
  const byPath = globalNames(project);
  const found = new Map<string, string>();
  const open = [...wanted];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    for (const alias of byPath.get(path) ?? []) {
      if (found.has(alias) || wanted.has(alias)) continue;
      found.set(alias, path);
      open.push(alias);
    }
  }
  return found;
}

const KNOWN = new WeakMap<LookedProject, ReadonlyMap<string, readonly string[]>>();

/** The global names of a project's modules that imports bind, by what they stand for. */
function globalNames(project: LookedProject): ReadonlyMap<string, readonly string[]> {
  const known = KNOWN.get(project);
  if (known !== undefined) return known;
  const byPath = new Map<string, string[]>();
  for (const file of project.files) {
    for (const { bound, path, isGlobal } of boundPaths(file, project.scan(file.file))) {
      const alias = `${file.module}.${bound}`;
      if (!isGlobal || alias === path) continue;
      const found = byPath.get(path);
      if (found === undefined) byPath.set(path, [alias]);
      else found.push(alias);
    }
  }
  KNOWN.set(project, byPath);
  return byPath;
}

/** Modules with the packages around them. */
export function withPackages(modules: Iterable<string>): Set<string> {
  const found = new Set<string>();
  for (const module of modules) {
    found.add(module);
    for (let dot = module.indexOf("."); dot >= 0; dot = module.indexOf(".", dot + 1)) found.add(module.slice(0, dot));
  }
  return found;
}
