import type { AskPython } from "../io/python-batch.js";
import { javaScriptProject } from "./javascript/project.js";
import type { OptimizeOptions } from "./options.js";
import type { OptimizedProject } from "./project.js";
import { pythonProject } from "./python/project.js";
import type { RecordedStart } from "./starts.js";

/**
 * The project as its language sees it: the one place of planning that knows which there are.
 *
 * @param ask asks Python, by default an interpreter of the project's own
 * @throws UserError where its sources can't be read
 */
export function openProject(
  options: OptimizeOptions,
  starts: readonly RecordedStart[],
  ask?: AskPython,
): Promise<OptimizedProject> {
  const isJavaScript = starts[0]?.graph.language === "javascript";
  return isJavaScript ? javaScriptProject(options, starts) : pythonProject(options, starts, ask);
}
