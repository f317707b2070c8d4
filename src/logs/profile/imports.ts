import type { GraphBuilder, ImportRow } from "../../graph/builder.js";
import { LOAD_PLACED } from "../../graph/graph.js";
import { ImportCounts } from "../../graph/tree-imports.js";
import { MANNERS, WHENS } from "../../graph/vocabulary.js";
import type { FieldChecks, Fields } from "./json-fields.js";
import type { LoadRows } from "./loads.js";

/**
 * Adds the imports of a profile but for those that say no more than the tree does: the graph does not hold
 * these twice.
 *
 * @param modules the graph's index of each of the profile's modules
 */
export function addImports(
  builder: GraphBuilder,
  fields: Fields,
  loads: LoadRows,
  modules: readonly number[],
  processes: number,
  checks: FieldChecks,
): void {
  checks.enter("");
  const list = checks.list(fields.imports, "imports");
  // A traced profile's tree implies nothing (`isTreeImport`).
  const tree = fields.evidence === "traced" ? new ImportCounts(modules.length) : treeCounts(loads, modules);
  for (let at = 0; at < list.length; at++) {
    checks.enter("imports", at);
    const row = readImport(checks.fields(list[at], ""), modules, processes, checks);
    if (!saysOnlyTree(row) || !tree.take(row.process ?? 0, row.importer ?? -1, row.imported)) builder.addImport(row);
  }
}

function treeCounts(loads: LoadRows, modules: readonly number[]): ImportCounts {
  const counts = new ImportCounts(modules.length);
  for (let load = 0; load < loads.module.length; load++) {
    const above = loads.importer[load] ?? -1;
    if (above < 0 || ((loads.flags[load] ?? 0) & LOAD_PLACED) !== 0) continue;
    const importer = modules[loads.module[above] ?? 0] ?? 0;
    counts.add(loads.process[load] ?? 0, importer, modules[loads.module[load] ?? 0] ?? 0);
  }
  return counts;
}

function saysOnlyTree(row: ImportRow): boolean {
  const { line, column, when, manner, names, ran, loaded } = row;
  if (line !== null || column !== null || names !== undefined) return false;
  return when === "eager" && manner?.length === 0 && ran === true && loaded === true;
}

function readImport(row: Fields, modules: readonly number[], processes: number, checks: FieldChecks): ImportRow {
  const { importer, line, column, ran } = row;
  const names = checks.texts(row.names, "names");
  return {
    importer: isAbsent(importer) ? null : (modules[checks.index(importer, modules.length, "importer")] ?? 0),
    imported: modules[checks.index(row.imported, modules.length, "imported")] ?? 0,
    process: checks.index(row.process, processes, "process"),
    line: isAbsent(line) ? null : checks.int32(line, 1, "line"),
    column: isAbsent(column) ? null : checks.int32(column, 1, "column"),
    when: checks.word(row.when, WHENS, "when"),
    manner: checks.list(row.manner, "manner").map((word, at) => checks.word(word, MANNERS, `manner[${at}]`)),
    ...(names.length === 0 ? {} : { names }),
    ran: isAbsent(ran) ? null : checks.flag(ran, "ran"),
    loaded: checks.flag(row.loaded, "loaded"),
    ...(row.during === undefined ? {} : { during: checks.texts(row.during, "during") }),
  };
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}
