import { basename, dirname } from "node:path";
import { LOAD_FAILED } from "../../graph/graph.js";
import type { LoadedModule } from "../../languages/python/judge/load/load-facts.js";
import type { RecordedStart } from "../starts.js";
import { isStandardOrigin } from "./standard.js";

/** Modules as recordings found them, by name. @param root of relative files */
export function loadedModules(starts: readonly RecordedStart[], root: string): ReadonlyMap<string, LoadedModule> {
  const found = new Map<string, LoadedModule>();
  const folders = new Set<string>();
  for (const start of starts) {
    const { modules } = start.graph;
    const missing = missedByLibrary(start);
    modules.name.forEach((name, module) => {
      const shown = modules.file?.[module] ?? null;
      const file = shown === null || shown.startsWith("/") ? shown : `${root}/${shown}`;
      if (file !== null) folders.add(basename(file).startsWith("__init__.") ? dirname(dirname(file)) : dirname(file));
      const isStandard = isStandardOrigin(modules.origin[module]) || missing.has(module);
      const isPackage = file !== null && basename(file).startsWith("__init__.");
      const known = found.get(name);
      if (known === undefined || known.file === null)
        found.set(name, { name, kind: kindOf(file), file, isPackage, isStandard });
    });
  }
  for (const [name, module] of found) {
    if (module.kind !== "builtin" || module.isStandard) continue;
    // What has no file is a folder without an `__init__`, or was made by another module.
    const tail = `/${name.replaceAll(".", "/")}`;
    const isFolder = [...folders].some((folder) => `${folder}/`.includes(`${tail}/`));
    if (isFolder) found.set(name, { ...module, kind: "namespace", isPackage: true });
    else found.set(name, { ...module, kind: "bytecode" });
  }
  return found;
}

/** Modules that were looked for in vain by the interpreter's own library alone, whose modules expect that at any time (`org.python.core`). */
function missedByLibrary({ graph }: RecordedStart): ReadonlySet<number> {
  const { loads, modules } = graph;
  const wanted = new Map<number, number[]>();
  for (let row = 0; row < loads.count; row++) {
    const module = loads.module[row] ?? -1;
    const importer = loads.module[loads.importer[row] ?? -1] ?? -1;
    wanted.set(module, [...(wanted.get(module) ?? []), ((loads.flags[row] ?? 0) & LOAD_FAILED) === 0 ? -1 : importer]);
  }
  const found = new Set<number>();
  // A package around is looked for by the module below it.
  const isMissed = (module: number, depth: number): boolean =>
    depth < 20 &&
    (modules.file?.[module] ?? null) === null &&
    (wanted.get(module) ?? [-1]).every(
      (importer) => importer >= 0 && (isStandardOrigin(modules.origin[importer]) || isMissed(importer, depth + 1)),
    );
  for (const module of wanted.keys()) if (isMissed(module, 0)) found.add(module);
  return found;
}

function kindOf(file: string | null): LoadedModule["kind"] {
  if (file === null) return "builtin";
  if (/\.pyw?$/.test(file)) return "source";
  return /\.pyc$/.test(file) ? "bytecode" : "extension";
}
