import { UserError } from "../errors.js";
import type { ImportGraph } from "../graph/graph.js";
import type { Warning } from "../graph/profile.js";
import { askPython } from "../io/python.js";
import type { PythonEnvironment } from "../languages/python/environment.js";
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
  const warnings: Warning[] = [];
  const environment = executable === undefined ? null : await ask(executable, warnings);
  const found = python.classify(graph, environment);
  return { graph: placed(found.graph, environment), warnings: [...warnings, ...found.warnings] };
}

/** What was recorded is worth more than names: an interpreter that does not answer costs those alone. */
async function ask(executable: string, warnings: Warning[]): Promise<PythonEnvironment | null> {
  try {
    return await askPython(executable);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const message = `distributions are named by guess: ${error.message}`;
    warnings.push({ code: "environment-unknown", message });
    return null;
  }
}
