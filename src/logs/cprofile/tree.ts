import { dominators, edgesOf } from "../../graph/dominators.js";
import { rootsOf } from "../../graph/roots.js";
import type { Calls } from "./calls.js";

/** Functions as a tree, each under the nearest one that every call to it went through. */
export interface CallTree {
  /** Functions, each behind the one above it and beside what belongs to it; the heaviest first. */
  order: Int32Array;
  /** The function above each, -1 for none. */
  above: Int32Array;
}

/**
 * pstats has edges and no tree. A function's immediate dominator in the graph of calls is what all its time
 * can be said to belong to without a guess: cumulative times are exact and nothing counts twice.
 *
 * @param us self time of each function
 */
export function callTree({ functions, callers, callees }: Calls, us: Float64Array): CallTree {
  const nodes = functions.length;
  const from = Int32Array.from(callers);
  const to = Int32Array.from(callees);
  const forward = edgesOf(nodes, from, to);
  const seconds = Float64Array.from(functions, ({ times }) => times?.seconds ?? 0);
  const above = dominators(forward, rootsOf(forward, edgesOf(nodes, to, from), seconds));
  const lists = belowLists(above, null);
  const cumulativeUs = us.slice();
  const anyOrder = preorder(lists, nodes);
  for (let at = nodes - 1; at >= 0; at--) {
    const node = anyOrder[at] ?? 0;
    const over = above[node] ?? -1;
    if (over >= 0) cumulativeUs[over] = (cumulativeUs[over] ?? 0) + (cumulativeUs[node] ?? 0);
  }
  return { order: preorder(belowLists(above, cumulativeUs), nodes), above };
}

/** For each node the first below it and the next beside it; the last entry of `first` stands for the roots. */
interface BelowLists {
  first: Int32Array;
  next: Int32Array;
}

function belowLists(above: Int32Array, weight: Float64Array | null): BelowLists {
  const nodes = above.length;
  const first = new Int32Array(nodes + 1).fill(-1);
  const next = new Int32Array(nodes).fill(-1);
  const order = Int32Array.from({ length: nodes }, (_, node) => node);
  if (weight !== null) order.sort((a, b) => (weight[b] ?? 0) - (weight[a] ?? 0) || a - b);
  for (let at = nodes - 1; at >= 0; at--) {
    const node = order[at] ?? 0;
    const over = above[node] ?? -1;
    const list = over < 0 ? nodes : over;
    next[node] = first[list] ?? -1;
    first[list] = node;
  }
  return { first, next };
}

function preorder({ first, next }: BelowLists, nodes: number): Int32Array {
  const order = new Int32Array(nodes);
  const open = [first[nodes] ?? -1];
  let count = 0;
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node < 0) continue;
    order[count++] = node;
    open.push(next[node] ?? -1, first[node] ?? -1);
  }
  return order;
}
