import type { NodeLoad } from "./load-table.js";

/** Depth first, the order of beginning kept among the loads of one load; importers as indices of the new order. */
export function inTreeOrder(loads: readonly NodeLoad[]): NodeLoad[] {
  const loadsOf: number[][] = loads.map(() => []);
  const roots: number[] = [];
  loads.forEach(({ importer }, at) => {
    (importer < at ? (loadsOf[importer] ?? roots) : roots).push(at);
  });
  const ordered: NodeLoad[] = [];
  const place = new Int32Array(loads.length).fill(-1);
  const open = roots.reverse();
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const load = loads[at];
    if (load === undefined) continue;
    place[at] = ordered.push({ ...load, importer: place[load.importer] ?? -1 }) - 1;
    for (const inner of (loadsOf[at] ?? []).reverse()) open.push(inner);
  }
  return ordered;
}
