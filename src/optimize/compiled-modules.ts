import { resolve, sep } from "node:path";
import type { ImportGraph } from "../graph/graph.js";
import type { Warning } from "../graph/profile.js";

/** What an interpreter loads as machine code: there is no source that could be edited. */
const COMPILED = /\.(?:so|pyd|node|dylib)$/;

/**
 * Says how many of a project's own modules are compiled, since nothing of them is proposed nor refused.
 *
 * @param root absolute, of the project
 * @param graphs of its starts
 */
export function compiledModules(graphs: readonly Pick<ImportGraph, "modules">[], root: string): Warning[] {
  const own = new Set<string>();
  for (const { modules } of graphs) {
    for (const file of modules.file ?? []) {
      const path = file === null ? null : resolve(root, file);
      if (path?.startsWith(root + sep) === true) own.add(path);
    }
  }
  const compiled = [...own].filter((path) => COMPILED.test(path)).length;
  if (compiled === 0) return [];
  const message = `${compiled} of the project's ${own.size} modules that load are compiled: what these import stays`;
  return [{ code: "compiled-modules", message }];
}
