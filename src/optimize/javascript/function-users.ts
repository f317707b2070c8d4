import type { AwaitedFunction } from "../../languages/javascript/judge/awaited/awaited-function.js";
import type { ParsedSource, UnreadSource } from "../../languages/javascript/judge/file.js";
import { keysOf } from "../../languages/javascript/judge/imports.js";
import { mentionedNames } from "../../languages/javascript/judge/load/mentioned-names.js";
import type { Spot } from "../../languages/javascript/judge/scopes/scope.js";
import { WITHIN_TEXT } from "../../languages/javascript/modules/asked-in-calls.js";
import { folderOf } from "../../languages/javascript/resolve/paths.js";
import { child, list, type Node, string } from "../../languages/javascript/scan/full/node.js";
import type { ScanResult } from "../../languages/javascript/scan/import.js";
import { scanFast } from "../../languages/javascript/scan/scan.js";
import type { Reason } from "../../languages/rewriting.js";
import { type RecordedStart, rootModules } from "../starts.js";
import type { Loads } from "./loads.js";
import type { ProgramGround } from "./program-ground.js";
import { namedByPackage } from "./public-files.js";

export interface UsersGround extends ProgramGround {
  /** Absolute, with `/`. */
  readonly root: string;
  readonly loads: Loads;
  /** A file of the project, by its path relative to the root. */
  read(file: string): ParsedSource | UnreadSource;
}

/** A place that takes a function's name. */
export interface FunctionUse {
  readonly source: ParsedSource;
  readonly use: Spot;
}

/** All who may call a function of a project's module, tests too. */
export class FunctionUsers {
  private knownComputed: Reason | null | undefined;

  constructor(private readonly ground: UsersGround) {}

  /** Every place that takes its name; or why these are not all. */
  of({ uses, exportedAs, name, spot }: AwaitedFunction, source: ParsedSource): readonly FunctionUse[] | Reason {
    const found: FunctionUse[] = uses.map((use) => ({ source, use }));
    if (exportedAs.length === 0) return found;
    const { root, loads, loaded } = this.ground;
    const file = `${root}/${source.path}`;
    const reason = this.publicBy(file) ?? this.computed();
    if (reason !== null) return reason;
    for (const importer of loads.importers(file)) {
      const path = loaded.shown(importer);
      const other = this.ground.read(path);
      if (other.unread !== null) return other.unread;
      const taken = this.takenIn(other, importer, file, exportedAs);
      if (taken === null) {
        const message = `${path} may hand ${name} on, so that nobody knows who calls it`;
        return { code: "tick-seen", message, file: source.path, line: source.places.line(spot.node.start) };
      }
      found.push(...taken);
    }
    return found;
  }

  /** The uses of an export's names in a file that asks for its module; null where it is not by plain imports of names. */
  private takenIn(
    source: ParsedSource,
    importer: string,
    file: string,
    names: readonly string[],
  ): readonly FunctionUse[] | null {
    const { resolver } = this.ground;
    const asksFor = (specifier: string): boolean => resolver.filesOf(specifier, importer).includes(file);
    const scanned = scanFast(source.text, source.path, { keepsUnused: true });
    if (scanned === null || scanned.unread !== null) return null;
    if (scanned.imports.some(({ kind, specifier }) => kind !== "import" && asksFor(specifier))) return null;
    const found: FunctionUse[] = [];
    for (const node of list(source.program, "body")) {
      if (node.type !== "ImportDeclaration" || !asksFor(specifierOf(node))) continue;
      if (specifierOf(node).includes("?")) return null;
      for (const { local, key } of keysOf(node)) {
        if (key === null) return null;
        const binding = names.includes(key) ? source.scope.names.get(local) : null;
        if (binding === undefined || binding?.doubtful != null || binding?.scope.evaluated != null) return null;
        for (const { kind, spot } of binding?.references ?? []) {
          if (kind !== "read") return null;
          found.push({ source, use: spot });
        }
      }
    }
    return found;
  }

  /** Whether what some start runs is a file alone, and no start runs it beside another. */
  isOnlyRoot(file: string, starts: readonly RecordedStart[]): boolean {
    const { loaded } = this.ground;
    const roots = starts.map((start) => rootModules(start).flatMap((module) => loaded.files.get(module) ?? [module]));
    return roots.every((each) => !each.includes(file) || each.length === 1) && roots.some(([each]) => each === file);
  }

  /** Why others than the project may ask for a file: each package.json around it may name it. */
  publicBy(file: string): Reason | null {
    const { resolver, texts, loaded, root } = this.ground;
    for (let folder = folderOf(file); folder !== "" && !folder.endsWith("/node_modules"); folder = folderOf(folder)) {
      const found = resolver.files.packageJson(folder);
      if (found === null || (found !== "invalid" && found.name === null)) continue;
      const path = `${folder}/package.json`;
      const named = namedByPackage(texts.of(path) ?? "", file.slice(folder.length + 1), this.hasSiblings());
      if (named === null) continue;
      const message = `other packages may import ${loaded.shown(file)}: ${named}`;
      return { code: "tick-seen", message, file: path.startsWith(`${root}/`) ? loaded.shown(path) : path, line: 1 };
    }
    return null;
  }

  /** Whether the project may be one of several packages that have each other. */
  private hasSiblings(): boolean {
    const { texts, root } = this.ground;
    for (let folder = folderOf(root); folder !== ""; folder = folderOf(folder)) {
      if (/"workspaces"/.test(texts.of(`${folder}/package.json`) ?? "")) return true;
      if (texts.of(`${folder}/pnpm-workspace.yaml`) !== null) return true;
    }
    return false;
  }

  /** The first of the program's files that imports what it computes, or asks for it in a way that a look at its text does not see. */
  computed(): Reason | null {
    if (this.knownComputed === undefined) this.knownComputed = this.firstComputed();
    return this.knownComputed;
  }

  private firstComputed(): Reason | null {
    const { sources, texts, loaded } = this.ground;
    for (const each of new Set([...loaded.modules.keys(), ...sources])) {
      const text = /\.json$/.test(each) ? "" : (texts.of(each) ?? "");
      if (!/\b(?:import|require|createRequire)\b[^"'`;]{0,100}\(/.test(text)) continue;
      const scanned = scanFast(text, each);
      const line = scanned === null ? 1 : lineOfComputed(text, scanned);
      if (line === undefined) continue;
      const file = loaded.shown(each);
      return {
        code: "tick-seen",
        message: `${file}:${line} imports what it computes, and may run more than is known`,
        file,
        line,
      };
    }
    return null;
  }
}

/** The line of the first thing that is asked for by no literal of the text, as others look for these. */
function lineOfComputed(text: string, { unresolved, imports }: ScanResult): number | undefined {
  // Another name for `require`.
  const made = text.match(/\bcreateRequire\s*(?:\(|as\b)/g)?.length ?? 0;
  const named = text.match(/\brequire\s*=\s*(?:\w+\s*\.\s*)?createRequire\s*\(/g)?.length ?? 0;
  if (made !== named) return text.slice(0, text.indexOf("createRequire")).split("\n").length;
  if (WITHIN_TEXT.test(text)) return 1;
  const isAsked = ({ kind }: { readonly kind: string }): boolean => kind === "import()" || kind === "require";
  const mentioned = mentionedNames(text);
  const hidden = imports.find((each) => isAsked(each) && !mentioned.has(each.specifier));
  return (unresolved.find(isAsked) ?? hidden)?.line;
}

const specifierOf = (node: Node): string => string(child(node, "source"), "value") ?? "";
