import type { ImportGraph } from "./graph.js";

/**
 * Checks the invariants of a graph (`graph.ts`); for tests and for documents from outside.
 *
 * @throws Error naming the first load that breaks one
 */
export function checkGraph(graph: ImportGraph): void {
  const { loads, modules, processes } = graph;
  const sum = new Float64Array(loads.count);
  const open: number[] = [];
  for (let load = 0; load < loads.count; load++) {
    const importer = loads.importer[load] ?? -1;
    const process = loads.process[load] ?? -1;
    const self = loads.selfUs[load] ?? -1;
    if ((loads.module[load] ?? -1) < 0 || (loads.module[load] ?? 0) >= modules.count) fail(load, "has no module");
    if (process < 0 || process >= processes.length) fail(load, "has no process");
    if (load > 0 && process < (loads.process[load - 1] ?? 0)) fail(load, "stands behind a later process");
    if (!Number.isSafeInteger(self) || self < 0) fail(load, "has no whole self time");
    if (importer >= load) fail(load, "stands before its importer");
    if (importer >= 0 && loads.process[importer] !== process) fail(load, "has an importer in another process");
    // The subtree of each load is contiguous: an importer must be the load before, or one above that.
    while (open.length > 0 && open[open.length - 1] !== importer) open.pop();
    if (importer >= 0 && open.length === 0) fail(load, "is apart from its importer's other loads");
    open.push(load);
  }
  for (let load = loads.count - 1; load >= 0; load--) {
    sum[load] = (sum[load] ?? 0) + (loads.selfUs[load] ?? 0);
    if (sum[load] !== loads.cumulativeUs[load]) fail(load, "has another cumulative time than its parts");
    const importer = loads.importer[load] ?? -1;
    if (importer >= 0) sum[importer] = (sum[importer] ?? 0) + (sum[load] ?? 0);
  }
}

function fail(load: number, what: string): never {
  throw new Error(`load ${load} ${what}`);
}
