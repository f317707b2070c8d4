import type { ImportGraph } from "../../graph/graph.js";
import { guessDistribution, isNamespace, normalisedName } from "./distribution-names.js";
import { isApplicationName, LoadedTogether } from "./special-names.js";
import { type MinorRange, stdlibNames } from "./stdlib/table.js";
import { type Judge, type Verdict, verdict } from "./verdict.js";
import { possibleVersions, standardIn } from "./versions.js";

/**
 * Knows modules by their names alone. What that can't tell stays open: a module that is not of the standard
 * library counts as a dependency although it may be the application's, and its distribution is a guess.
 */
export class ByName implements Judge {
  /** Top-level names that are standard in some of the versions that the log can come from. */
  readonly doubtful: string[] = [];
  guesses = 0;
  private readonly versions: MinorRange;
  private readonly editable: ReadonlyMap<string, string>;
  private readonly together: LoadedTogether;
  private importers: Int32Array | undefined;

  constructor(private readonly graph: ImportGraph) {
    this.versions = possibleVersions(graph);
    this.together = new LoadedTogether(graph);
    this.editable = editableProjects(graph.modules.name);
  }

  ofTop(top: string): Verdict | null {
    if (top === "distutils" && this.together.distutilsShim) return this.guessed("setuptools");
    const standard = stdlibNames().get(top);
    if (standard !== undefined) {
      const where = standardIn(standard, this.versions);
      if (where === "some") this.doubtful.push(top);
      if (where !== "none")
        return verdict(standard.builtin && this.together.isOfThisSystem(top) ? "builtin" : "stdlib");
      // Gone from the library: only setuptools is known to bring such a module back. Not there yet: asked for in vain.
      return top === "distutils" ? this.guessed("setuptools") : verdict("dependency");
    }
    if (this.together.isStandard(top)) return verdict("stdlib");
    if (isApplicationName(top)) return verdict("application");
    const project =
      this.editable.size === 0 ? undefined : (editableProject(top) ?? this.editable.get(normalisedName(top)));
    if (project !== undefined) return verdict("application", project);
    return isNamespace(top) || COMPILED.test(top) ? null : this.guessed(guessDistribution(top));
  }

  ofModule(module: string, index: number): Verdict {
    if (!COMPILED.test(module)) return this.guessed(guessDistribution(module));
    const importer = this.importerOf(index);
    return this.guessed(importer === null || COMPILED.test(importer) ? null : guessDistribution(importer));
  }

  private guessed(distribution: string | null): Verdict {
    if (distribution !== null) this.guesses++;
    return verdict("dependency", distribution);
  }

  /** The module that was loading when this one was first loaded. */
  private importerOf(module: number): string | null {
    const { loads, modules } = this.graph;
    if (this.importers === undefined) {
      this.importers = new Int32Array(modules.count).fill(-1);
      for (let load = loads.count - 1; load >= 0; load--) {
        const importer = loads.importer[load] ?? -1;
        this.importers[loads.module[load] ?? 0] = importer < 0 ? -1 : (loads.module[importer] ?? -1);
      }
    }
    return modules.name[this.importers[module] ?? -1] ?? null;
  }
}

/** What mypyc compiled for a group of modules is named by a hash; the modules of the group import it. */
const COMPILED = /^[0-9a-f]{20}__mypyc$/;

/** The project of the module that setuptools or hatch makes for an editable install. */
function editableProject(top: string): string | undefined {
  if (top.startsWith("_editable_impl_")) return normalisedName(top.slice("_editable_impl_".length));
  if (!top.startsWith("__editable___") || !top.endsWith("_finder")) return undefined;
  const nameAndVersion = top.slice("__editable___".length, -"_finder".length);
  const version = nameAndVersion.search(/_v?\d/);
  return version > 0 ? normalisedName(nameAndVersion.slice(0, version)) : undefined;
}

/** Projects whose editable install the log betrays: their packages are mostly named as they are. */
function editableProjects(names: readonly string[]): Map<string, string> {
  const projects = new Map<string, string>();
  for (const name of names) {
    const project = name.startsWith("_") ? editableProject(name) : undefined;
    if (project !== undefined) projects.set(project, project);
  }
  return projects;
}
