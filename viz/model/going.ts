import { formatCount } from "../text/time.js";
import type { Model } from "./model.js";
import type { PlanEffect } from "./plan.js";

/** How much of some neighbours in the picture, with all below them, would be loaded no more. */
export interface Going {
  readonly modules: number;
  /** How many they are. */
  readonly of: number;
  /** Own times of those that would go, microseconds. */
  readonly us: number;
}

/** @param first node, @param last its neighbour at the right, or itself @returns null for a process without loads */
export function goingIn(model: Model, effect: PlanEffect, first: number, last: number): Going | null {
  const { icicle, graph, ends } = model;
  let from = icicle.load[first] ?? -1;
  let to = ends[icicle.load[last] ?? -1] ?? 0;
  if (from < 0) {
    const process = icicle.process[first] ?? -1;
    from = process < 0 ? 0 : graph.loads.process.indexOf(process);
    to = process < 0 ? graph.loads.count : graph.loads.process.lastIndexOf(process) + 1;
    if (from < 0) return null;
  }
  return {
    modules: (effect.goneBefore[to] ?? 0) - (effect.goneBefore[from] ?? 0),
    of: to - from,
    us: (effect.goneUsBefore[to] ?? 0) - (effect.goneUsBefore[from] ?? 0),
  };
}

/** What the panel says of a node with the chosen proposals. */
export function planFacts(model: Model, effect: PlanEffect | null, node: number): [string, string][] {
  if (effect === null) return [];
  const load = model.icicle.load[node] ?? -1;
  const going = goingIn(model, effect, node, node);
  if (going === null) return [];
  const isGone = effect.gone[load] === 1;
  const amount =
    going.modules === 0
      ? `none of ${formatCount(going.of)}`
      : `${formatCount(going.modules)} of ${formatCount(going.of)}, ${model.amounts.text(going.us)}`;
  const own: [string, string][] = load < 0 ? [] : [["With the plan", isGone ? "would go" : stays(model, effect, load)]];
  return [...own, ...(load >= 0 && going.of === 1 ? [] : [["Would go", amount] as [string, string]])];
}

/** What stays under an importer that goes is asked for by another one too. */
function stays({ graph }: Model, { gone }: PlanEffect, load: number): string {
  const importer = graph.loads.importer[load] ?? -1;
  return gone[importer] === 1 ? "stays: another import loads it" : "stays";
}
