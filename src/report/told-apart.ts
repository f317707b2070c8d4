import type { ImportGraph } from "../graph/graph.js";
import { processLabel } from "../graph/process-tree.js";

/** So that a long command leaves room for the module. */
const MOST = 24;

/**
 * Names for the rows of a list: a module that stands in it for several processes is named with each of them.
 *
 * @param rows module names, each with the index of its process
 */
export function toldApart(
  graph: ImportGraph,
  rows: readonly { readonly module: string; readonly process: number }[],
): string[] {
  const times = new Map<string, number>();
  for (const { module } of rows) times.set(module, (times.get(module) ?? 0) + 1);
  const labels = graph.processes.map((_, process) => processLabel(graph, process));
  return rows.map(({ module, process }) => {
    if (times.get(module) === 1) return module;
    const label = labels[process] ?? "";
    const isOnlyOne = labels.filter((each) => each === label).length === 1 && label.length <= MOST;
    return `${module} (${isOnlyOne ? label : `process ${process + 1}`})`;
  });
}
