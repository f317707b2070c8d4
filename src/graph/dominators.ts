/** A directed graph from node to node, the edges of a node beside each other. */
export interface Edges {
  /** Number of nodes. */
  readonly nodes: number;
  /** First edge of each node in `to`; one entry more than nodes. */
  readonly first: Int32Array;
  /** Where each edge leads. */
  readonly to: Int32Array;
}

/** @returns the edges `from[i]` to `to[i]`, sorted by where they begin, their order kept otherwise */
export function edgesOf(nodes: number, from: Int32Array, to: Int32Array): Edges {
  const first = new Int32Array(nodes + 1);
  for (const node of from) first[node + 1] = (first[node + 1] ?? 0) + 1;
  for (let node = 0; node < nodes; node++) first[node + 1] = (first[node + 1] ?? 0) + (first[node] ?? 0);
  const next = first.slice();
  const sorted = new Int32Array(to.length);
  for (let edge = 0; edge < to.length; edge++) {
    const node = from[edge] ?? 0;
    const place = next[node] ?? 0;
    next[node] = place + 1;
    sorted[place] = to[edge] ?? 0;
  }
  return { nodes, first, to: sorted };
}

/**
 * The immediate dominator of each node: the nearest other node that every way from the roots leads through.
 * Lengauer and Tarjan's algorithm with path compression, O(edges × log nodes), without recursion
 * (https://doi.org/10.1145/357062.357071).
 *
 * @param roots where ways begin; all of them stand under one node that is not shown
 * @returns a node, -1 where no single node lies on every way, -2 for a node that no root reaches
 */
export function dominators(edges: Edges, roots: readonly number[]): Int32Array {
  const walk = depthFirst(edges, roots);
  const { count, node, above } = walk;
  const semi = Int32Array.from({ length: count }, (_, at) => at);
  const ancestor = new Int32Array(count).fill(-1);
  const label = semi.slice();
  const idom = new Int32Array(count);
  const bucket = new Int32Array(count).fill(-1);
  const nextInBucket = new Int32Array(count).fill(-1);
  const before = predecessors(edges, walk);
  const path: number[] = [];

  /** The place with the least semidominator on the way up from `at`, the way shortened behind us. */
  function least(at: number): number {
    if ((ancestor[at] ?? -1) < 0) return at;
    path.length = 0;
    for (let up = at; (ancestor[ancestor[up] ?? 0] ?? -1) >= 0; up = ancestor[up] ?? 0) path.push(up);
    for (let place = path.pop(); place !== undefined; place = path.pop()) {
      const up = ancestor[place] ?? 0;
      if ((semi[label[up] ?? 0] ?? 0) < (semi[label[place] ?? 0] ?? 0)) label[place] = label[up] ?? 0;
      ancestor[place] = ancestor[up] ?? -1;
    }
    return label[at] ?? at;
  }

  for (let at = count - 1; at > 0; at--) {
    for (let edge = before.first[at] ?? 0; edge < (before.first[at + 1] ?? 0); edge++) {
      const found = semi[least(before.to[edge] ?? 0)] ?? 0;
      if (found < (semi[at] ?? 0)) semi[at] = found;
    }
    const of = semi[at] ?? 0;
    nextInBucket[at] = bucket[of] ?? -1;
    bucket[of] = at;
    const up = above[at] ?? 0;
    ancestor[at] = up;
    for (let held = bucket[up] ?? -1; held >= 0; held = nextInBucket[held] ?? -1) {
      const lowest = least(held);
      idom[held] = (semi[lowest] ?? 0) < (semi[held] ?? 0) ? lowest : up;
    }
    bucket[up] = -1;
  }
  const dominator = new Int32Array(edges.nodes).fill(-2);
  for (let at = 1; at < count; at++) {
    if (idom[at] !== semi[at]) idom[at] = idom[idom[at] ?? 0] ?? 0;
    dominator[node[at] ?? 0] = node[idom[at] ?? 0] ?? -1;
  }
  return dominator;
}

/** Nodes in the order in which a depth-first walk meets them; place 0 is the node above all roots. */
interface Walk {
  count: number;
  /** Node at each place; -1 at place 0. */
  node: Int32Array;
  /** Place of the node from which each was met. */
  above: Int32Array;
  /** Place of each node, -1 for a node that is not reached. */
  place: Int32Array;
  roots: readonly number[];
}

function depthFirst(edges: Edges, roots: readonly number[]): Walk {
  const node = new Int32Array(edges.nodes + 1).fill(-1);
  const above = new Int32Array(edges.nodes + 1);
  const place = new Int32Array(edges.nodes).fill(-1);
  const next = edges.first.slice();
  let count = 1;
  const meet = (met: number, from: number): number => {
    node[count] = met;
    above[count] = from;
    place[met] = count;
    return count++;
  };
  for (const root of roots) {
    if ((place[root] ?? 0) >= 0) continue;
    let at = meet(root, 0);
    while (at > 0) {
      const here = node[at] ?? 0;
      const edge = next[here] ?? 0;
      if (edge === edges.first[here + 1]) {
        at = above[at] ?? 0;
        continue;
      }
      next[here] = edge + 1;
      const there = edges.to[edge] ?? 0;
      if ((place[there] ?? 0) < 0) at = meet(there, at);
    }
  }
  return { count, node, above, place, roots };
}

/** For each place the places with an edge to it; a root has one from place 0. */
function predecessors(edges: Edges, { count, node, place, roots }: Walk): Edges {
  let size = roots.length;
  for (let at = 1; at < count; at++) size += degree(edges, node[at] ?? 0);
  const from = new Int32Array(size);
  const to = new Int32Array(size);
  let edge = 0;
  for (const root of roots) from[edge++] = place[root] ?? 0;
  for (let at = 1; at < count; at++) {
    const here = node[at] ?? 0;
    for (let out = edges.first[here] ?? 0; out < (edges.first[here + 1] ?? 0); out++) {
      from[edge] = place[edges.to[out] ?? 0] ?? 0;
      to[edge++] = at;
    }
  }
  return edgesOf(count, from, to);
}

function degree(edges: Edges, node: number): number {
  return (edges.first[node + 1] ?? 0) - (edges.first[node] ?? 0);
}
