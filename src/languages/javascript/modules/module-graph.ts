import { builtinName } from "../builtins.js";
import { type ParsedSource, readFile } from "../judge/file.js";
import { folderOf } from "../resolve/paths.js";
import type { Resolver } from "../resolve/resolver.js";
import { scanFast } from "../scan/scan.js";
import { type ModuleExports, moduleExports } from "./module-exports.js";
import { waitsAtTopLevel } from "./waits.js";

/** How Node reads a file that is imported; "unknown" where its text decides, or where it is none of these. */
export type Format = "module" | "commonjs" | "json" | "unknown";

/** An import that a file's text has, and what it leads to. */
export interface Edge {
  /** From 1, columns in UTF-16 units; of the statement or call. */
  readonly line: number;
  readonly column: number;
  /** A file; null for one of Node's own modules. */
  readonly target: string | null;
}

/** What a module's text asks for when it is imported, before any of its code runs. */
export type StaticImports = { readonly edges: readonly Edge[] } | { readonly unknown: string };

/** What a file asks for in the place of an import once edits are made: files; null where it stays. */
export type Instead = (file: string, edge: Edge) => readonly string[] | null;

/** Whose an export is. */
export type Home =
  | {
      readonly kind: "own";
      readonly file: string;
      /** As that file exports it; "*" for its namespace. */
      readonly name: string;
      readonly isRebound: boolean;
      /** Modules that pass it on, the one that was asked first. */
      readonly by: readonly string[];
    }
  /** A property of what is no ES module, as it was when the module that imports it was linked. */
  | { readonly kind: "snapshot"; readonly name: string }
  | { readonly kind: "missing" }
  | { readonly kind: "unknown" };

/** More would be a circle of modules that pass names on. */
const MOST_HOPS = 30;

/** The ES modules of a program as Node links them; files are absolute. */
export class ModuleGraph {
  private readonly formats = new Map<string, Format>();
  private readonly imports = new Map<string, StaticImports>();
  private readonly exports = new Map<string, ModuleExports | null>();
  private readonly waiting = new Map<string, boolean | null>();

  /**
   * @param read a file's text as it runs
   * @param isStripped whether a file is TypeScript that Node itself runs
   * @param parsed a file as it runs, parsed; null for what can't be
   */
  constructor(
    private readonly resolver: Resolver,
    private readonly read: (file: string) => string | null,
    private readonly isStripped: (file: string) => boolean = () => false,
    private readonly parsed: (file: string, text: string) => ParsedSource | null = parsedSource,
  ) {}

  formatOf(file: string): Format {
    let known = this.formats.get(file);
    if (known === undefined) {
      known = this.formatFor(file);
      this.formats.set(file, known);
    }
    return known;
  }

  private formatFor(file: string): Format {
    const kind = this.isStripped(file) ? /\.([cm]?)ts$/.exec(file)?.[1] : /\.([cm]?)js$/.exec(file)?.[1];
    if (kind === "m") return "module";
    if (kind === "c") return "commonjs";
    if (/\.json$/.test(file)) return "json";
    if (kind === undefined) return "unknown";
    const scope = this.resolver.files.scopeOf(folderOf(file));
    if (scope === "invalid") return "unknown";
    if (scope?.isModule === true) return "module";
    // Node tries what has no type as an ES module where it can't be read otherwise.
    const mayBeModule = /^[ \t]*(?:import|export)\b(?!\s*\()|\bimport\s*\.\s*meta\b/m.test(this.read(file) ?? "");
    return mayBeModule ? "unknown" : "commonjs";
  }

  /** What loading an ES module brings before its own code runs. */
  staticImports(file: string): StaticImports {
    let known = this.imports.get(file);
    if (known === undefined) {
      known = this.importsOf(file);
      this.imports.set(file, known);
    }
    return known;
  }

  private importsOf(file: string): StaticImports {
    const text = this.read(file);
    const scanned = text === null ? null : scanFast(text, file, { keepsUnused: true });
    if (scanned === null || scanned.unread !== null) return { unknown: `${file} can't be read` };
    const edges: Edge[] = [];
    for (const { kind, specifier, line, column } of scanned.imports) {
      if (kind === "import source" || kind === "import defer") return { unknown: `${file} has imports by phase` };
      if (kind !== "import" && kind !== "export-from") continue;
      if (builtinName(specifier) !== null) edges.push({ line, column, target: null });
      else {
        const found = this.resolver.import(specifier, file);
        if (found.kind !== "file" || found.query !== "") return { unknown: `${specifier} in ${file} is no plain file` };
        edges.push({ line, column, target: found.path });
      }
    }
    return { edges };
  }

  /**
   * The ES modules that are linked with one, itself too, and the other files that they import.
   *
   * @returns the reason where that isn't known
   */
  linkedWith(
    file: string,
    instead: Instead = () => null,
  ): { readonly files: ReadonlySet<string>; readonly unknown: string | null } {
    const files = new Set([file]);
    let unknown: string | null = null;
    for (const each of files) {
      const format = this.formatOf(each);
      if (format === "unknown") unknown ??= `${each} may be of any kind`;
      if (format !== "module") continue;
      const imports = this.staticImports(each);
      if ("unknown" in imports) unknown ??= imports.unknown;
      else
        for (const edge of imports.edges)
          for (const target of instead(each, edge) ?? (edge.target === null ? [] : [edge.target])) files.add(target);
    }
    return { files, unknown };
  }

  /** The files that are linked with an ES module in the order in which their code runs where none ran before, as far as that is known. */
  loadOrder(file: string): readonly string[] {
    const order: string[] = [];
    const met = new Set<string>();
    const load = (each: string): void => {
      if (met.has(each)) return;
      met.add(each);
      const imports = this.formatOf(each) === "module" ? this.staticImports(each) : { edges: [] };
      if ("edges" in imports) for (const { target } of imports.edges) if (target !== null) load(target);
      order.push(each);
    };
    load(file);
    return order;
  }

  /** Whether an ES module's own code may wait; null where it can't be read. */
  waits(file: string): boolean | null {
    let known = this.waiting.get(file);
    if (known === undefined) {
      known = this.waitsIn(file);
      this.waiting.set(file, known);
    }
    return known;
  }

  private waitsIn(file: string): boolean | null {
    const text = this.read(file);
    if (text !== null && !/\bawait\b/.test(text)) return false;
    const parsed = text === null ? null : this.parsed(file, text);
    return parsed === null ? null : waitsAtTopLevel(parsed.program);
  }

  /** Whose an export of an ES module is. */
  homeOf(file: string, name: string, hops = 0): Home {
    const exports = hops > MOST_HOPS ? null : this.exportsOf(file);
    if (exports === null) return { kind: "unknown" };
    const found = exports.names.get(name);
    if (found?.kind === "own") return { kind: "own", file, name, isRebound: found.isRebound, by: [] };
    if (found !== undefined) return this.passed(file, found.specifier, found.name, hops);
    if (name === "default") return { kind: "missing" };
    const homes = exports.stars.map((specifier) => this.passed(file, specifier, name, hops));
    const [first = { kind: "missing" }, ...others] = homes.filter(({ kind }) => kind !== "missing");
    // Of two Node gives neither, and what is no ES module has names that only Node finds.
    return others.length > 0 || first.kind === "snapshot" ? { kind: "unknown" } : first;
  }

  private passed(file: string, specifier: string, name: string, hops: number): Home {
    if (builtinName(specifier) !== null) return { kind: "snapshot", name };
    const found = this.resolver.import(specifier, file);
    const format = found.kind === "file" ? this.formatOf(found.path) : "unknown";
    if (found.kind !== "file" || format === "unknown") return { kind: "unknown" };
    if (format !== "module") return name === "*" ? { kind: "unknown" } : { kind: "snapshot", name };
    // A namespace is the same object whenever it is asked for.
    if (name === "*") return { kind: "own", file: found.path, name, isRebound: false, by: [file] };
    const home = this.homeOf(found.path, name, hops + 1);
    return home.kind === "own" ? { ...home, by: [file, ...home.by] } : home;
  }

  /** Whether an ES module may export "module.exports", which `require` then gives instead of the module. */
  mayExportWhole(file: string): boolean {
    const seen = new Set([file]);
    for (const each of seen) {
      const exports = this.formatOf(each) === "module" ? this.exportsOf(each) : null;
      // What is no ES module has that name as it is imported.
      if (exports === null || exports.names.has("module.exports")) return true;
      for (const specifier of exports.stars) {
        if (builtinName(specifier) !== null) continue;
        const found = this.resolver.import(specifier, each);
        if (found.kind !== "file") return true;
        seen.add(found.path);
      }
    }
    return false;
  }

  private exportsOf(file: string): ModuleExports | null {
    let known = this.exports.get(file);
    if (known === undefined) {
      const text = this.read(file);
      const parsed = text === null ? null : this.parsed(file, text);
      known = parsed === null ? null : moduleExports(parsed.program, parsed.scope);
      this.exports.set(file, known);
    }
    return known;
  }
}

function parsedSource(file: string, text: string): ParsedSource | null {
  const source = readFile(text, file);
  return source.unread === null ? source : null;
}
