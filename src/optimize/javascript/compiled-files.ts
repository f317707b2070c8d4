import { isBuiltin } from "node:module";
import type { EditedFile } from "../../io/overlay-folder.js";
import { sourceBytes } from "../../io/source-bytes.js";
import { type CompiledFrom, ProjectTypeScript } from "../../io/typescript.js";
import { asksAtLoad, callsAtLoad, statementsAsking } from "../../languages/javascript/compiled/calls-at-load.js";
import { rewriteTypeScript } from "../../languages/javascript/compiled/rewrite-source.js";
import { compiledDifference } from "../../languages/javascript/compiled/same-program.js";
import { mapLine, mapUrl, sourcesOfMap } from "../../languages/javascript/compiled/source-map.js";
import { type SourceMove, sourceMove } from "../../languages/javascript/compiled/source-move.js";
import { type ParsedSource, readFile } from "../../languages/javascript/judge/file.js";
import { keysOf } from "../../languages/javascript/judge/imports.js";
import { keptLine } from "../../languages/javascript/judge/kept-lines.js";
import { formAt } from "../../languages/javascript/judge/names.js";
import { Refused } from "../../languages/javascript/judge/refused.js";
import { placesOf } from "../../languages/javascript/judge/uses.js";
import { folderOf, joined } from "../../languages/javascript/resolve/paths.js";
import { enableCompileCache } from "../../languages/javascript/rewrite/compile-cache.js";
import { decoded } from "../../languages/javascript/rewrite/decoded.js";
import { bare, child, type Node } from "../../languages/javascript/scan/full/node.js";
import { NotRewritten } from "../../languages/not-rewritten.js";
import type { ChosenEdit, ImportedName, Reason, SourceStatement } from "../../languages/rewriting.js";
import type { EnabledEntry } from "./compile-cache.js";
import type { ProgramGround } from "./program-ground.js";

interface CompiledFile {
  readonly source: ParsedSource;
  readonly bytes: Uint8Array;
  /** Absolute. */
  readonly path: string;
  compile(text: string): string | null;
  /** Whether Node runs the source itself, with blanks for types. */
  readonly isStripped: boolean;
}

/** A name's statement in the source that its file is compiled from. */
export interface CompiledStatement extends SourceStatement {
  /** Properties that are read where a function needs them. */
  readonly reads: readonly string[];
}

/** The program's files that are compiled from TypeScript: their edits are made in these sources, and compiled as the project compiles them. */
export class CompiledFiles {
  private readonly typescript: ProjectTypeScript;
  private readonly known = new Map<string, CompiledFile | Reason | null>();
  /** By the places of the statements that are compiled. */
  private readonly moves = new Map<string, SourceMove | Reason>();

  /** @param ground with the project's folder, absolute, with `/` */
  constructor(
    private readonly ground: Pick<ProgramGround, "texts" | "resolver" | "loaded" | "graph"> & { readonly root: string },
  ) {
    this.typescript = new ProjectTypeScript(ground.root);
  }

  /** Where a name stands in its file's source, or why it can't be moved there; null where the file is no compiled one. */
  judge(name: ImportedName, file: ParsedSource): CompiledStatement | Reason | null {
    const compiled = this.fileOf(name.file);
    if (compiled === null || "code" in compiled) return compiled;
    const move = this.moveOf(name, file, compiled);
    if ("code" in move) return move;
    const { source } = compiled;
    // Each name of an import is judged by itself, and goes with the others.
    const names = move.isImported ? move.names.filter(({ local }) => local === name.bound) : move.names;
    return {
      file: source.path,
      line: source.places.line(move.declaration.start),
      names: move.isImported ? [name.bound] : names.map(({ local }) => local),
      places: names.flatMap(({ standings }) => placesOf(source, standings)),
      reads: move.isImported ? [] : names.flatMap(({ key }) => key ?? []),
    };
  }

  /** Whether a name that is imported has no use but in types. */
  isForTypes(name: ImportedName, file: ParsedSource): boolean {
    const compiled = this.fileOf(name.file);
    if (compiled === null || "code" in compiled) return false;
    const move = this.moveOf(name, file, compiled);
    if ("code" in move || !move.isImported) return false;
    const uses = compiled.source.scope.names.get(name.bound)?.references ?? [];
    return uses.length > 0 && uses.every(({ kind }) => kind === "type");
  }

  /** What runs of a file's text as it lies on disk. @throws NotRewritten where that is another text than the one that was judged */
  running(file: string, text: string): string {
    const compiled = this.fileOf(file);
    if (compiled === null || "code" in compiled || !compiled.isStripped) return text;
    if (compiled.source.text === text) return this.ground.texts.of(compiled.path) ?? text;
    throw new NotRewritten({ code: "stale", message: "it was judged on another text", file, line: 1 }, null);
  }

  /** Whether a file is compiled from another one, as far as is known. */
  has(file: string): boolean {
    return this.fileOf(file) !== null;
  }

  /**
   * A compiled entry with Node's compile cache on before all else; null where the file is no compiled one.
   *
   * @param edited the file with all other edits
   */
  enabled(file: string, edited: EditedFile | undefined): EnabledEntry | null {
    const compiled = this.fileOf(file);
    if (compiled === null) return null;
    if ("code" in compiled) return { reason: compiled };
    if (compiled.isStripped) return null;
    const { path } = compiled.source;
    const before = edited?.source?.after ?? compiled.bytes;
    const old = decoded(edited?.after ?? sourceBytes(`${this.ground.root}/${file}`) ?? new Uint8Array()) ?? "";
    const made = enableCompileCache(decoded(before) ?? "", path, { text: old, file });
    if ("reason" in made) return made;
    const output = compiled.compile(made.text) ?? "";
    const difference = compiledDifference(file, old, output, new Set(), ["node:module"]);
    if (difference !== null) return { reason: { code: "compiled", message: difference, file: path, line: made.line } };
    const source = { path: compiled.path, before: compiled.bytes, after: Buffer.from(made.text, "utf8") };
    return { after: Buffer.from(output + mapLine(old), "utf8"), source, file: path, line: made.line };
  }

  /** A compiled file with its source, both edited; null where the file is no compiled one. @throws NotRewritten */
  edited(
    file: string,
    parsed: ParsedSource,
    chosen: readonly ChosenEdit[],
  ): Pick<EditedFile, "after" | "source"> | null {
    const compiled = this.fileOf(file);
    if (compiled === null) return null;
    if ("code" in compiled) throw new NotRewritten(compiled, null);
    const moves = new Set<SourceMove>();
    for (const edit of chosen) {
      const move = this.moveOf(edit.name, parsed, compiled);
      if ("code" in move) throw new NotRewritten(move, edit);
      moves.add(move);
    }
    for (const edit of chosen) checkWhole(edit, parsed, chosen);
    const source = rewriteTypeScript(compiled.source, [...moves]);
    const { path } = compiled.source;
    const problem = (message: string): NotRewritten =>
      new NotRewritten({ code: "compiled", message, file: path, line: 1 }, null);
    const output = compiled.compile(source);
    if (output === null) throw problem("the compiler does not take the new text");
    const asking = asksAtLoad(parsed);
    const moved = new Set(chosen.map(({ name }) => asking.findIndex((each) => isAt(parsed, each, name))));
    const difference = compiledDifference(parsed.path, parsed.text, output, moved);
    if (difference !== null) throw problem(difference);
    if (compiled.isStripped) return { after: Buffer.from(source, "utf8") };
    return {
      after: Buffer.from(output + mapLine(parsed.text), "utf8"),
      source: { path: compiled.path, before: compiled.bytes, after: Buffer.from(source, "utf8") },
    };
  }

  private moveOf(name: ImportedName, file: ParsedSource, compiled: CompiledFile): SourceMove | Reason {
    const key = `${name.file} ${name.line}:${name.column}`;
    const known = this.moves.get(key);
    if (known !== undefined) return known;
    const found = this.foundMove(name, file, compiled);
    this.moves.set(key, found);
    return found;
  }

  private foundMove(name: ImportedName, file: ParsedSource, { source }: CompiledFile): SourceMove | Reason {
    const no = (message: string): Reason => ({ code: "compiled", message, file: name.file, line: name.line });
    const form = formAt(file, name);
    const isImport = form?.kind === "imported";
    const isRequire = form?.kind === "declared" && form.path.length === 0 && form.target.type === "Identifier";
    if (form === null || !(isImport || isRequire))
      return no(`${source.path} has no import that would be compiled to this`);
    const { specifier, helper, ofModule, target } = form;
    try {
      const asking = isImport ? statementsAsking(file, specifier) : callsAtLoad(file, specifier);
      const at = asking.findIndex((each) => isAt(file, each, name));
      const isMarked = this.isMarked(specifier, name.file);
      const move = sourceMove(source, {
        specifier,
        imported: isImport ? { ofModule, locals: keysOf(target).map(({ local }) => local) } : null,
        at,
        count: asking.length,
        helper,
        isMarked,
        mayAssert: this.mayAssert(specifier, name.file, isImport),
      });
      const line = source.places.line(move.declaration.start);
      if (keptLine(source.text, [line]) !== null)
        return { code: "pinned", message: "a comment keeps it", file: source.path, line };
      return move;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return error.reason(source);
    }
  }

  private fileOf(file: string): CompiledFile | Reason | null {
    let known = this.known.get(file);
    if (known === undefined) {
      known = this.found(file);
      this.known.set(file, known);
    }
    return known;
  }

  private found(file: string): CompiledFile | Reason | null {
    const { root, texts } = this.ground;
    // Nobody builds an installed package again.
    if (root.includes("/node_modules/")) return null;
    const path = `${root}/${file}`;
    if (texts.strippedOf(path) !== null && this.ground.graph.formatOf(path) === "module") return this.ownSource(path);
    const all = this.typescript.of(path);
    const [first] = all;
    const written = texts.of(path) ?? "";
    const no = (message: string): Reason => ({ code: "compiled", message, file, line: 1 });
    if (first === undefined) {
      const source = this.sourceByMap(path, written);
      return source === null
        ? null
        : no(`it is compiled from ${source}, and no typescript that is installed says by which tsconfig.json`);
    }
    const shown = (each: CompiledFrom): string => this.ground.loaded.shown(each.path);
    for (const each of all) {
      const bytes = sourceBytes(each.path);
      const text = bytes === null ? null : decoded(bytes);
      if (bytes === null || text === null || !isSame(each.compile(text), written)) continue;
      const source = readFile(text, shown(each));
      if (source.unread !== null) return source.unread;
      return { source, bytes, path: each.path, compile: each.compile, isStripped: false };
    }
    return no(
      `it is compiled from ${shown(first)}, which by itself is compiled to another text: build the project, or see what else writes the file`,
    );
  }

  /** A file that is compiled from itself, as Node does it. */
  private ownSource(path: string): CompiledFile | Reason | null {
    const { texts, loaded } = this.ground;
    const source = readFile(texts.sourceOf(path) ?? "", loaded.shown(path));
    if (source.unread !== null) return source.unread;
    const bytes = sourceBytes(path) ?? new Uint8Array();
    return { source, bytes, path, compile: (text) => texts.strip(text), isStripped: true };
  }

  /** The one TypeScript source that the map of a file names, relative to the root; null for none that is there. */
  private sourceByMap(path: string, text: string): string | null {
    const url = mapUrl(text);
    const map = url === undefined || /^\w+:/.test(url) ? null : this.ground.texts.of(joined(folderOf(path), url));
    if (map === null) return null;
    const { sourceRoot, sources } = sourcesOfMap(map);
    const [source] = sources;
    if (source === undefined || sources.length > 1 || !/\.[cm]?tsx?$/.test(source)) return null;
    const file = joined(joined(folderOf(path), sourceRoot), source);
    const isThere = file.startsWith(`${this.ground.root}/`) && this.ground.texts.of(file) !== null;
    return isThere ? this.ground.loaded.shown(file) : null;
  }

  /** Whether a function of a module may have a type that counts behind its calls, as far as its own source says. */
  private mayAssert(specifier: string, file: string, isImport: boolean): boolean {
    const { root, resolver } = this.ground;
    const importer = `${root}/${file}`;
    const resolution = isImport ? resolver.import(specifier, importer) : resolver.require(specifier, importer);
    if (resolution.kind !== "file" || !resolution.path.startsWith(`${root}/`)) return true;
    const target = this.fileOf(resolution.path.slice(root.length + 1));
    if (target === null || "code" in target) return true;
    return /\b(?:never|asserts)\b|\bexport\b[^;]*?\bfrom\b/.test(target.source.text);
  }

  /** Whether a module says that it was one of ES. */
  private isMarked(specifier: string, file: string): boolean | null {
    if (isBuiltin(specifier)) return false;
    const { root, resolver, texts } = this.ground;
    const resolution = resolver.require(specifier, `${root}/${file}`);
    const text = resolution.kind === "file" ? texts.of(resolution.path) : null;
    if (text === null || /\bmodule\.exports\s*=/.test(text)) return null;
    return /(?:^|[;\n])\s*(?:Object\.defineProperty\(exports, ?["']__esModule["']|exports\.__esModule\s*=\s*(?:true|!0))/.test(
      text,
    )
      ? true
      : null;
  }
}

/** Whether an import, or a call's `require`, stands where a name's does. */
function isAt({ places }: ParsedSource, node: Node, { line, column }: ImportedName): boolean {
  return places.startOf(line) + column - 1 === (bare(child(node, "callee")) ?? node).start;
}

/** What is left of an import loads as before. @throws NotRewritten where only some of its names are chosen */
function checkWhole(edit: ChosenEdit, parsed: ParsedSource, chosen: readonly ChosenEdit[]): void {
  const { file, line, column } = edit.name;
  const form = formAt(parsed, edit.name);
  if (form?.kind !== "imported") return;
  const isChosen = (bound: string): boolean =>
    chosen.some(({ name }) => name.line === line && name.column === column && name.bound === bound);
  const stays = keysOf(form.target).find(({ local }) => !isChosen(local));
  if (stays === undefined) return;
  const message = `${stays.local} stays, and the names of one import go together or not at all`;
  throw new NotRewritten({ code: "compiled", message, file, line }, edit);
}

function isSame(compiled: string | null, written: string): boolean {
  const plain = (text: string): string =>
    text
      .slice(0, text.length - mapLine(text).length)
      .replace(/\r\n/g, "\n")
      .trimEnd();
  return compiled !== null && plain(compiled) === plain(written);
}
