import { GraphBuilder, type ImportRow } from "./builder.js";
import type { ImportGraph } from "./graph.js";
import type { Language, Origin } from "./vocabulary.js";

/** The imports that stand in sources, whether they run or not; `graph` has no loads. */
export interface StaticGraph {
  readonly graph: ImportGraph;
  /** Whether each module is a package, by module index. */
  readonly isPackage: readonly boolean[];
  /** What only the source says of an import, by import row. */
  readonly sources: readonly ImportSource[];
  /** What may import something that the text does not name. */
  readonly unresolved: readonly UnresolvedImport[];
  /** Files, or parts of them, that could not be read. */
  readonly unread: readonly UnreadFile[];
}

export interface ImportSource {
  /** The imported module as written. */
  readonly text: string;
  /** What catches a failing import: `try ImportError`. */
  readonly guard: string | null;
  /** Under which conditions it runs, as written, outermost first. */
  readonly conditions: readonly string[];
  /** Names of the enclosing functions and classes, outermost first, joined with dots; null at module level. */
  readonly scope: string | null;
}

export interface UnresolvedImport {
  /** Module index. */
  readonly importer: number;
  readonly line: number;
  readonly text: string;
  /** `not-found`: no such module is there; others say what computes the name. */
  readonly reason: string;
}

export interface UnreadFile {
  readonly file: string;
  readonly line: number | null;
  readonly reason: string;
}

export interface StaticModule {
  readonly origin: Origin;
  readonly file: string | null;
  readonly isPackage: boolean;
}

/** Builds a static graph module by module. */
export class StaticGraphBuilder {
  private readonly builder: GraphBuilder;
  private readonly isPackage: boolean[] = [];
  private readonly sources: ImportSource[] = [];
  private readonly unresolved: UnresolvedImport[] = [];
  private readonly unread: UnreadFile[] = [];

  constructor(head: { readonly root: string; readonly language: Language; readonly runtime: string | null }) {
    this.builder = new GraphBuilder({ ...head, evidence: "static" });
    this.builder.addProcess();
  }

  /** @returns the module's index; a name that is there already keeps its first details */
  addModule(name: string, { origin, file, isPackage }: StaticModule): number {
    const module = this.builder.addModule(name, { origin, file });
    if (module === this.isPackage.length) this.isPackage.push(isPackage);
    return module;
  }

  /** What a source says never says whether it ran. */
  addImport(row: Omit<ImportRow, "ran" | "loaded">, source: ImportSource): void {
    this.builder.addImport(row);
    this.sources.push(source);
  }

  addUnresolved(unresolved: UnresolvedImport): void {
    this.unresolved.push(unresolved);
  }

  addUnread(unread: UnreadFile): void {
    this.unread.push(unread);
  }

  finish(): StaticGraph {
    const { isPackage, sources, unresolved, unread } = this;
    return { graph: this.builder.finish(), isPackage, sources, unresolved, unread };
  }
}
