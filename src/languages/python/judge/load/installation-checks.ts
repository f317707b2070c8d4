import type { ImportedName, Reason } from "../../../rewriting.js";
import { absoluteName } from "../../static/absolute-name.js";
import type { LookedProject, ProjectFile } from "../lookers/project.js";
import { LeadsOutside } from "./leads-outside.js";

const CATCHES = /^(?:try|suppress)(?:$| .*\b(?:ImportError|ModuleNotFoundError|Exception|BaseException)\b)/;

/** An import of a module of the project that may fail. */
interface Guarded {
  readonly file: ProjectFile;
  readonly line: number;
}

/**
 * Imports whose failure somebody waits for: a module that imports them, or one that imports this, is itself imported where an
 * ImportError is caught. Deferred, a missing dependency would no longer be found out there, but at its first use.
 *
 * @param isStandard whether a module is of the standard library, which is never missing
 */
export function installationChecks(
  names: readonly ImportedName[],
  project: LookedProject,
  isStandard: (module: string) => boolean,
): ReadonlyMap<ImportedName, Reason> {
  const modules = new Map(project.files.map((file) => [file.module, file]));
  const guarded = new Map<string, Guarded>();
  const open: string[] = [];
  const meet = (module: string, by: Guarded): void => {
    if (!modules.has(module) || guarded.has(module)) return;
    guarded.set(module, by);
    open.push(module);
  };
  for (const file of project.files) {
    for (const { guard, line, ...statement } of project.scan(file.file).imports) {
      if (guard !== null && CATCHES.test(guard))
        for (const module of modulesOf(statement, file)) meet(module, { file, line });
    }
  }
  for (let module = open.pop(); module !== undefined; module = open.pop()) {
    const [file, by] = [modules.get(module), guarded.get(module)];
    if (file === undefined || by === undefined) continue;
    for (const statement of project.scan(file.file).imports) {
      if (statement.when === "eager") for (const next of modulesOf(statement, file)) meet(next, by);
    }
  }
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

type Statement = Pick<ReturnType<LookedProject["scan"]>["imports"][number], "module" | "level" | "names" | "kind">;

/** Names of modules that a statement may mean, whether they are there or not. */
function* modulesOf({ module, level, names, kind }: Statement, file: ProjectFile): Generator<string> {
  const base = absoluteName(module, level, { name: file.module, isPackage: file.isPackage });
  if (base === null) return;
  yield base;
  if (kind === "from") for (const { name } of names) yield `${base}.${name}`;
}
