import type { ImportGraph } from "../../graph/graph.js";
import { topLevel } from "./dotted.js";
import type { PythonDistribution, PythonEnvironment } from "./environment.js";
import { Loaded } from "./loaded.js";
import { Owners } from "./owners.js";
import { isApplicationName, LoadedTogether } from "./special-names.js";
import { stdlibNames } from "./stdlib/table.js";
import { type Judge, type Verdict, verdict } from "./verdict.js";
import { standardIn } from "./versions.js";

/**
 * Knows modules by what an interpreter says of itself and of what is installed. A module that is nowhere there was
 * either asked for in vain (an optional dependency), which leaves a dependency without a distribution; or a copy
 * that a distribution carries; or lies where only the program looks (the folder of its script): application.
 */
export class ByEnvironment implements Judge {
  /** Top-level names that are loaded but not to be found in the environment. */
  readonly missing: string[] = [];
  private readonly owners: Owners;
  private readonly standard: ReadonlySet<string>;
  private readonly builtin: ReadonlySet<string>;
  private readonly together: LoadedTogether;
  private loaded: Loaded | undefined;
  private readonly strangers = new Map<string, Stranger>();

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
      const known = owner.distribution === null ? verdict("dependency") : ofDistribution(owner.distribution);
      return { ...known, file: owner.file };
    }
    const stranger = this.strangers.get(top) ?? this.stranger(top);
    this.strangers.set(top, stranger);
    const copied = stranger.copy === null ? null : stranger.copy + module.slice(top.length);
    const file = copied === null ? this.owners.looseFile(module) : (this.owners.find(copied)?.file ?? null);
    return { ...stranger.verdict, file };
  }

  private stranger(top: string): Stranger {
    if (this.owners.isUnclaimed(top)) return { verdict: verdict("dependency"), copy: null };
    if (isApplicationName(top) || this.owners.isLoose(top)) return { verdict: verdict("application"), copy: null };
    this.loaded ??= new Loaded(this.graph);
    if (CUSTOMISING.has(top) || !this.loaded.exists(top)) return { verdict: verdict("dependency"), copy: null };
    const importer = this.loaded.importerOf(top);
    const distribution = importer === null ? null : (this.owners.find(importer)?.distribution ?? null);
    const copy = distribution === null ? null : this.owners.copyWithin(top, distribution);
    if (distribution !== null && copy !== null) {
      return { verdict: ofDistribution(distribution), copy };
    }
    this.missing.push(top);
    return { verdict: verdict("application"), copy: null };
  }
}

/** A top-level name that no distribution installed under this name. */
interface Stranger {
  readonly verdict: Verdict;
  /** Where a distribution carries it inside a package of its own. */
  readonly copy: string | null;
}

function ofDistribution({ name, version, local }: PythonDistribution): Verdict {
  return { origin: local ? "application" : "dependency", distribution: name, version, file: null };
}

/** `site` asks for these at every start. */
const CUSTOMISING = new Set(["sitecustomize", "usercustomize"]);
