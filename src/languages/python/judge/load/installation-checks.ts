import type { ImportedName, Reason } from "../../../rewriting.js";
import { absoluteName } from "../../static/absolute-name.js";
import type { LookedProject, ProjectFile } from "../lookers/project.js";
import { LeadsOutside } from "./leads-outside.js";

const CATCHES = /^(?:try|suppress)(?:$| .*\b(?:ImportError|ModuleNotFoundError|Exception|BaseException)\b)/;

const CATCHES_IMPORTS = /\b(?:ImportError|ModuleNotFoundError)\b/;

/** Imports of modules of the project that may fail, in one file. */
interface Guards {
  readonly file: ProjectFile;
  /** The first of them that names a module, by its name. */
  readonly lines: ReadonlyMap<string, number>;
}

/** An import of a module of the project that may fail. */
interface Guarded {
  readonly file: ProjectFile;
  readonly line: number;
}

/**
 * Imports whose failure somebody waits for: a module that imports them, or one that imports this, is itself imported where an
 * ImportError is caught. Deferred, a missing dependency would no longer be found out there, but at its first use. Whoever waits in a
 * file that can't be loaded itself without that module waits for something else; so does a function that catches everything around an
 * import of what the program has loaded when it runs.
 *
 * @param isLoaded whether a recorded start loaded a module
 * @param isStandard whether a module is of the standard library, which is never missing
 */
export function installationChecks(
  names: readonly ImportedName[],
  project: LookedProject,
  isStandard: (module: string) => boolean,
  isLoaded: (module: string) => boolean,
): ReadonlyMap<ImportedName, Reason> {
  const modules = new Map(project.files.map((file) => [file.module, file]));
  const guarded = guardedModules(new EagerImports(project, modules), isLoaded);
  const found = new Map<ImportedName, Reason>();
  const outside = new LeadsOutside(project, isStandard);
  for (const name of names) {
    const by = guarded.get(name.importer);
    const imported = name.imported.at(-1) ?? "";
    if (by === undefined || isStandard(imported)) continue;
    // The project's own modules come with it: they fail by what they import from elsewhere.
    if (modules.has(imported) && !name.imported.some((module) => outside.of(module))) continue;
    const { shown } = by.file;
    const message = `${shown}:${by.line} catches that ${name.importer} can't be loaded, which ${imported} decides`;
    found.set(name, { code: "installation-check", message, file: shown, line: by.line });
  }
  return found;
}

/** The project's modules of which somebody catches that they can't be loaded, with the first who does. */
function guardedModules(eager: EagerImports, isLoaded: (module: string) => boolean): Map<string, Guarded> {
  const found = new Map<string, Guarded>();
  for (const { file, lines } of eager.guards(isLoaded)) {
    const sure = eager.needed(file);
    const open = [...lines].filter(([module]) => !sure.has(module));
    const met = new Set(open.map(([module]) => module));
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [module, line] = next;
      if (!found.has(module)) found.set(module, { file, line });
      for (const imported of eager.all(module)) {
        if (met.has(imported) || sure.has(imported)) continue;
        met.add(imported);
        open.push([imported, line]);
      }
    }
  }
  return found;
}

/** Who of a project imports whom while it loads. */
class EagerImports {
  private readonly of = new Map<string, readonly string[]>();
  private readonly surely = new Map<string, readonly string[]>();

  constructor(
    private readonly project: LookedProject,
    private readonly modules: ReadonlyMap<string, ProjectFile>,
  ) {}

  /** All that a module may import, with the packages around. */
  all(module: string): readonly string[] {
    return this.imports(module, this.of, ({ when }) => when === "eager");
  }

  /** What has been loaded wherever a file's module has: what it imports whatever happens, and so on. */
  needed(file: ProjectFile): ReadonlySet<string> {
    const isSure = ({ when, guard, conditions, scope, isMain, isLazy, kind }: Scanned): boolean =>
      when === "eager" &&
      guard === null &&
      conditions.length === 0 &&
      scope.length === 0 &&
      !isMain &&
      !isLazy &&
      kind !== "call";
    // A file that is run by its path has no packages around it.
    const around = this.project.bytes(file.file)?.includes("__main__") === true ? [] : packagesAround(file.module);
    const met = new Set([file.module, ...around.filter((each) => this.modules.has(each))]);
    const open = [...met];
    for (let module = open.pop(); module !== undefined; module = open.pop()) {
      for (const imported of this.imports(module, this.surely, isSure)) {
        if (met.has(imported)) continue;
        met.add(imported);
        open.push(imported);
      }
    }
    return met;
  }

  *guards(isLoaded: (module: string) => boolean): Generator<Guards> {
    for (const file of this.project.files) {
      const lines = new Map<string, number>();
      for (const { guard, line, ...statement } of this.project.scan(file.file).imports) {
        if (guard === null || !CATCHES.test(guard)) continue;
        const isForOther = statement.when !== "eager" && !CATCHES_IMPORTS.test(guard);
        for (const module of this.named(statement, file))
          if (!lines.has(module) && !(isForOther && isLoaded(module))) lines.set(module, line);
      }
      if (lines.size > 0) yield { file, lines };
    }
  }

  private imports(
    module: string,
    known: Map<string, readonly string[]>,
    counts: (statement: Scanned) => boolean,
  ): readonly string[] {
    let found = known.get(module);
    if (found === undefined) {
      const file = this.modules.get(module);
      const statements = file === undefined ? [] : this.project.scan(file.file).imports.filter(counts);
      found = file === undefined ? [] : [...new Set(statements.flatMap((each) => [...this.named(each, file)]))];
      known.set(module, found);
    }
    return found;
  }

  /** The project's modules that a statement names, with the packages around them. */
  private *named(statement: Statement, file: ProjectFile): Generator<string> {
    for (const module of modulesOf(statement, file))
      for (const each of [module, ...packagesAround(module)]) if (this.modules.has(each)) yield each;
  }
}

function packagesAround(module: string): string[] {
  return module.split(".").flatMap((_, at, parts) => (at === 0 ? [] : [parts.slice(0, at).join(".")]));
}

type Scanned = ReturnType<LookedProject["scan"]>["imports"][number];
type Statement = Pick<Scanned, "module" | "level" | "names" | "kind">;

/** Names of modules that a statement may mean, whether they are there or not. */
function* modulesOf({ module, level, names, kind }: Statement, file: ProjectFile): Generator<string> {
  const base = absoluteName(module, level, { name: file.module, isPackage: file.isPackage });
  if (base === null) return;
  yield base;
  if (kind === "from") for (const { name } of names) yield `${base}.${name}`;
}
