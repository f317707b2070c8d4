import type { ImportGraph } from "./graph.js";

/**
 * When each load would begin if a load's loads ran first, one after the other, and its own body after them,
 * microseconds since its process's first load. A log gives durations, not moments: order and nesting are
 * measured, the moment within the importer is not.
 */
export function loadStarts(graph: ImportGraph): Float64Array {
  const { count, importer, process, cumulativeUs } = graph.loads;
  const startUs = new Float64Array(count);
  const nextUs = new Float64Array(count);
  const processUs = new Float64Array(graph.processes.length);
  for (let load = 0; load < count; load++) {
    const above = importer[load] ?? -1;
    const cursor = above >= 0 ? nextUs : processUs;
    const at = above >= 0 ? above : (process[load] ?? 0);
    const start = cursor[at] ?? 0;
    startUs[load] = start;
    nextUs[load] = start;
    cursor[at] = start + (cumulativeUs[load] ?? 0);
  }
  return startUs;
}
