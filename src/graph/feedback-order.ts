import type { Edges } from "./dominators.js";

/**
 * An order of the nodes in which few edges lead back. Eades, Lin and Smyth's greedy heuristic
 * (https://doi.org/10.1016/0020-0190(93)90079-O).
 *
 * @param forward and backward are the same edges in both directions
 * @returns the place of each node in the order
 */
export function feedbackOrder(forward: Edges, backward: Edges): Int32Array {
  const { nodes } = forward;
  const out = degrees(forward);
  const into = degrees(backward);
  const place = new Int32Array(nodes).fill(-1);
  let front = 0;
  let back = nodes - 1;
  const ready: number[] = [];
  const take = (node: number, isLast: boolean): void => {
    place[node] = isLast ? back-- : front++;
    for (const [edges, degree] of [
      [forward, into],
      [backward, out],
    ] as const) {
      for (let edge = edges.first[node] ?? 0; edge < (edges.first[node + 1] ?? 0); edge++) {
        const other = edges.to[edge] ?? 0;
        degree[other] = (degree[other] ?? 0) - 1;
        if (degree[other] === 0 && place[other] === -1) ready.push(other);
      }
    }
  };
  for (let node = 0; node < nodes; node++) if (out[node] === 0 || into[node] === 0) ready.push(node);
  for (;;) {
    for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
      if (place[node] === -1) take(node, out[node] === 0);
    }
    let best = -1;
    for (let node = 0; node < nodes; node++) {
      if (place[node] !== -1) continue;
      if (best < 0 || (out[node] ?? 0) - (into[node] ?? 0) > (out[best] ?? 0) - (into[best] ?? 0)) best = node;
    }
    if (best < 0) return place;
    take(best, false);
  }
}

function degrees({ nodes, first }: Edges): Int32Array {
  return Int32Array.from({ length: nodes }, (_, node) => (first[node + 1] ?? 0) - (first[node] ?? 0));
}
