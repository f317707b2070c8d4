import type { ImportGraph } from "../graph/graph.js";
import type { Warning } from "../graph/profile.js";
import { askPython } from "../io/python.js";
import { python } from "../languages/python/python.js";
import { placed } from "./placed.js";

/**
 * Origins and distributions of a recorded graph, from the environment of the interpreter that ran.
 *
 * @param executable path or name of that Python; undefined where none ran
 */
export async function classified(
  graph: ImportGraph,
  executable: string | undefined,
): Promise<{ graph: ImportGraph; warnings: readonly Warning[] }> {
  const environment = executable === undefined ? null : await askPython(executable);
  const found = python.classify(graph, environment);
  return { graph: placed(found.graph, environment), warnings: found.warnings };
}
