import { IMPORT_IN_ENTRY } from "../../graph/graph.js";
import type { Index, Position, Warning } from "../../graph/profile.js";
import type { Reach } from "../../graph/reach.js";
import { reachOf } from "../../graph/reach.js";
import { type Language, MANNERS, type Manner, ORIGINS, type Origin, WHENS, type When } from "../../graph/vocabulary.js";
import type { GraphReport } from "./format.js";
import { relativeFile } from "./places.js";

/** `perf graph --json`, version 1. Indices are positions in `modules`. */
export interface GraphDocument {
  kind: "graph";
  version: 1;
  tool: string;
  /** Absolute; files inside are written relative to it. */
  root: string;
  language: Language;
  /** The interpreter whose path modules were looked for on. */
  runtime: string | null;
  /** What runs first. */
  entries: Index[];
  /** Those of the entries that a launcher imports: what stands under their `__main__` guards does not run. */
  launched?: Index[];
  modules: GraphModule[];
  imports: GraphImport[];
  unresolved: GraphUnresolved[];
  unread: GraphUnread[];
  warnings: Warning[];
}

export interface GraphModule {
  name: string;
  file: string | null;
  origin: Origin;
  distribution: string | null;
  distributionVersion?: string;
  isPackage?: true;
  /** Of the file; absent where it was not read. */
  bytes?: Index;
  /** How it is reached from the entries; absent where there is none. */
  reach?: Reach;
}

export interface GraphImport {
  importer: Index;
  imported: Index;
  line: Position | null;
  column: Position | null;
  when: When;
  manner: Manner[];
  names: string[];
  /** The imported module as written. */
  text: string;
  /** What catches a failing import: `try ImportError`. */
  guard?: string;
  /** Under which it runs, as written, outermost first. */
  conditions?: string[];
  /** Enclosing functions and classes, joined with dots. */
  scope?: string;
  /** It runs only where the importer is the entry: `if __name__ == "__main__"`. */
  inEntry?: true;
}

export interface GraphUnresolved {
  importer: Index;
  line: Position;
  text: string;
  reason: string;
}

export interface GraphUnread {
  file: string;
  line: Position | null;
  reason: string;
}

export function* graphDocument(report: GraphReport): Iterable<string> {
  const { tool, sources, entries, warnings } = report;
  const { graph, unresolved, unread } = sources;
  const root = graph.root ?? "";
  const head = { kind: "graph", version: 1, tool, root, language: graph.language, runtime: graph.runtime };
  const launched = entries.named.filter((module) => !entries.run.has(module));
  const begin = { entries: entries.named, ...(launched.length === 0 ? {} : { launched }) };
  yield `${JSON.stringify({ ...head, ...begin }).slice(0, -1)},\n"modules":`;
  yield* list(modules(report));
  yield ',\n"imports":';
  yield* list(imports(report));
  yield ',\n"unresolved":';
  yield* list(unresolved);
  yield ',\n"unread":';
  yield* list(unread.map((each) => ({ ...each, file: relativeFile(each.file, root) })));
  yield `,\n"warnings":${JSON.stringify(warnings)}}\n`;
}

/** With every field at its place, which V8 likes; JSON leaves out what is undefined. */
type Written<Row> = { readonly [Field in keyof Row]-?: Readonly<Row[Field]> | undefined };

function* list(items: Iterable<unknown>): Iterable<string> {
  let before = "[";
  for (const item of items) {
    yield `${before}\n${JSON.stringify(item)}`;
    before = ",";
  }
  yield before === "[" ? "[]" : "\n]";
}

function* modules({ sources, entries, bytes }: GraphReport): Iterable<Written<GraphModule>> {
  const { graph, isPackage } = sources;
  const { name, file, origin, distribution } = graph.modules;
  const reach = entries.starts.size === 0 ? null : reachOf(graph, entries.run, entries.starts);
  for (let module = 0; module < graph.modules.count; module++) {
    const owner = graph.distributions[distribution[module] ?? -1];
    const place = file?.[module] ?? null;
    yield {
      name: name[module] ?? "",
      file: place === null ? null : relativeFile(place, graph.root ?? ""),
      origin: ORIGINS[origin[module] ?? 0] ?? "dependency",
      distribution: owner?.name ?? null,
      distributionVersion: owner?.version ?? undefined,
      isPackage: isPackage[module] === true ? true : undefined,
      bytes: bytes[module] ?? undefined,
      reach: reach?.[module],
    };
  }
}

function* imports({ sources }: GraphReport): Iterable<Written<GraphImport>> {
  const { imports: rows } = sources.graph;
  for (let row = 0; row < rows.count; row++) {
    const source = sources.sources[row];
    yield {
      importer: rows.importer[row] ?? 0,
      imported: rows.imported[row] ?? 0,
      line: rows.line[row] || null,
      column: rows.column[row] || null,
      when: WHENS[rows.when[row] ?? 0] ?? "eager",
      manner: MANNERS_OF[rows.manner[row] ?? 0] ?? [],
      names: rows.names?.[row] ?? [],
      text: source?.text ?? "",
      guard: source?.guard ?? undefined,
      conditions: source === undefined || source.conditions.length === 0 ? undefined : source.conditions,
      scope: source?.scope ?? undefined,
      inEntry: ((rows.flags[row] ?? 0) & IMPORT_IN_ENTRY) === 0 ? undefined : true,
    };
  }
}

/** The manners of each combination of bits. */
const MANNERS_OF = Array.from({ length: 1 << MANNERS.length }, (_, bits) =>
  MANNERS.filter((_, bit) => (bits & (1 << bit)) !== 0),
);
