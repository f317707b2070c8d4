import { dominators, edgesOf } from "../graph/dominators.js";
import type { ImportGraph } from "../graph/graph.js";
import type { RemovableStart } from "../graph/removable.js";
import type { ModuleNumbers } from "./starts.js";

/**
 * Sets of modules that are worth taking out of a start together: each distribution, each top-level package and each module that,
 * with all that only it leads to, costs at least so much.
 *
 * @returns nodes
 */
export function targetsOf(
  start: RemovableStart,
  graph: ImportGraph,
  numbers: ModuleNumbers,
  leastUs: number,
): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  graph.modules.name.forEach((name, module) => {
    const node = numbers.of(name);
    if ((start.cost[node] ?? 0) === 0) return;
    const distribution = graph.distributions[graph.modules.distribution[module] ?? -1]?.name;
    for (const group of [distribution === undefined ? null : `${distribution} `, name.replace(/\..*/s, "")]) {
      if (group === null) continue;
      const known = groups.get(group);
      if (known === undefined) groups.set(group, [node]);
      else known.push(node);
    }
  });
  const below = dominatedCost(start);
  const found = new Map<string, readonly number[]>();
  const costOf = (nodes: readonly number[]): number => nodes.reduce((sum, node) => sum + (start.cost[node] ?? 0), 0);
  for (const nodes of groups.values()) {
    if (nodes.length > 1 && costOf(nodes) >= leastUs) found.set(nodes.join(), nodes);
  }
  for (let node = 0; node < start.nodes; node++) {
    if ((below[node] ?? 0) >= leastUs) found.set(String(node), [node]);
  }
  return [...found.values()];
}

/** The cost of each node with all that can be reached through it alone. */
function dominatedCost(start: RemovableStart): Float64Array {
  const above = dominators(edgesOf(start.nodes, start.importer, start.imported), start.entries);
  const sum = start.cost.slice();
  // Each node is added to those above it once all below it are in it.
  const waiting = new Int32Array(start.nodes);
  for (const node of above) if (node >= 0) waiting[node] = (waiting[node] ?? 0) + 1;
  const ready: number[] = [];
  for (let node = 0; node < start.nodes; node++) if (waiting[node] === 0) ready.push(node);
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    const up = above[node] ?? -1;
    if (up < 0) continue;
    sum[up] = (sum[up] ?? 0) + (sum[node] ?? 0);
    waiting[up] = (waiting[up] ?? 0) - 1;
    if (waiting[up] === 0) ready.push(up);
  }
  return sum;
}
