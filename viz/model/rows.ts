import type { ImportGraph } from "../../src/graph/graph.js";
import { type DistributionGroup, distributionGroups } from "../../src/graph/groups.js";
import { groupSpans } from "../../src/graph/spans.js";
import type { Model } from "./model.js";

export type SortKey = "name" | "self" | "cumulative" | "modules" | "share" | "before" | "after" | "change";

export interface Sort {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** All loads in the order of a sort; ties stand in the order of loading. */
export function sortedLoads(model: Model, { key, descending }: Sort): Int32Array {
  const { graph, ends } = model;
  const { count, module, selfUs, cumulativeUs } = graph.loads;
  const order = Int32Array.from({ length: count }, (_, load) => load);
  const sign = descending ? -1 : 1;
  if (key === "name") {
    const names = graph.modules.name;
    const rank = ranks(names);
    return order.sort((a, b) => sign * ((rank[module[a] ?? 0] ?? 0) - (rank[module[b] ?? 0] ?? 0)) || a - b);
  }
  const value =
    key === "modules"
      ? Float64Array.from(ends, (end, load) => end - load)
      : key === "cumulative"
        ? cumulativeUs
        : selfUs;
  return order.sort((a, b) => sign * ((value[a] ?? 0) - (value[b] ?? 0)) || a - b);
}

/** Place of each name among all, in the order of their characters; equal names have equal places. */
function ranks(names: readonly string[]): Int32Array {
  const order = Int32Array.from({ length: names.length }, (_, index) => index);
  order.sort((a, b) => ((names[a] ?? "") < (names[b] ?? "") ? -1 : (names[a] ?? "") > (names[b] ?? "") ? 1 : 0));
  const rank = new Int32Array(names.length);
  let at = -1;
  for (const [place, index] of order.entries()) {
    if (place === 0 || names[index] !== names[order[place - 1] ?? 0]) at++;
    rank[index] = at;
  }
  return rank;
}

/** The loads of an order that are shown. */
export function onlyShown(order: Int32Array, shown: Uint8Array | null): Int32Array {
  return shown === null ? order : order.filter((load) => shown[load] === 1);
}

export interface DistributionRows {
  readonly rows: readonly (DistributionGroup & { readonly cumulativeUs: number })[];
  /** Row of each load. */
  readonly ofLoad: Int32Array;
}

/** The distributions with their cumulative times, heaviest first. */
export function distributionRows(model: Model): DistributionRows {
  const { graph, ends } = model;
  const groups = distributionGroups(graph);
  const rowOf = new Map<string, number>();
  for (const [row, group] of groups.entries()) rowOf.set(keyOf(graph, group.firstLoad), row);
  const ofLoad = Int32Array.from({ length: graph.loads.count }, (_, load) => rowOf.get(keyOf(graph, load)) ?? -1);
  const spans = groupSpans(graph, ofLoad, groups.length, ends);
  return { rows: groups.map((group, row) => ({ ...group, cumulativeUs: spans[row] ?? 0 })), ofLoad };
}

function keyOf(graph: ImportGraph, load: number): string {
  const module = graph.loads.module[load] ?? 0;
  return `${graph.modules.distribution[module] ?? -1} ${graph.modules.origin[module] ?? 0}`;
}

/** Rows of distributions in the order of a sort, of those that hold a shown load. */
export function sortedDistributions(made: DistributionRows, sort: Sort, shown: Uint8Array | null): Int32Array {
  const present = new Uint8Array(made.rows.length).fill(shown === null ? 1 : 0);
  if (shown !== null) for (const [load, row] of made.ofLoad.entries()) if (shown[load] === 1) present[row] = 1;
  const sign = sort.descending ? -1 : 1;
  const order = Int32Array.from(made.rows.keys()).filter((row) => present[row] === 1);
  const value = (index: number): number => {
    const row = made.rows[index];
    if (row === undefined) return 0;
    return sort.key === "modules" ? row.modules : sort.key === "cumulative" ? row.cumulativeUs : row.us;
  };
  const name = (index: number) => made.rows[index]?.distribution ?? made.rows[index]?.origin ?? "";
  if (sort.key === "name")
    return order.sort((a, b) => sign * (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0) || a - b);
  return order.sort((a, b) => sign * (value(a) - value(b)) || a - b);
}
