import type { ImportGraph } from "../graph/graph.js";

/**
 * What each load costs the whole start: its own time, and its share of what the garbage collector and the end of the process
 * take, which is by the objects that it made. Good for ranking; what is shown as a saving is measured.
 *
 * @returns microseconds by load
 */
export function weigh(graph: ImportGraph): (load: number) => number {
  const { loads, recorded } = graph;
  const objectsOf = (load: number): number => recorded?.loads?.get(load)?.objects ?? 0;
  let objects = 0;
  for (let load = 0; load < loads.count; load++) objects += objectsOf(load);
  const { collectorUs, teardownUs } = recorded?.anatomy ?? {};
  const shared = (collectorUs ?? 0) + (teardownUs ?? 0);
  const each = objects === 0 ? 0 : shared / objects;
  return (load) => (loads.selfUs[load] ?? 0) + objectsOf(load) * each;
}
