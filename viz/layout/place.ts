import { type Icicle, pathTo } from "./icicle.js";

/**
 * What the view is zoomed to: a node, or a run of neighbours below it (an opened "n small"), given by the
 * ordinals of its first and last among the nodes below.
 */
export interface Place {
  readonly node: number;
  readonly run?: { readonly first: number; readonly last: number };
}

/** Rows of importers that stay in sight above what is zoomed. */
const IMPORTERS_SHOWN = 3;

export const EVERYTHING: Place = { node: 0 };

export function samePlace(a: Place, b: Place): boolean {
  return a.node === b.node && a.run?.first === b.run?.first && a.run?.last === b.run?.last;
}

/** Left edge and width of a place, in the icicle's unit. A place without width shows a unit of its surroundings. */
export function extent(icicle: Icicle, place: Place): { from: number; span: number } {
  const from = (node: number) => icicle.start[node] ?? 0;
  const width = (node: number) => icicle.width[node] ?? 0;
  let left = from(place.node);
  let right = left + width(place.node);
  if (place.run !== undefined) {
    const low = icicle.belowFrom[place.node] ?? 0;
    const first = icicle.below[low + place.run.first] ?? 0;
    const last = icicle.below[low + place.run.last] ?? 0;
    left = from(first);
    right = from(last) + width(last);
  }
  return { from: left, span: right > left ? right - left : 1 };
}

/** The place of an "n small" block: its nodes' importer, and which of the nodes below it they are. */
export function runPlace(icicle: Icicle, firstNode: number, lastNode: number): Place {
  const node = icicle.above[firstNode] ?? 0;
  if (firstNode === lastNode) return { node: firstNode };
  const low = icicle.belowFrom[node] ?? 0;
  const high = icicle.belowFrom[node + 1] ?? 0;
  return {
    node,
    run: { first: find(icicle.below, low, high, firstNode) - low, last: find(icicle.below, low, high, lastNode) - low },
  };
}

/** One step out: from a run to its importer, from a node to the one above. */
export function placeAbove(icicle: Icicle, place: Place): Place {
  if (place.run !== undefined) return { node: place.node };
  return { node: Math.max(0, icicle.above[place.node] ?? 0) };
}

/** The first row to show: a place stands near the top, the last of its importers above it. */
export function firstRow(icicle: Icicle, place: Place): number {
  return Math.max(0, (icicle.row[place.node] ?? 0) - IMPORTERS_SHOWN);
}

/** How many rows a place and what is below it reach down to, from row 0. */
export function rowsDownTo(icicle: Icicle, place: Place): number {
  let deepest = icicle.row[place.node] ?? 0;
  for (let at = place.node; at < (icicle.end[place.node] ?? 0); at++) deepest = Math.max(deepest, icicle.row[at] ?? 0);
  return deepest + 1;
}

/** Nodes stand in ascending order among the nodes below one. */
function find(below: Int32Array, from: number, to: number, node: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((below[middle] ?? 0) < node) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The places from everything down to a place, for breadcrumbs. */
export function placesTo(icicle: Icicle, place: Place): Place[] {
  const places: Place[] = pathTo(icicle, place.node).map((node) => ({ node }));
  return place.run === undefined ? places : [...places, place];
}
