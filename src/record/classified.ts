import type { ImportGraph } from "../graph/graph.js";
import type { Warning } from "../graph/profile.js";
import { askPython } from "../io/python.js";
import { python } from "../languages/python/python.js";
import type { RecordedProcess } from "../languages/recording.js";
import { placed } from "./placed.js";

/** Origins and distributions of a recorded graph, from the environments of the interpreters that ran. */
export async function classified(
  graph: ImportGraph,
  processes: readonly RecordedProcess[],
): Promise<{ graph: ImportGraph; warnings: readonly Warning[] }> {
  const executable = processes.find(({ language }) => language === "python")?.executable;
  const environment = executable === undefined ? null : await askPython(executable);
  const found = python.classify(graph, environment);
  return { graph: placed(found.graph, environment), warnings: found.warnings };
}
