import type { Icicle } from "../layout/icicle.js";
import type { State } from "../state.js";

/** Shows a node among its neighbours: zooms to it, or to its importer where it loaded nothing itself. */
export function reveal(state: State, node: number): void {
  const { icicle } = state.model;
  const alone = (icicle.end[node] ?? 0) === node + 1;
  state.goTo({ node: alone ? Math.max(0, icicle.above[node] ?? 0) : node }, node);
}

/** Moves the focus; what is outside the zoomed part is zoomed to by its importer. */
export function moveFocus(state: State, node: number): void {
  const { icicle } = state.model;
  const zoomed = state.place.node;
  const inside = node >= zoomed && node < (icicle.end[zoomed] ?? 0);
  const around = zoomed >= node && zoomed < (icicle.end[node] ?? 0);
  if (inside || around) state.setFocus(node);
  else state.goTo({ node: Math.max(0, icicle.above[node] ?? 0) }, node);
}

/** The node one step away from a node, the node itself where there is none. */
export function neighbour(icicle: Icicle, node: number, key: string): number {
  if (key === "ArrowUp") return Math.max(0, icicle.above[node] ?? 0);
  if (key === "ArrowDown") return (icicle.end[node] ?? 0) > node + 1 ? node + 1 : node;
  const above = icicle.above[node] ?? -1;
  if (above < 0) return node;
  const low = icicle.belowFrom[above] ?? 0;
  const high = icicle.belowFrom[above + 1] ?? 0;
  const at = position(icicle, node) - 1;
  const next = key === "ArrowRight" ? Math.min(at + 1, high - low - 1) : Math.max(at - 1, 0);
  return icicle.below[low + next] ?? node;
}

/** Place of a node among its neighbours, from 1. */
export function position(icicle: Icicle, node: number): number {
  const above = icicle.above[node] ?? -1;
  if (above < 0) return 1;
  let low = icicle.belowFrom[above] ?? 0;
  const from = low;
  let high = icicle.belowFrom[above + 1] ?? 0;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((icicle.below[middle] ?? 0) < node) low = middle + 1;
    else high = middle;
  }
  return low - from + 1;
}
