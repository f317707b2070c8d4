import { type ImportSource, type StaticGraph, StaticGraphBuilder } from "../../../graph/static.js";
import type { Manner, Origin, When } from "../../../graph/vocabulary.js";
import type { FoundModule, ModuleFinder } from "../resolve/finder.js";
import type { Circumstances, ScannedFile } from "../scan/scanned.js";
import { lazyTargets } from "./lazy-tables.js";
import type { ScannedSources } from "./sources.js";
import { tabledModules } from "./tabled-modules.js";
import { type Target, TargetFinder } from "./targets.js";

export interface Assembly {
  readonly root: string;
  readonly runtime: string | null;
  /** What the graph is of: these modules' imports are followed. */
  readonly modules: readonly FoundModule[];
  readonly finder: ModuleFinder;
  readonly sources: ScannedSources;
  /** Whether to follow the imports of a module that was only imported. */
  follow(found: FoundModule): boolean;
  /** Whether modules that are not followed are part of the graph. */
  readonly external: boolean;
  originOf(found: FoundModule): Origin;
}

/** The static graph of Python modules: every import of theirs, and of what is followed from them. */
export function assemble(assembly: Assembly): StaticGraph {
  return new Assembler(assembly).run();
}

class Assembler {
  private readonly builder: StaticGraphBuilder;
  private readonly targetsOf: TargetFinder;
  private readonly open: FoundModule[] = [];
  private readonly met = new Set<string>();
  /** Index of each module of the graph. */
  private readonly known = new Map<string, number>();

  constructor(private readonly assembly: Assembly) {
    const { root, runtime, finder, sources } = assembly;
    this.builder = new StaticGraphBuilder({ root, language: "python", runtime });
    this.targetsOf = new TargetFinder(finder, sources);
  }

  run(): StaticGraph {
    for (const found of this.assembly.modules) this.meet(found);
    for (let at = 0; at < this.open.length; at++) {
      const found = this.open[at];
      if (found !== undefined) this.read(found);
    }
    return this.builder.finish();
  }

  /** A module whose imports count. */
  private meet(found: FoundModule): void {
    if (this.met.has(found.name)) return;
    this.met.add(found.name);
    this.add(found);
    this.open.push(found);
  }

  private add(found: FoundModule): number {
    const { name, file, folders } = found;
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const origin = this.assembly.originOf(found);
    const index = this.builder.addModule(name, { file, isPackage: folders !== null, origin });
    this.known.set(name, index);
    return index;
  }

  private read(found: FoundModule): void {
    if (found.file === null || (found.kind !== "source" && found.kind !== "frozen")) return;
    const importer = { name: found.name, isPackage: found.folders !== null };
    const index = this.add(found);
    const scanned = this.assembly.sources.scan(found.file);
    if (scanned.unread !== null) this.builder.addUnread({ file: found.file, ...scanned.unread });
    else if (scanned.unsure !== null) {
      const { line, reason } = scanned.unsure;
      this.builder.addUnread({ file: found.file, line, reason: `${reason}: ${ONLY_PYTHON}` });
    }
    for (const statement of scanned.imports) {
      const { module, level, isPrefix, line, kind } = statement;
      const text = ".".repeat(level) + module;
      if (isPrefix) {
        this.builder.addUnresolved({ importer: index, line, text: `${text}…`, reason: "computed" });
        if (level === 0) this.anyInside(index, module, statement);
        continue;
      }
      const { targets, missing } = this.targetsOf.targets(statement, importer);
      const manner: Manner[] = kind === "call" ? ["dynamic"] : [];
      const when = isLazy(scanned, statement.isLazy, text) && statement.when === "eager" ? "deferred" : statement.when;
      for (const target of targets) this.import(index, target, statement, when, manner, text);
      for (const name of missing) {
        this.builder.addUnresolved({ importer: index, line, text: name, reason: "not-found" });
      }
    }
    for (const { line, text, reason } of scanned.unresolved) {
      this.builder.addUnresolved({ importer: index, line, text, reason });
    }
    const computed = scanned.unresolved.find(({ reason }) => reason === "computed");
    if (computed !== undefined) this.tabled(index, found, computed);
    if (scanned.hasGetattr) this.tables(index, found, scanned);
  }

  /** What a module's `__getattr__` loads, as far as its tables say. */
  private tables(index: number, found: FoundModule, scanned: ScannedFile): void {
    const at = {
      column: 1,
      when: "deferred" as When,
      scope: ["__getattr__"],
      isMain: false,
      conditions: [],
      guard: null,
    };
    for (const { found: target, name, line, text } of lazyTargets(scanned, found, this.assembly.finder)) {
      const names = [{ name, as: null }];
      this.import(index, { found: target, names, isImplicit: false }, { ...at, line }, at.when, ["dynamic"], text);
    }
  }

  /**
   * A name that begins with a package's and a dot, computed in a function, may mean any module of that package. At module level nobody
   * knows which of them a start loads: the import stays unresolved.
   */
  private anyInside(index: number, prefix: string, at: Circumstances): void {
    const { finder } = this.assembly;
    const around = prefix.endsWith(".") && at.when === "deferred" ? finder.find(prefix.slice(0, -1)) : null;
    if (around === null) return;
    for (const name of finder.inside(around)) {
      const found = finder.find(`${around.name}.${name}`);
      if (found !== null)
        this.import(index, { found, names: [], isImplicit: false }, at, at.when, ["dynamic"], `${prefix}…`);
    }
  }

  /** What a computed import may load: the package's own modules that the file lists. */
  private tabled(index: number, module: FoundModule, at: Circumstances): void {
    const { finder, sources } = this.assembly;
    for (const { found, text } of tabledModules(sources.text(module.file ?? ""), module, finder))
      this.import(index, { found, names: [], isImplicit: false }, at, at.when, ["dynamic"], text);
  }

  private import(
    importer: number,
    target: Target,
    at: Circumstances,
    when: When,
    manner: readonly Manner[],
    text: string,
  ): void {
    const { found, names, isImplicit } = target;
    const isFollowed = this.met.has(found.name) || this.assembly.follow(found);
    if (!isFollowed && !this.assembly.external) return;
    if (isFollowed) this.meet(found);
    const { line, column, conditions, guard, isMain, scope } = at;
    const all: Manner[] = [...manner];
    if (conditions.length > 0) all.push("conditional");
    if (guard !== null) all.push("guarded");
    if (isImplicit) all.push("implicit");
    const imported = this.add(found);
    const source: ImportSource = { text, guard, conditions, scope: scope.length === 0 ? null : scope.join(".") };
    const written = names.map(({ name }) => name);
    const row = { importer, imported, line, column, when, manner: all, names: written, inEntry: isMain };
    this.builder.addImport(row, source);
  }
}

/** Of files that CPython's own parser was to read, where no interpreter was there, or it failed. */
const ONLY_PYTHON = "only Python's own parser could tell, and none was there to ask";

/** Whether CPython 3.15 loads a module only when it is used. */
function isLazy(scanned: ScannedFile, isDeclared: boolean, text: string): boolean {
  return isDeclared || scanned.lazyModules?.includes(text) === true;
}
