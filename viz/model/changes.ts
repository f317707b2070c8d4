import type { ModuleSum } from "../../src/graph/module-sums.js";
import { topmost } from "../../src/graph/topmost.js";
import { ORIGINS } from "../../src/graph/vocabulary.js";
import { displayName } from "../text/names.js";
import type { Comparison } from "./compared.js";
import { ORIGIN_LABELS } from "./grouping.js";
import type { Sort } from "./rows.js";

/** A row of the table of a comparison; times are microseconds. */
export interface ChangeRow {
  readonly name: string;
  /** Who imports it; "" where that is not said. */
  readonly importer: string;
  /** The load of the merged graph that the row leads to. */
  readonly load: number;
  beforeUs: number;
  afterUs: number;
  beforeModules: number;
  afterModules: number;
}

export interface ChangeRows {
  readonly rows: readonly ChangeRow[];
  /** Row of each load of the merged graph, -1 for none. */
  readonly ofLoad: Int32Array;
}

/** What came and went, each by the import that brought it with all that it brought, and what grew and shrank. */
export function changeRows(comparison: Comparison): ChangeRows {
  const { before, after, diff, merged } = comparison;
  const rows: ChangeRow[] = [];
  const importerOf = (load: number): string => {
    const { loads, modules } = merged.graph;
    const importer = loads.importer[load] ?? -1;
    return importer < 0 ? "" : displayName(modules.name[loads.module[importer] ?? -1] ?? "");
  };
  const add = (sum: ModuleSum, load: number, was: [number, number], is: [number, number]) =>
    rows.push({
      name: displayName(sum.name),
      importer: importerOf(load),
      load,
      beforeUs: was[0],
      afterUs: is[0],
      beforeModules: was[1],
      afterModules: is[1],
    });
  const named = (sums: readonly ModuleSum[]) => new Map(sums.map((sum) => [sum.name, sum]));
  for (const { module, us, loads } of topmost(after, named(diff.added)))
    add(module, merged.ofAfter[module.firstLoad] ?? 0, [0, 0], [us, loads]);
  for (const { module, us, loads } of topmost(before, named(diff.removed)))
    add(module, merged.ofBefore[module.firstLoad] ?? 0, [us, loads], [0, 0]);
  for (const { before: was, after: is } of diff.changed)
    add(is, merged.ofAfter[is.firstLoad] ?? 0, [was.selfUs, was.loads], [is.selfUs, is.loads]);
  const ofLoad = new Int32Array(merged.graph.loads.count).fill(-1);
  for (const [row, { load }] of rows.entries()) ofLoad[load] = row;
  return { rows, ofLoad };
}

/** Every load of either start, by its own time. */
export function loadRows({ merged, counts }: Comparison): ChangeRows {
  const { graph, beforeUs, afterUs } = merged;
  const has = (sums: Int32Array, load: number) => (sums[load + 1] ?? 0) - (sums[load] ?? 0);
  const rows = Array.from({ length: graph.loads.count }, (_, load) => ({
    name: displayName(graph.modules.name[graph.loads.module[load] ?? -1] ?? ""),
    importer: "",
    load,
    beforeUs: beforeUs[load] ?? 0,
    afterUs: afterUs[load] ?? 0,
    beforeModules: has(counts.before, load),
    afterModules: has(counts.after, load),
  }));
  return { rows, ofLoad: Int32Array.from(rows.keys()) };
}

/** By distribution, else by origin. */
export function groupRows({ merged, counts }: Comparison): ChangeRows {
  const { graph, beforeUs, afterUs } = merged;
  const { loads, modules, distributions } = graph;
  const rows: ChangeRow[] = [];
  const rowOf = new Map<string, number>();
  const ofLoad = new Int32Array(loads.count);
  for (let load = 0; load < loads.count; load++) {
    const module = loads.module[load] ?? 0;
    const distribution = distributions[modules.distribution[module] ?? -1]?.name ?? null;
    const origin = ORIGINS[modules.origin[module] ?? 0] ?? "dependency";
    const key = JSON.stringify([distribution, origin]);
    let row = rowOf.get(key);
    if (row === undefined) {
      const none = { beforeUs: 0, afterUs: 0, beforeModules: 0, afterModules: 0 };
      const name = distribution === null ? ORIGIN_LABELS[origin] : displayName(distribution);
      row = rows.push({ name, importer: "", load, ...none }) - 1;
      rowOf.set(key, row);
    }
    ofLoad[load] = row;
    const sum = rows[row];
    if (sum === undefined) continue;
    sum.beforeUs += beforeUs[load] ?? 0;
    sum.afterUs += afterUs[load] ?? 0;
    sum.beforeModules += (counts.before[load + 1] ?? 0) - (counts.before[load] ?? 0);
    sum.afterModules += (counts.after[load + 1] ?? 0) - (counts.after[load] ?? 0);
  }
  return { rows, ofLoad };
}

/** Rows in the order of a sort; changes by their size, whatever their sign. */
export function sortedRows({ rows }: ChangeRows, { key, descending }: Sort): Int32Array {
  const order = Int32Array.from(rows.keys());
  const sign = descending ? -1 : 1;
  const at = (row: number) => rows[row];
  if (key === "name") {
    const name = (row: number) => at(row)?.name ?? "";
    return order.sort((a, b) => sign * (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0) || a - b);
  }
  const values = Float64Array.from(rows, (row) =>
    key === "before"
      ? row.beforeUs
      : key === "after"
        ? row.afterUs
        : key === "modules"
          ? Math.abs(row.afterModules - row.beforeModules)
          : Math.abs(row.afterUs - row.beforeUs),
  );
  return order.sort((a, b) => sign * ((values[a] ?? 0) - (values[b] ?? 0)) || a - b);
}
