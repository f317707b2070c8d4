import type { LoadedModule } from "../../languages/python/judge/load/load-facts.js";
import { isAside } from "../../languages/python/judge/lookers/program-wide.js";
import type { LookedProject, ProjectFile } from "../../languages/python/judge/lookers/project.js";
import { submoduleReads } from "../../languages/python/judge/lookers/submodule-reads.js";
import { absoluteName } from "../../languages/python/static/absolute-name.js";
import type { Reason } from "../../languages/rewriting.js";
import type { RecordedStart } from "../starts.js";
import { BroughtModules } from "./brought-modules.js";
import type { PythonJudge } from "./judge.js";

/**
 * Asks for modules that go who counts on them as attributes of their packages: the project's files, and those installed ones that the
 * starts loaded and that import the package.
 */
export function submodulesRead(
  judge: PythonJudge,
  starts: readonly RecordedStart[],
  loaded: ReadonlyMap<string, LoadedModule>,
): (gone: ReadonlySet<string>) => Promise<ReadonlyMap<string, Reason>> {
  const own = new Set(judge.project.files.map(({ file }) => file));
  const ownModules = new Set(judge.project.files.map(({ module }) => module));
  let importers: ReadonlyMap<string, ReadonlySet<string>> | null = null;
  let brought: BroughtModules | null = null;
  let doors: ReadonlySet<string> | "unknown" | null = null;
  const hasFile = (module: string): boolean => (loaded.get(module)?.file ?? null) !== null;
  return (gone) => {
    importers ??= importersIn(starts);
    brought ??= new BroughtModules(starts, (module) => ownModules.has(module) || module === "__main__");
    const [known, loads] = [importers, brought];
    // Of what has no file (six.moves) its maker makes the attributes.
    const asked = [...gone].filter((module) => hasFile(module) && !loads.withPackage(module));
    doors ??= doorsOf(judge.project, (name) => loaded.has(name));
    const further = doors;
    return submoduleReads(new Set(asked), {
      project: judge.project,
      facts: (files) => judge.factsOf(files),
      brings: (module, line, submodule, isAtLoad) =>
        loads.bringsAbove(module, line, submodule) ||
        (!isAtLoad && further !== "unknown" && !ownModules.has(module) && loads.alwaysWith(module, submodule, further)),
      importersOf: (module) =>
        [...(known.get(module) ?? [])].flatMap((name): ProjectFile[] => {
          const found = loaded.get(name);
          if (found === undefined || found.isStandard || found.kind !== "source" || found.file === null) return [];
          const { file, isPackage } = found;
          const shown = file.replace(/^.*\/(?:site|dist)-packages\//, "");
          return own.has(file) ? [] : [{ file, shown, module: name, isPackage }];
        }),
    });
  };
}

/**
 * What the project's own sources import of others, wherever it stands, tests and documents left out.
 *
 * @param isLoaded whether the starts loaded a module of this name
 * @returns "unknown" where that is a module that was not loaded: it may lead anywhere
 */
function doorsOf(project: LookedProject, isLoaded: (name: string) => boolean): ReadonlySet<string> | "unknown" {
  const own = new Set(project.files.map(({ module }) => module));
  const found = new Set<string>();
  for (const { file, shown, module: name, isPackage } of project.files) {
    if (isAside(shown)) continue;
    for (const { kind, module, level, names } of project.scan(file).imports) {
      const base = absoluteName(module, level, { name, isPackage });
      if (base === null) return "unknown";
      for (const each of kind === "from" ? [base, ...names.map((taken) => `${base}.${taken.name}`)] : [base]) {
        if (own.has(each) || own.has(each.slice(0, each.indexOf(".")))) continue;
        if (isLoaded(each)) found.add(each);
        else if (each === base) return "unknown";
      }
    }
  }
  return found;
}

/** By module the names of those that were seen to import it. */
function importersIn(starts: readonly RecordedStart[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { graph } of starts) {
    const { imports, modules } = graph;
    for (let row = 0; row < imports.count; row++) {
      const importer = modules.name[imports.importer[row] ?? -1];
      const imported = modules.name[imports.imported[row] ?? -1];
      if (importer === undefined || imported === undefined) continue;
      const known = found.get(imported);
      if (known === undefined) found.set(imported, new Set([importer]));
      else known.add(importer);
    }
  }
  return found;
}
