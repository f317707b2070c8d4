import type { Reason } from "../../../rewriting.js";
import { absoluteName } from "../../static/absolute-name.js";
import { codeText } from "../code-text.js";
import type { FileFacts, UnreadFile } from "../facts.js";
import { submoduleRead } from "../submodule-rules.js";
import { aliasesOf } from "./aliases.js";
import { boundPaths } from "./bound-paths.js";
import { asLatin1 } from "./decoded.js";
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
  const packagesAt = packagesByPrefix(below);
  for (const file of textsOf(project)) {
    const text = { ...file, meanings: (dotted: string) => meaningsOf(file, dotted, aliases) };
    for (const [submodule, line, what] of textReads(text, below)) add(submodule, file.file, line, what, true);
    if (readsBelow(text, below, packagesAt)) asked.set(file.file.file, file.file);
  }
  for (const packageName of below.keys()) {
    for (const file of importersOf(packageName)) {
      const own = below.get(packageName) ?? new Set();
      const text = asLatin1(project.bytes(file.file));
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

/** One file of the project with what its imports bind, and where its text asks a module for what it has. */
interface FileText {
  readonly file: ProjectFile;
  readonly text: string;
  /** What names may stand for. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
  readonly byName: readonly RegExpExecArray[];
  readonly whole: readonly RegExpExecArray[];
  readonly stars: readonly { readonly from: string; readonly line: number }[];
}

const KNOWN = new WeakMap<LookedProject, readonly FileText[]>();

/** All files of a project, read once. */
function textsOf(project: LookedProject): readonly FileText[] {
  let known = KNOWN.get(project);
  if (known === undefined) {
    known = project.files.map((file) => fileText(file, project));
    KNOWN.set(project, known);
  }
  return known;
}

function fileText(file: ProjectFile, project: LookedProject): FileText {
  const text = asLatin1(project.bytes(file.file));
  const paths = new Map<string, string[]>();
  const scanned = project.scan(file.file);
  for (const { bound, path } of boundPaths(file, scanned)) {
    const known = paths.get(bound);
    if (known === undefined) paths.set(bound, [path]);
    else known.push(path);
  }
  const stars = scanned.imports.flatMap(({ kind, module, level, names, line }) => {
    if (kind !== "from" || names[0]?.name !== "*") return [];
    return [{ from: absoluteName(module, level, { name: file.module, isPackage: file.isPackage }) ?? "", line }];
  });
  return { file, text, paths, byName: [...text.matchAll(BY_NAME)], whole: [...text.matchAll(WHOLE)], stars };
}

/** What a dotted name may stand for. */
function meaningsOf({ paths }: FileText, dotted: string, aliases: ReadonlyMap<string, string>): readonly string[] {
  if (aliases.size === 0 && !dotted.includes(".")) return paths.get(dotted) ?? [];
  const [root = "", ...rest] = dotted.split(".");
  return (paths.get(root) ?? []).flatMap((path) => {
    const found = [path];
    for (let at = aliases.get(path); at !== undefined && !found.includes(at); at = aliases.get(at)) found.push(at);
    return found.map((each) => [each, ...rest].join("."));
  });
}

/** A file whose names are understood with the aliases of the moment. */
interface MeantText extends FileText {
  meanings(dotted: string): readonly string[];
}

/** Packages by their own names and by those of what lies above them. */
function packagesByPrefix(below: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const name of below.keys()) {
    for (let end = name.length; end > 0; end = name.lastIndexOf(".", end - 1)) {
      const prefix = name.slice(0, end);
      const known = found.get(prefix);
      if (known === undefined) found.set(prefix, [name]);
      else known.push(name);
    }
  }
  return found;
}

/** Whether an import binds a package, or something above it, and the text has one of its submodules behind a dot. */
function readsBelow(
  { paths, text, meanings }: MeantText,
  below: ReadonlyMap<string, ReadonlySet<string>>,
  packagesAt: ReadonlyMap<string, readonly string[]>,
): boolean {
  for (const name of paths.keys()) {
    for (const path of meanings(name))
      for (const packageName of packagesAt.get(path) ?? [])
        for (const segment of below.get(packageName) ?? []) if (text.includes(`.${segment}`)) return true;
  }
  return false;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

type TextRead = readonly [submodule: string, line: number, what: string];

/** Reads that are told by the text: by a name in quotes, of the whole package, by a star import, and the package's own. */
function* textReads(
  { file, text, byName, whole, stars, meanings }: MeantText,
  below: ReadonlyMap<string, ReadonlySet<string>>,
): Generator<TextRead> {
  for (const { 0: all, 1: of = "", 2: name = "", index } of byName) {
    for (const path of meanings(of))
      if (below.get(path)?.has(name) === true) yield [`${path}.${name}`, lineAt(text, index), `asks for ${all})`];
  }
  for (const { 1: of, 2: owner, index } of whole) {
    for (const path of meanings(of ?? owner ?? ""))
      for (const name of below.get(path) ?? []) yield [`${path}.${name}`, lineAt(text, index), `reads all of ${path}`];
  }
  for (const { from, line } of stars) {
    for (const name of below.get(from) ?? [])
      if (hasWord(text, name)) yield [`${from}.${name}`, line, `takes all names of ${from}`];
  }
  // A package's own functions read its submodules as globals.
  let code: string | undefined;
  for (const name of file.isPackage ? (below.get(file.module) ?? []) : []) {
    if (!text.includes(name)) continue;
    code ??= codeOf(text);
    const at = new RegExp(`(?<![\\w.])${name}\\b(?!\\s*=(?!=))`).exec(code)?.index;
    if (at !== undefined && meanings(name).length === 0)
      yield [`${file.module}.${name}`, lineAt(text, at), `reads its own ${name}`];
  }
}

/** A text without its imports, comments and strings; of its docstrings those stay that may be tried as examples. */
function codeOf(text: string): string {
  return (text.includes(">>>") ? text : codeText(text)).replace(
    /^\s*(?:from|import)\s.*$|#.*$|(["'])(?:(?!\1).)*\1/gm,
    (line) => line.replace(/\S/g, " "),
  );
}

function hasWord(text: string, word: string): boolean {
  return new RegExp(`\\b${word}\\b`).test(text);
}
