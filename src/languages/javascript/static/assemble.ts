import { type StaticGraph, StaticGraphBuilder } from "../../../graph/static.js";
import type { Origin } from "../../../graph/vocabulary.js";
import { nameModules } from "../names.js";
import { placeOf } from "../place.js";
import type { FailureCode, Resolution } from "../resolve/resolution.js";
import type { ImportSite, ScannedImport, ScanResult } from "../scan/import.js";
import { loads } from "../scan/sites.js";
import { LAZY_LOADERS, lazyLoads } from "./lazy-loaders.js";
import type { OclifFile } from "./oclif.js";

export interface Assembly {
  /** Absolute, links followed. */
  readonly root: string;
  readonly runtime: string | null;
  /** What the graph is of: absolute paths, links followed. */
  readonly files: readonly string[];
  resolve(specifier: string, file: string, way: "import" | "require"): Resolution;
  /** @returns null where only the full parser can tell */
  scan(file: string): ScanResult | null;
  scanFully(file: string): Promise<ScanResult>;
  /** A file's text; empty for one that can't be read. */
  text(file: string): string;
  /** Whether to follow the imports of installed packages. */
  readonly follow: boolean;
  /** Whether modules that are not followed are part of the graph. */
  readonly external: boolean;
  versionOf(folder: string): string | null;
  /** What oclif loads for the program that a file, which imports oclif, is a part of. */
  oclifFiles(file: string): readonly OclifFile[];
}

/** The static graph of JavaScript and TypeScript files: every import of theirs, and of what is followed from them. */
export async function assemble(assembly: Assembly): Promise<StaticGraph> {
  const assembler = new Assembler(assembly);
  await assembler.run();
  return assembler.graph();
}

interface Found {
  /** Index in `ids`; -1 for what is left out. */
  readonly importer: number;
  readonly imported: number;
  readonly site: ScannedImport;
}

class Assembler {
  /** What Node calls each module. */
  private readonly ids: string[] = [];
  /** The file of each, absolute; empty for a built-in or a URL. */
  private readonly paths: string[] = [];
  private readonly index = new Map<string, number>();
  private readonly open: number[] = [];
  private readonly later: number[] = [];
  private readonly imports: Found[] = [];
  /** Index of oclif's module and a file that it is known to load. */
  private readonly hasOclif = new Set<string>();
  private readonly unresolved: { importer: number; line: number; text: string; reason: string }[] = [];
  private readonly unread: { file: string; line: number | null; reason: string }[] = [];

  constructor(private readonly assembly: Assembly) {}

  async run(): Promise<void> {
    const { assembly, open, later } = this;
    for (const file of assembly.files) this.meet(file, file, true);
    for (let at = 0; at < open.length || later.length > 0; ) {
      const id = open[at];
      if (id === undefined) {
        const unsure = later.pop() ?? 0;
        this.read(unsure, await assembly.scanFully(this.fileOf(unsure)));
        continue;
      }
      at++;
      const scanned = assembly.scan(this.fileOf(id));
      if (scanned === null) later.push(id);
      else this.read(id, scanned);
    }
  }

  graph(): StaticGraph {
    const { root, runtime, versionOf } = this.assembly;
    const names = nameModules(this.ids, { root, versionOf });
    const builder = new StaticGraphBuilder({ root, language: "javascript", runtime });
    const modules = this.ids.map((id, at) => {
      const place = placeOf(id, root);
      const file = this.paths[at] || null;
      return builder.addModule(names[at] ?? id, { file, isPackage: false, origin: ORIGIN[place.kind] });
    });
    for (const { importer, imported, site } of this.imports) {
      builder.addImport(
        {
          importer: modules[importer] ?? 0,
          imported: modules[imported] ?? 0,
          line: site.line || null,
          column: site.column || null,
          when: site.when,
          manner: site.manner,
          names: site.names.map((name) => name.imported),
          inEntry: site.conditions.some((condition) => IN_ENTRY.test(condition)),
        },
        {
          text: site.specifier,
          guard: site.manner.includes("guarded") ? "try" : null,
          conditions: site.conditions,
          scope: site.scope,
        },
      );
    }
    for (const each of this.unresolved) builder.addUnresolved({ ...each, importer: modules[each.importer] ?? 0 });
    for (const each of this.unread) builder.addUnread(each);
    return builder.finish();
  }

  /**
   * @param path of its file, which the id of an ES module has a query behind; empty for none
   * @param isRead whether the module's own imports count
   */
  private meet(id: string, path: string, isRead: boolean): number {
    const known = this.index.get(id);
    if (known !== undefined) return known;
    const index = this.ids.push(id) - 1;
    this.paths.push(path);
    this.index.set(id, index);
    if (isRead) this.open.push(index);
    return index;
  }

  private fileOf(id: number): string {
    return this.paths[id] ?? "";
  }

  private read(importer: number, { imports, unresolved, unread }: ScanResult): void {
    const file = this.fileOf(importer);
    if (unread !== null) this.unread.push({ file, ...unread });
    for (const site of imports) {
      if (loads(site) || site.when === "type-only") this.import(importer, file, site);
    }
    if (imports.some(({ specifier }) => LAZY_LOADERS.has(specifier))) this.lazyLoads(importer, file);
    for (const { kind, line, text, reason, when } of unresolved) {
      if (loads({ kind, when })) this.unresolved.push({ importer, line, text, reason });
    }
  }

  private import(importer: number, file: string, site: ScannedImport): void {
    const { specifier, line, base } = site;
    if (base !== null) {
      this.unresolved.push({ importer, line, text: `createRequire(${base})(${specifier})`, reason: "computed" });
      return;
    }
    const found = this.assembly.resolve(specifier, file, wayOf(site));
    if (found.kind === "failed") {
      const reason = REASONS[found.code] ?? "not-found";
      if (site.when !== "type-only") this.unresolved.push({ importer, line, text: specifier, reason });
      return;
    }
    const id = found.kind === "file" ? found.path + found.query : found.kind === "builtin" ? found.name : found.url;
    const isRead = found.kind === "file" && this.isFollowed(found.path);
    if (!isRead && !this.assembly.external && !this.index.has(id)) return;
    const imported = this.meet(id, found.kind === "file" ? found.path : "", isRead);
    this.imports.push({ importer, imported, site });
    if (OCLIF.test(specifier)) this.oclif(imported, file);
  }

  private lazyLoads(importer: number, file: string): void {
    for (const { specifier, line } of lazyLoads(this.assembly.text(file)))
      this.import(importer, file, { ...UNWRITTEN, kind: "require", specifier, line });
  }

  /** oclif's loader imports what package.json names, when a command runs. */
  private oclif(core: number, file: string): void {
    for (const { file: path, text } of this.assembly.oclifFiles(file)) {
      const key = `${core} ${path}`;
      if (this.hasOclif.has(key)) continue;
      this.hasOclif.add(key);
      const isRead = this.isFollowed(path);
      if (!isRead && !this.assembly.external && !this.index.has(path)) continue;
      const site: ScannedImport = { ...UNWRITTEN, specifier: text };
      this.imports.push({ importer: core, imported: this.meet(path, path, isRead), site });
    }
  }

  private isFollowed(path: string): boolean {
    if (!SOURCE.test(path)) return false;
    return this.assembly.follow || placeOf(path, this.assembly.root).kind === "file";
  }
}

/** What runs a program made with oclif; its commands import the first of these too. */
const OCLIF = /^@oclif\/core(?:\/(?:execute|run|main))?$/;

/** An import that stands in no statement or call of `require` or `import()`. */
const UNWRITTEN: Omit<ScannedImport, "specifier"> = {
  kind: "import()",
  line: 0,
  column: 0,
  offset: 0,
  names: [],
  when: "deferred",
  typeOnly: null,
  manner: ["dynamic"],
  conditions: [],
  scope: null,
  helper: null,
  reexported: false,
  base: null,
};

const ORIGIN: Readonly<Record<ReturnType<typeof placeOf>["kind"], Origin>> = {
  builtin: "stdlib",
  file: "application",
  package: "dependency",
  url: "dependency",
};

/** Files that can import something. */
const SOURCE = /\.(?:[cm]?[jt]sx?|vue|svelte)$|\/[^./]+$/;
const IN_ENTRY = /^\(?(?:require\.main\s*===?\s*module|module\s*===?\s*require\.main|import\.meta\.main)\)?$/;

const REASONS: Readonly<Partial<Record<FailureCode, string>>> = {
  ERR_PACKAGE_PATH_NOT_EXPORTED: "not-exported",
  ERR_PACKAGE_IMPORT_NOT_DEFINED: "not-exported",
  ERR_INVALID_MODULE_SPECIFIER: "invalid",
  ERR_INVALID_PACKAGE_CONFIG: "invalid",
  ERR_INVALID_PACKAGE_TARGET: "invalid",
};

function wayOf({ kind }: ImportSite): "import" | "require" {
  return kind === "require" || kind === "import-equals" ? "require" : "import";
}
