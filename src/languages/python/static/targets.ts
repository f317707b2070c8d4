import type { FoundModule, ModuleFinder } from "../resolve/finder.js";
import type { ImportedName, ScannedImport } from "../scan/scanned.js";
import { absoluteName } from "./absolute-name.js";
import { bindsName } from "./bound-names.js";
import type { ScannedSources } from "./sources.js";

/** One module that an import loads, or finds loaded. */
export interface Target {
  readonly found: FoundModule;
  readonly names: readonly ImportedName[];
  /** A package that is loaded because something inside it is. */
  readonly isImplicit: boolean;
}

export interface Targets {
  readonly targets: readonly Target[];
  /** What was not found, absolute. */
  readonly missing: readonly string[];
}

export interface Importer {
  readonly name: string;
  readonly isPackage: boolean;
}

/** Decides as CPython would which modules an import statement, or a call of an import function, loads. */
export class TargetFinder {
  constructor(
    private readonly finder: ModuleFinder,
    private readonly sources: ScannedSources,
  ) {}

  targets(statement: ScannedImport, importer: Importer): Targets {
    const from = statement.anchor === null ? importer : { name: statement.anchor, isPackage: true };
    const name = absoluteName(statement.module, statement.level, from);
    if (name === null) return { targets: [], missing: [".".repeat(statement.level) + statement.module] };
    const targets: Target[] = [];
    const missing: string[] = [];
    let found: FoundModule | null = null;
    for (const meant of this.meanings(name, importer)) {
      found = this.withPackages(meant, importer.name, targets);
      if (found !== null) break;
    }
    if (found === null) return { targets, missing: [name] };
    const isFrom = statement.kind === "from";
    targets.push({ found, names: isFrom ? statement.names : [], isImplicit: false });
    if (!isFrom || found.folders === null) return { targets, missing };
    for (const part of this.submodules(found, statement.names)) {
      targets.push({ found: part, names: [], isImplicit: false });
    }
    return { targets, missing };
  }

  private *meanings(name: string, importer: Importer): Iterable<string> {
    yield name;
    yield this.copyOf(name, importer);
    yield* this.vendored(name);
  }

  /**
   * What a name that is nowhere means in a package that carries a copy of it, and has a finder of its own that finds it there: awscli
   * does so with botocore.
   */
  private copyOf(name: string, importer: Importer): string {
    const [around = ""] = importer.name.split(".");
    const [top = ""] = name.split(".");
    if (this.finder.find(top) !== null || this.finder.find(`${around}.${top}`) === null) return "";
    const file = this.finder.find(around)?.file ?? null;
    return file !== null && this.sources.mentions(file, "sys.meta_path") ? `${around}.${name}` : "";
  }

  /**
   * What a name below `extern` means where that package has a finder of its own for the copies in `_vendor`, as those of setuptools
   * and pkg_resources have: `pkg_resources.extern.packaging` is `pkg_resources._vendor.packaging`, else `packaging`.
   */
  private vendored(name: string): string[] {
    const at = name.indexOf(".extern.");
    if (at < 0) return [];
    const file = this.finder.find(name.slice(0, at + ".extern".length))?.file ?? null;
    if (file === null || !this.sources.mentions(file, "sys.meta_path")) return [];
    const copy = name.slice(at + ".extern.".length);
    return [`${name.slice(0, at)}._vendor.${copy}`, copy];
  }

  /** Finds a module, and adds the packages around it that the importer does not lie in. */
  private withPackages(name: string, importer: string, targets: Target[]): FoundModule | null {
    for (let dot = name.indexOf("."); dot >= 0; dot = name.indexOf(".", dot + 1)) {
      const above = name.slice(0, dot);
      const found = this.find(above);
      if (found === null) return null;
      if (!isWithin(importer, above)) targets.push({ found, names: [], isImplicit: true });
    }
    return this.find(name);
  }

  /** `os.path` is no file below a package: `os` puts one of two modules there. */
  private find(name: string): FoundModule | null {
    return name === "os.path" ? this.finder.find("posixpath") : this.finder.find(name);
  }

  private *submodules(found: FoundModule, names: readonly ImportedName[]): Generator<FoundModule> {
    const scanned = found.file !== null && found.kind === "source" ? () => this.sources.scan(found.file ?? "") : null;
    for (const { name } of names) {
      const wanted = name === "*" ? (scanned?.().all?.names ?? []) : [name];
      for (const part of wanted) {
        const whole = `${found.name}.${part}`;
        let submodule = this.finder.find(whole);
        if (submodule === null) for (const copy of this.vendored(whole)) submodule ??= this.finder.find(copy);
        // A folder without Python files is no module that anybody means.
        if (submodule === null) continue;
        if (scanned !== null && bindsName(scanned(), part, found.name)) continue;
        yield submodule;
      }
    }
  }
}

/** Whether a module is a package, or lies in it: then the package is there, whatever the module imports. */
function isWithin(module: string, above: string): boolean {
  return module === above || module.startsWith(`${above}.`);
}
