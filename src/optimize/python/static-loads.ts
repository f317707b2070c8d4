import { basename, dirname } from "node:path";
import { FactsTable } from "../../languages/python/judge/load/facts-table.js";
import { type JudgedLoad, judgeLoads, type LoadSurroundings } from "../../languages/python/judge/load/judge-loads.js";
import type { LoadedModule, LoadSources } from "../../languages/python/judge/load/load-facts.js";
import type { RecordedStart } from "../starts.js";
import { isStandardOrigin } from "./standard.js";

/** What the sources alone say of loads, each module asked about once. */
export class StaticLoads {
  private readonly table: FactsTable;
  private readonly judged = new Map<string, JudgedLoad>();

  constructor(
    private readonly sources: LoadSources,
    private readonly surroundings: () => LoadSurroundings,
  ) {
    this.table = new FactsTable(sources);
  }

  /** By module; nothing for one that is not found. */
  async of(modules: Iterable<string>): Promise<ReadonlyMap<string, JudgedLoad>> {
    const all = [...modules];
    const unknown = all.filter((name) => !this.judged.has(name)).flatMap((name) => this.sources.find(name) ?? []);
    if (unknown.length > 0) {
      const found = await judgeLoads(unknown, this.sources, this.surroundings(), this.table);
      for (const [name, judged] of found) this.judged.set(name, judged);
    }
    return new Map(
      all.flatMap((name): [string, JudgedLoad][] => {
        const judged = this.judged.get(name);
        return judged === undefined ? [] : [[name, judged]];
      }),
    );
  }
}

/** Modules as recordings found them, by name. @param root of relative files */
export function loadedModules(starts: readonly RecordedStart[], root: string): ReadonlyMap<string, LoadedModule> {
  const found = new Map<string, LoadedModule>();
  const folders = new Set<string>();
  for (const { graph } of starts) {
    const { modules } = graph;
    modules.name.forEach((name, module) => {
      const shown = modules.file?.[module] ?? null;
      const file = shown === null || shown.startsWith("/") ? shown : `${root}/${shown}`;
      if (file !== null) folders.add(basename(file).startsWith("__init__.") ? dirname(dirname(file)) : dirname(file));
      const isStandard = isStandardOrigin(modules.origin[module]);
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

function kindOf(file: string | null): LoadedModule["kind"] {
  if (file === null) return "builtin";
  if (/\.pyw?$/.test(file)) return "source";
  return /\.pyc$/.test(file) ? "bytecode" : "extension";
}
