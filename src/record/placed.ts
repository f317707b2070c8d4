import type { ImportGraph } from "../graph/graph.js";
import { ORIGINS } from "../graph/vocabulary.js";
import type { PythonEnvironment } from "../languages/python/environment.js";

/**
 * Files relative to the root where inside it; and what lies there, and is not installed, is the application's own,
 * wherever its script put it on the path.
 */
export function placed(graph: ImportGraph, environment: PythonEnvironment | null): ImportGraph {
  const { modules, root } = graph;
  if (root === null || modules.file === null) return graph;
  const folder = root.endsWith("/") ? root : `${root}/`;
  const installed = environment === null ? [] : [environment.folders.stdlib, ...environment.sitePackages];
  const origin = modules.origin.slice();
  const file = modules.file.map((path, module) => {
    if (path === null) return null;
    const plain = path.replaceAll("\\", "/");
    if (!plain.startsWith(folder)) return plain;
    const isInstalled =
      /\/(?:site|dist)-packages\//.test(plain) || installed.some((place) => plain.startsWith(`${place}/`));
    if (!isInstalled && (modules.distribution[module] ?? -1) < 0 && ORIGINS[origin[module] ?? 0] === "dependency") {
      origin[module] = ORIGINS.indexOf("application");
    }
    return plain.slice(folder.length);
  });
  return { ...graph, modules: { ...modules, origin, file } };
}
