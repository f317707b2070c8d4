import type { ImportGraph } from "../../graph/graph.js";
import type { Position } from "../../graph/profile.js";
import type { StaticGraph } from "../../graph/static.js";

/** Relative to the root where inside it. */
export function relativeFile(file: string, root: string): string {
  const folder = root.endsWith("/") ? root : `${root}/`;
  return file.startsWith(folder) ? file.slice(folder.length) : file;
}

export function moduleFile({ modules, root }: ImportGraph, module: number): string | null {
  const file = modules.file?.[module] ?? null;
  return file === null ? null : relativeFile(file, root ?? "");
}

/** One module of a chain, and the line in its file that imports the next; null for the last. */
export interface Hop {
  module: string;
  file: string | null;
  line: Position | null;
  /** Under which that import runs, as written, outermost first. */
  conditions?: string[];
}

/** One import with its place. */
export interface ImportPlace {
  importer: string;
  imported: string;
  file: string | null;
  line: Position | null;
}

/** @param rows import rows, each from the module that the one before imports */
export function hopsOf({ graph, sources }: StaticGraph, rows: readonly number[]): Hop[] {
  const hop = (module: number, line: number | null): Hop => ({
    module: graph.modules.name[module] ?? "",
    file: moduleFile(graph, module),
    line,
  });
  const hops = rows.map((row) => {
    const conditions = sources[row]?.conditions ?? [];
    return {
      ...hop(graph.imports.importer[row] ?? 0, graph.imports.line[row] || null),
      ...(conditions.length === 0 ? {} : { conditions: [...conditions] }),
    };
  });
  const last = rows.at(-1);
  return last === undefined ? [] : [...hops, hop(graph.imports.imported[last] ?? 0, null)];
}

export function placeOfImport(graph: ImportGraph, row: number): ImportPlace {
  const importer = graph.imports.importer[row] ?? 0;
  return {
    importer: graph.modules.name[importer] ?? "",
    imported: graph.modules.name[graph.imports.imported[row] ?? 0] ?? "",
    file: moduleFile(graph, importer),
    line: graph.imports.line[row] || null,
  };
}

/** `FILE:LINE` of an import; the importer's name where it has no file. */
export function placeText(graph: ImportGraph, row: number): string {
  const { importer, file, line } = placeOfImport(graph, row);
  return `${file ?? importer}${line === null ? "" : `:${line}`}`;
}
