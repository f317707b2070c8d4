import type { Edges } from "./dominators.js";

/**
 * Where ways through a graph begin: the nodes that nothing leads to, and one node of each cycle that nothing
 * outside leads to. From them every node is reached, and without any one of them some would not be.
 *
 * @param edges in both directions, an edge of a node to itself counts for nothing
 * @param weight of a node; the heaviest of a cycle stands for it
 */
export function rootsOf(forward: Edges, backward: Edges, weight: Float64Array): number[] {
  const reached = new Uint8Array(forward.nodes);
  const roots: number[] = [];
  for (let node = 0; node < forward.nodes; node++) {
    if (!hasOther(backward, node)) roots.push(node);
  }
  for (const root of roots) mark(forward, root, reached);
  // Of the nodes left, the last to finish in a depth-first walk lies in a cycle that nothing left leads to
  // (Kosaraju and Sharir); what leads to it is that cycle.
  const finished = finishOrder(forward, reached);
  const inCycle = new Uint8Array(forward.nodes);
  for (let at = finished.length - 1; at >= 0; at--) {
    const node = finished[at] ?? 0;
    if (reached[node] === 1) continue;
    const root = heaviest(mark(backward, node, inCycle), weight);
    roots.push(root);
    mark(forward, root, reached);
  }
  return roots;
}

function hasOther(edges: Edges, node: number): boolean {
  for (let edge = edges.first[node] ?? 0; edge < (edges.first[node + 1] ?? 0); edge++) {
    if (edges.to[edge] !== node) return true;
  }
  return false;
}

/**
 * Marks what can be reached from a node.
 *
 * @returns what was not marked before, the node itself first
 */
function mark(edges: Edges, start: number, reached: Uint8Array): number[] {
  const met: number[] = [];
  const open = [start];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (reached[node] === 1) continue;
    reached[node] = 1;
    met.push(node);
    for (let edge = edges.first[node] ?? 0; edge < (edges.first[node + 1] ?? 0); edge++) {
      const there = edges.to[edge] ?? 0;
      if (reached[there] === 0) open.push(there);
    }
  }
  return met;
}

function heaviest(nodes: readonly number[], weight: Float64Array): number {
  return nodes.reduce((best, node) => ((weight[node] ?? 0) > (weight[best] ?? 0) ? node : best));
}

/** The nodes that are not reached yet, in the order in which a depth-first walk leaves them. */
function finishOrder(edges: Edges, reached: Uint8Array): number[] {
  const met = reached.slice();
  const next = edges.first.slice();
  const finished: number[] = [];
  const path: number[] = [];
  for (let start = 0; start < edges.nodes; start++) {
    if (met[start] === 1) continue;
    met[start] = 1;
    path.push(start);
    for (let node = path[path.length - 1]; node !== undefined; node = path[path.length - 1]) {
      const edge = next[node] ?? 0;
      if (edge === edges.first[node + 1]) {
        finished.push(node);
        path.pop();
        continue;
      }
      next[node] = edge + 1;
      const there = edges.to[edge] ?? 0;
      if (met[there] === 1) continue;
      met[there] = 1;
      path.push(there);
    }
  }
  return finished;
}
