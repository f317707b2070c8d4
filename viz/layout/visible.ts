import { BLOCK_NODE, BLOCK_SELF, BLOCK_SMALL, type Blocks } from "./blocks.js";
import type { Icicle } from "./icicle.js";

/** Nodes narrower than this (pixels) are drawn together with their narrow neighbours. */
export const NARROWEST = 2;

/** The part of the icicle that is looked at. */
export interface Window {
  /** Left edge and width, in the icicle's own unit. */
  readonly from: number;
  readonly span: number;
  /** Width in pixels. */
  readonly width: number;
  /** Rows to lay out, from row 0. */
  readonly rows: number;
}

/**
 * Lays out what a window shows. Walks down from node 0, enters only nodes that are wide enough and inside
 * the window, and jumps over runs of narrow neighbours by bisection, so the work grows with what is drawn
 * and not with the graph.
 */
export function layoutVisible(icicle: Icicle, window: Window, blocks: Blocks): void {
  const { start, width, below, belowFrom, end } = icicle;
  const scale = window.span > 0 ? window.width / window.span : 0;
  const to = window.from + window.span;
  const narrow = scale > 0 ? NARROWEST / scale : Number.POSITIVE_INFINITY;
  const pixel = (at: number) => Math.min(Math.max((at - window.from) * scale, 0), window.width);
  blocks.clear();
  blocks.add(BLOCK_NODE, 0, 0, pixel(0), pixel(width[0] ?? 0));
  blocks.endRow();

  const endOf = (at: number) => {
    const node = below[at] ?? 0;
    return (start[node] ?? 0) + (width[node] ?? 0);
  };
  /** First place in `below` at or after `low` whose node ends after `limit`; `high` for none. */
  const firstEndingAfter = (from: number, high: number, limit: number) => {
    let low = from;
    let above = high;
    while (low < above) {
      const middle = (low + above) >> 1;
      if (endOf(middle) > limit) above = middle;
      else low = middle + 1;
    }
    return low;
  };
  const addSmall = (from: number, behind: number) => {
    const first = below[from] ?? 0;
    const last = below[behind - 1] ?? 0;
    const alone = from + 1 === behind && (end[first] ?? 0) === first + 1;
    const left = pixel(start[first] ?? 0);
    const right = pixel(endOf(behind - 1));
    blocks.add(alone ? BLOCK_NODE : BLOCK_SMALL, first, last, left, right);
  };
  const addBelow = (node: number) => {
    const high = belowFrom[node + 1] ?? 0;
    const low = belowFrom[node] ?? 0;
    if (low === high) return;
    let at = firstEndingAfter(low, high, window.from);
    // Loads without width at the window's left edge belong to it.
    while (at > low && (start[below[at - 1] ?? 0] ?? 0) >= window.from) at--;
    let small = -1;
    for (; at < high; ) {
      const next = below[at] ?? 0;
      const from = start[next] ?? 0;
      const span = width[next] ?? 0;
      // Loads without width at the window's right edge belong to it too.
      if (from > to || (from === to && span > 0)) break;
      if (span < narrow) {
        if (small < 0) small = at;
        at = Math.max(at + 1, firstEndingAfter(at, high, from + narrow));
        continue;
      }
      if (small >= 0) addSmall(small, at);
      small = -1;
      blocks.add(BLOCK_NODE, next, next, pixel(from), pixel(from + span));
      at++;
    }
    if (small >= 0) addSmall(small, at);
    const selfFrom = endOf(high - 1);
    const selfTo = (start[node] ?? 0) + (width[node] ?? 0);
    if (selfTo - selfFrom >= narrow && selfFrom < to && selfTo > window.from)
      blocks.add(BLOCK_SELF, node, node, pixel(selfFrom), pixel(selfTo));
  };

  for (let row = 0; row + 1 < window.rows; row++) {
    const behind = blocks.rowFrom[row + 1] ?? 0;
    for (let block = blocks.rowFrom[row] ?? 0; block < behind; block++) {
      const node = blocks.first[block] ?? 0;
      if (blocks.kind[block] === BLOCK_NODE && (width[node] ?? 0) >= narrow) addBelow(node);
    }
    if (blocks.count === behind) break;
    blocks.endRow();
  }
}
