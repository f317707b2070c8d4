import type { ImportedName, Reason } from "../../../rewriting.js";
import { findLooks } from "../lookers/find.js";
import type { Look } from "../lookers/looks.js";
import { isAside } from "../lookers/program-wide.js";
import type { AskScript, LookedProject, ProjectFile } from "../lookers/project.js";
import type { BoundAnew, BoundNames, ModuleSource } from "./bound-anew.js";

/** Who has a module can bind names of it by these. */
const BINDS =
  /\b(?:set|del)attr\b(?!\s*\(\s*(?:self|cls)\b)|__(?:set|del)attr__|__dict__|\bvars\s*\(\s*\w|\bsetitem\b|\bpatch\b/;

/** What a project's files bind of modules that they don't name: of any, or of one that somebody handed to them. */
export class BoundElsewhere {
  private readonly files: readonly ProjectFile[];
  private readonly modules: ReadonlySet<string>;
  private readonly bySetting = new Map<string, boolean>();
  private learning: Promise<void> | null = null;
  /** Files that bind names of modules which may be any. */
  private binding: readonly (BoundAnew["anywhere"] & { readonly file: ProjectFile })[] = [];

  /** @param hasSource whether a name is that of a loaded module, and of no class */
  constructor(
    private readonly project: LookedProject,
    private readonly bound: BoundNames,
    private readonly hasSource: (module: string) => boolean,
  ) {
    this.modules = new Set(project.files.map(({ module }) => module));
    this.files = project.files.filter(({ shown, isStandard }) => !shown.endsWith(".pyi") && isStandard !== true);
  }

  /** Reads the project's files, once, before `anywhere`. */
  learn(): Promise<void> {
    this.learning ??= this.read();
    return this.learning;
  }

  private async read(): Promise<void> {
    const sources = this.files.map((file) => ({ file, source: this.source(file) }));
    await this.bound.learn(sources.flatMap(({ source }) => source ?? []));
    this.binding = sources
      .map(({ file, source }) => ({ file, ...this.bound.of(source).anywhere }))
      .filter(({ names, line }) => names.size > 0 || line !== null);
  }

  /** Where a name of any module is bound; null for nowhere. */
  anywhere(module: string, name: string): Reason | null {
    if (!this.isModule(module)) return null;
    let aside: Reason | null = null;
    for (const { file, names, line: any } of this.binding) {
      const line = names.get(name) ?? any;
      if (line === null || file.module === module) continue;
      const { shown } = file;
      const what = names.has(name) ? `${name} of a module` : "names of a module by computed ones";
      const message = `${shown}:${line} binds ${what} that may be ${module}`;
      if (!isAside(shown)) return { code: "rebound-after-load", message, file: shown, line };
      aside ??= { code: "patched-by-test", message, file: shown, line };
    }
    return aside;
  }

  /**
   * Where modules are handed on, by whose names: who has one can bind its names. What holds modules is followed.
   *
   * @param open names, as of their own modules, with what is known of who looks at them
   */
  async handedOn(open: ReadonlyMap<ImportedName, readonly Look[]>, ask: AskScript): Promise<Map<ImportedName, Reason>> {
    const found = new Map<ImportedName, Reason>();
    const handed = [...open]
      .filter(([name, looks]) => this.isModule(name.importer) && this.handing(name, looks) !== null)
      .map(([name]) => name);
    if (handed.length === 0) return found;
    const followed = await findLooks(handed, this.project, { isLibrary: false }, ask);
    for (const name of handed) {
      const look = this.handing(name, followed.get(name) ?? []);
      if (look === null) continue;
      const { file, line, message } = look;
      const code = isAside(file) ? "patched-by-test" : "rebound-after-load";
      found.set(name, { code, message: `${message}, or bind it anew`, file, line });
    }
    return found;
  }

  /** The first that hands a name's module on to where it may be bound. */
  private handing({ importer, bound }: ImportedName, looks: readonly Look[]): Look | null {
    const handing = looks.filter(
      ({ manner, message, isTypeOnly, file }) =>
        !isTypeOnly &&
        this.moduleOf(file) !== importer &&
        (manner === "set" || manner === "escape" || (manner === "globals" && /\bvars\(|__dict__/.test(message))),
    );
    const inProgram = handing.find(({ file }) => !isAside(file));
    if (inProgram !== undefined && this.files.some((file) => !isAside(file.shown) && this.binds(file, bound)))
      return inProgram;
    return (
      handing.find(({ file }) => this.files.some((each) => each.shown === file && this.binds(each, bound))) ?? null
    );
  }

  /** Who holds a class changes instances, most often: what may change that is asked elsewhere. */
  private isModule(name: string): boolean {
    return this.modules.has(name) || this.hasSource(name);
  }

  private moduleOf(shown: string): string | null {
    return this.files.find((file) => file.shown === shown)?.module ?? null;
  }

  /** Whether a file may bind a name of what it is handed. */
  private binds(file: ProjectFile, name: string): boolean {
    const key = `${file.file}\0${name}`;
    const known = this.bySetting.get(key);
    if (known !== undefined) return known;
    const text = this.project.bytes(file.file)?.toString("utf8") ?? "";
    const binds = BINDS.test(text) || setting(name).test(text);
    this.bySetting.set(key, binds);
    return binds;
  }

  private source({ file, shown, module, isPackage }: ProjectFile): ModuleSource | null {
    const bytes = this.project.bytes(file);
    return bytes === null ? null : { file, shown, module, isPackage, isStandard: false, bytes };
  }
}

/** An attribute of this name as a target: of an assignment, also with others, of a loop, a `with`, an `except` or a `del`. */
function setting(name: string): RegExp {
  const read = `(?<!\\bself)(?<!\\bcls)\\.${name.replace(/\W/g, "\\$&")}\\b`;
  const assigned = `${read}\\s*(?:[-+*/|&^%@]|<<|>>|\\*\\*|//)?=(?!=)|${read}\\s*[,:\\])][^\\n]*=(?!=)`;
  return new RegExp(`${assigned}|\\b(?:for|as|del)\\b[^\\n]*${read}`);
}
