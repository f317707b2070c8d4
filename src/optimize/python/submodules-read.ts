import type { LoadedModule } from "../../languages/python/judge/load/load-facts.js";
import type { ProjectFile } from "../../languages/python/judge/lookers/project.js";
import { submoduleReads } from "../../languages/python/judge/lookers/submodule-reads.js";
import type { Reason } from "../../languages/rewriting.js";
import type { RecordedStart } from "../starts.js";
import { BroughtModules } from "./brought-modules.js";
import { doorsOf } from "./doors.js";
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
  const readOf = async (gone: ReadonlySet<string>): Promise<ReadonlyMap<string, Reason>> => {
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
  // Searches that accept one code or another ask of the same sets again.
  const answers = new WeakMap<ReadonlySet<string>, ReturnType<typeof readOf>>();
  return (gone) => {
    const known = answers.get(gone) ?? readOf(gone);
    answers.set(gone, known);
    return known;
  };
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
