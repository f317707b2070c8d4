import type { Reason } from "../../../rewriting.js";
import { absoluteName } from "../../static/absolute-name.js";
import type { FileFacts, UnreadFile } from "../facts.js";
import { submoduleRead } from "../submodule-rules.js";
import { aliasesOf } from "./aliases.js";
import { boundPaths } from "./bound-paths.js";
import type { LookedProject, ProjectFile } from "./project.js";

export interface SubmoduleSources {
  readonly project: LookedProject;
  /** Loaded modules outside of the project that import some module, by its name. */
  importersOf(module: string): readonly ProjectFile[];
  /** @param files absolute */
  facts(files: readonly string[]): Promise<readonly (FileFacts | UnreadFile)[]>;
  /** Whether what a module itself imports above a line loads a submodule, however the module comes to be loaded. */
  brings(module: string, line: number, submodule: string, isAtLoad: boolean): boolean;
}

/** What is asked of a module by its name in a text, and of which. */
const BY_NAME = /\b(?:getattr|hasattr|delattr)\(\s*([\w.]+)\s*,\s*["'](\w+)["']/g;
const WHOLE = /\b(?:vars|dir|getmembers)\(\s*([\w.]+)\s*[,)]|\b([\w.]+)\.__dict__/g;

/**
 * Loading `pkg.sub` makes it an attribute of `pkg`, whoever loads it: who reads that without an import of its own counts on somebody
 * else's. Submodules of which a file of the project, or a loaded one, does so.
 *
 * @param gone modules that nothing loads at startup any more
 */
export async function submoduleReads(
  gone: ReadonlySet<string>,
  { project, importersOf, facts, brings }: SubmoduleSources,
): Promise<ReadonlyMap<string, Reason>> {
  const found = new Map<string, Reason>();
  const below = submodulesOf(gone);
  if (below.size === 0) return found;
  const add = (
    submodule: string,
    { shown, module }: ProjectFile,
    line: number,
    what: string,
    isAtLoad: boolean,
  ): void => {
    if (found.has(submodule) || brings(module, line, submodule, isAtLoad)) return;
    const message = `${shown}:${line} ${what}, which is there only once an import has loaded ${submodule}`;
    found.set(submodule, { code: "submodule-attribute", message, file: shown, line });
  };
  const aliases = aliasesOf(project, new Set(below.keys()));
  const asked = new Map<string, ProjectFile>();
  for (const file of project.files) {
    const text = new FileText(file, project, aliases);
    for (const [submodule, line, what] of textReads(text, below)) add(submodule, file, line, what, true);
    if (text.readsBelow(below)) asked.set(file.file, file);
  }
  for (const packageName of below.keys()) {
    for (const file of importersOf(packageName)) {
      const own = below.get(packageName) ?? new Set();
      const text = project.bytes(file.file)?.toString("latin1") ?? "";
      if ([...own].some((segment) => text.includes(`.${segment}`))) asked.set(file.file, file);
    }
  }
  const files = [...asked.values()];
  const read = files.length === 0 ? [] : await facts(files.map(({ file }) => file));
  for (const [at, file] of files.entries()) {
    const own = read[at];
    if (own === undefined || own.unread !== null) continue;
    const place = { module: file.module, isPackage: file.isPackage };
    for (const { submodule, text, line, isAtLoad } of submoduleRead(own as FileFacts, place, gone, aliases))
      add(submodule, file, line, `reads ${text}`, isAtLoad);
  }
  return found;
}

/** Names of the submodules that are gone, by package. */
function submodulesOf(gone: ReadonlySet<string>): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const module of gone) {
    const dot = module.lastIndexOf(".");
    if (dot < 0) continue;
    const known = found.get(module.slice(0, dot));
    if (known === undefined) found.set(module.slice(0, dot), new Set([module.slice(dot + 1)]));
    else known.add(module.slice(dot + 1));
  }
  return found;
}

/** One file of the project with what its imports bind. */
class FileText {
  readonly text: string;
  private readonly paths = new Map<string, string[]>();

  constructor(
    readonly file: ProjectFile,
    readonly project: LookedProject,
    private readonly aliases: ReadonlyMap<string, string>,
  ) {
    this.text = project.bytes(file.file)?.toString("latin1") ?? "";
    for (const { bound, path } of boundPaths(file, project.scan(file.file))) {
      const known = this.paths.get(bound);
      if (known === undefined) this.paths.set(bound, [path]);
      else known.push(path);
    }
  }

  /** What a dotted name may stand for. */
  meanings(dotted: string): string[] {
    const [root = "", ...rest] = dotted.split(".");
    return (this.paths.get(root) ?? []).flatMap((path) => {
      const found = [path];
      for (let at = this.aliases.get(path); at !== undefined && !found.includes(at); at = this.aliases.get(at))
        found.push(at);
      return found.map((each) => [each, ...rest].join("."));
    });
  }

  /** Whether an import binds a package, or something above it, and the text has one of its submodules behind a dot. */
  readsBelow(below: ReadonlyMap<string, ReadonlySet<string>>): boolean {
    const bound = [...this.paths.keys()].flatMap((name) => this.meanings(name));
    for (const [packageName, segments] of below) {
      if (!bound.some((path) => path === packageName || packageName.startsWith(`${path}.`))) continue;
      for (const segment of segments) if (this.text.includes(`.${segment}`)) return true;
    }
    return false;
  }

  lineAt(offset: number): number {
    return this.text.slice(0, offset).split("\n").length;
  }
}

type TextRead = readonly [submodule: string, line: number, what: string];

/** Reads that are told by the text: by a name in quotes, of the whole package, by a star import, and the package's own. */
function* textReads(text: FileText, below: ReadonlyMap<string, ReadonlySet<string>>): Generator<TextRead> {
  for (const match of text.text.matchAll(BY_NAME)) {
    const [whole, of = "", name = ""] = match;
    for (const path of text.meanings(of))
      if (below.get(path)?.has(name) === true)
        yield [`${path}.${name}`, text.lineAt(match.index), `asks for ${whole})`];
  }
  for (const match of text.text.matchAll(WHOLE)) {
    for (const path of text.meanings(match[1] ?? match[2] ?? ""))
      for (const name of below.get(path) ?? [])
        yield [`${path}.${name}`, text.lineAt(match.index), `reads all of ${path}`];
  }
  const scanned = text.project.scan(text.file.file);
  for (const { kind, module, level, names, line } of scanned.imports) {
    if (kind !== "from" || names[0]?.name !== "*") continue;
    const from = absoluteName(module, level, { name: text.file.module, isPackage: text.file.isPackage }) ?? "";
    for (const name of below.get(from) ?? [])
      if (hasWord(text.text, name)) yield [`${from}.${name}`, line, `takes all names of ${from}`];
  }
  // A package's own functions read its submodules as globals.
  for (const name of text.file.isPackage ? (below.get(text.file.module) ?? []) : []) {
    const code = text.text.replace(/^\s*(?:from|import)\s.*$|#.*$|(["'])(?:(?!\1).)*\1/gm, (line) =>
      line.replace(/\S/g, " "),
    );
    const at = new RegExp(`(?<![\\w.])${name}\\b(?!\\s*=(?!=))`).exec(code)?.index;
    if (at !== undefined && text.meanings(name).length === 0)
      yield [`${text.file.module}.${name}`, text.lineAt(at), `reads its own ${name}`];
  }
}

function hasWord(text: string, word: string): boolean {
  return new RegExp(`\\b${word}\\b`).test(text);
}
