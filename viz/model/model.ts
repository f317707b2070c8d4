import type { ImportGraph } from "../../src/graph/graph.js";
import { processLabel } from "../../src/graph/process-tree.js";
import { subtreeEnds } from "../../src/graph/subtree.js";
import { type Totals, totals } from "../../src/graph/totals.js";
import { unpackGraph } from "../../src/graph/unpack.js";
import type { ViewData } from "../../src/graph/view-data.js";
import { type Icicle, makeIcicle, nodeOfLoad } from "../layout/icicle.js";
import { type Amounts, amountsOf } from "../text/amounts.js";
import { displayName } from "../text/names.js";
import { type Words, wordsFor } from "../text/words.js";
import { type Comparison, compare, type Shown, type Side, shownSide } from "./compared.js";
import { type PlanModel, planModel } from "./plan.js";

/** What a page shows; made once for each side, never changed. */
export interface Model {
  readonly data: ViewData;
  readonly graph: ImportGraph;
  readonly ends: Int32Array;
  readonly icicle: Icicle;
  readonly totals: Totals;
  readonly words: Words;
  readonly amounts: Amounts;
  /** Null where one start is shown and nothing is compared. */
  readonly compared: (Comparison & { readonly shown: Shown }) | null;
  /** Null where no edits are proposed or refused. */
  readonly plan: PlanModel | null;
}

export function makeModel(data: ViewData): Model {
  const graph = unpackGraph(data.graph);
  if (data.before === undefined) return modelOf(data, graph, null);
  const comparison = compare(unpackGraph(data.before), graph);
  const shown = shownSide(comparison, "both");
  return modelOf(data, shown.graph, { ...comparison, shown });
}

/** The model of another side of the same comparison. */
export function onSide(model: Model, side: Side): Model {
  if (model.compared === null || model.compared.shown.side === side) return model;
  const shown = shownSide(model.compared, side);
  return modelOf(model.data, shown.graph, { ...model.compared, shown });
}

function modelOf(data: ViewData, graph: ImportGraph, compared: Model["compared"]): Model {
  return {
    data,
    graph,
    ends: subtreeEnds(graph),
    icicle: makeIcicle(graph),
    totals: totals(graph),
    words: wordsFor(data.functions === true),
    amounts: amountsOf(graph),
    compared,
    plan: data.plan === undefined ? null : planModel(data.plan, graph),
  };
}

/** A node's counterpart on another side, else that of the nearest importer that is there. */
export function counterpart(from: Model, to: Model, node: number): number {
  if (from.compared === null || to.compared === null) return node;
  let load = from.icicle.load[node] ?? -1;
  if (load < 0) return node < to.icicle.count && (to.icicle.load[node] ?? -1) < 0 ? node : 0;
  for (; load >= 0; load = from.graph.loads.importer[load] ?? -1) {
    const there = to.compared.shown.fromMerged[from.compared.shown.toMerged[load] ?? -1] ?? -1;
    if (there >= 0) return nodeOfLoad(to.icicle, there);
  }
  return 0;
}

/** The name of a node as shown: a module, a process, or everything. */
export function nodeName(model: Model, node: number): string {
  const { icicle, graph } = model;
  const load = icicle.load[node] ?? -1;
  if (load >= 0) return displayName(graph.modules.name[graph.loads.module[load] ?? -1] ?? "");
  const process = icicle.process[node] ?? -1;
  return process >= 0 ? processName(graph, process) : "start";
}

/** Self time of a node, microseconds; 0 for everything and for processes. */
export function nodeSelf(model: Model, node: number): number {
  return model.graph.loads.selfUs[model.icicle.load[node] ?? -1] ?? 0;
}

/** Cumulative time of a node, microseconds. */
export function nodeCumulative(model: Model, node: number): number {
  const { icicle, graph } = model;
  if (!icicle.timed) return 0;
  return graph.loads.cumulativeUs[icicle.load[node] ?? -1] ?? icicle.width[node] ?? 0;
}

/** How many modules a node and all below it are. */
export function nodeModules(model: Model, node: number): number {
  const { icicle, totals } = model;
  const load = icicle.load[node] ?? -1;
  if (load >= 0) return (model.ends[load] ?? 0) - load;
  return node === 0 ? totals.modules : (icicle.end[node] ?? 0) - node - 1;
}

function processName(graph: ImportGraph, process: number): string {
  const label = displayName(processLabel(graph, process));
  const number = `process ${process + 1}`;
  return label === number ? number : `${number}: ${label}`;
}
