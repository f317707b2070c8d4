import type { ImportGraph } from "../../graph/graph.js";
import { topLevel } from "./dotted.js";
import type { PythonEnvironment } from "./environment.js";
import { Owners } from "./owners.js";
import { isApplicationName, LoadedTogether } from "./special-names.js";
import { stdlibNames } from "./stdlib/table.js";
import { type Judge, type Verdict, verdict } from "./verdict.js";
import { standardIn } from "./versions.js";

/**
 * Knows modules by what an interpreter says of itself and of what is installed. A module that is nowhere there was
 * either asked for in vain (an optional dependency: nothing below it, nothing loaded by it), which leaves a
 * dependency without a distribution, or lies where only the program looks (the folder of its script): application.
 */
export class ByEnvironment implements Judge {
  /** Top-level names that are loaded but not to be found in the environment. */
  readonly missing: string[] = [];
  private readonly owners: Owners;
  private readonly standard: ReadonlySet<string>;
  private readonly builtin: ReadonlySet<string>;
  private readonly together: LoadedTogether;
  private present: Set<string> | undefined;
  private readonly strangers = new Map<string, Verdict>();

  constructor(
    private readonly graph: ImportGraph,
    environment: PythonEnvironment,
  ) {
    this.together = new LoadedTogether(graph);
    this.owners = new Owners(environment);
    this.builtin = new Set(environment.builtin);
    const minor = environment.version[1];
    const versions = { first: minor, last: minor };
    const standard = new Set(environment.stdlib);
    for (const [name, known] of stdlibNames()) if (standardIn(known, versions) === "all") standard.add(name);
    this.standard = standard;
  }

  ofTop(top: string): Verdict | null {
    return this.builtin.has(top) ? verdict("builtin") : null;
  }

  ofModule(module: string): Verdict {
    const top = topLevel(module);
    const shim = top === "distutils" && this.together.distutilsShim;
    if ((this.standard.has(top) && !shim) || this.together.isStandard(top)) {
      return { ...verdict("stdlib"), file: this.owners.standardFile(module) };
    }
    const owner = this.owners.find(shim ? `setuptools._${module}` : module);
    if (owner !== null) {
      const { distribution, file } = owner;
      const origin = distribution?.local === true ? "application" : "dependency";
      return { origin, distribution: distribution?.name ?? null, version: distribution?.version ?? null, file };
    }
    const stranger = this.strangers.get(top) ?? this.stranger(top);
    this.strangers.set(top, stranger);
    return { ...stranger, file: this.owners.looseFile(module) };
  }

  private stranger(top: string): Verdict {
    if (this.owners.isUnclaimed(top)) return verdict("dependency");
    if (isApplicationName(top) || this.owners.isLoose(top)) return verdict("application");
    if (CUSTOMISING.has(top) || !this.isPresent(top)) return verdict("dependency");
    this.missing.push(top);
    return verdict("application");
  }

  /** Whether modules below a top-level name, or loads during its own load, show that it exists. */
  private isPresent(top: string): boolean {
    if (this.present === undefined) {
      const { modules, loads } = this.graph;
      this.present = new Set();
      for (const name of modules.name) {
        const dot = name.indexOf(".");
        if (dot > 0) this.present.add(name.slice(0, dot));
      }
      for (let load = 0; load < loads.count; load++) {
        const importer = loads.importer[load] ?? -1;
        if (importer >= 0) this.present.add(modules.name[loads.module[importer] ?? -1] ?? "");
      }
    }
    return this.present.has(top);
  }
}

/** `site` asks for these at every start. */
const CUSTOMISING = new Set(["sitecustomize", "usercustomize"]);
