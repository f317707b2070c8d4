import type { Edges } from "./dominators.js";

/**
 * The strongly connected components of more than one node, each in ascending order. Tarjan's algorithm without
 * recursion (https://doi.org/10.1137/0201010), linear.
 */
export function components({ nodes, first, to }: Edges): number[][] {
  const index = new Int32Array(nodes).fill(-1);
  const low = new Int32Array(nodes);
  const isOpen = new Uint8Array(nodes);
  const next = first.slice();
  const stack: number[] = [];
  const path: number[] = [];
  const found: number[][] = [];
  let count = 0;
  const enter = (node: number): void => {
    index[node] = low[node] = count++;
    isOpen[node] = 1;
    stack.push(node);
    path.push(node);
  };
  for (let start = 0; start < nodes; start++) {
    if (index[start] !== -1) continue;
    enter(start);
    for (let node = path.at(-1); node !== undefined; node = path.at(-1)) {
      const edge = next[node] ?? 0;
      if (edge < (first[node + 1] ?? 0)) {
        next[node] = edge + 1;
        const there = to[edge] ?? 0;
        if (index[there] === -1) enter(there);
        else if (isOpen[there] === 1) low[node] = Math.min(low[node] ?? 0, index[there] ?? 0);
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above !== undefined) low[above] = Math.min(low[above] ?? 0, low[node] ?? 0);
      if (low[node] !== index[node]) continue;
      const component = stack.splice(stack.lastIndexOf(node));
      for (const member of component) isOpen[member] = 0;
      if (component.length > 1) found.push(component.sort((a, b) => a - b));
    }
  }
  return found;
}
