import { languageOf } from "./language.js";
import type { Scan, ScanRequest } from "./request.js";

/**
 * Reads the imports of sources.
 *
 * @throws UserError for a target, module or entry that is not there
 */
export async function scan(request: ScanRequest): Promise<Scan> {
  if (languageOf(request) === "python") return (await import("./python/scan.js")).scanPythonTargets(request);
  return (await import("./javascript/scan.js")).scanJavaScriptTargets(request);
}
