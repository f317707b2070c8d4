import type { ImportGraph } from "../graph/graph.js";

/**
 * The same graph with the files of its modules relative to a repository that they lie in, as services that show findings at their lines
 * want them.
 *
 * @param base the repository's folder, absolute, with slashes
 */
export function inRepository(graph: ImportGraph, base: string): ImportGraph {
  const { root, modules } = graph;
  if (root === null || root === base || modules.file === null) return graph;
  const file = modules.file.map((each) => {
    if (each === null) return null;
    const whole = isAbsolute(each) ? each : `${root}/${each}`;
    return whole.startsWith(`${base}/`) ? whole.slice(base.length + 1) : each;
  });
  return { ...graph, root: base, modules: { ...modules, file } };
}

function isAbsolute(file: string): boolean {
  return /^(?:\/|[A-Za-z]:)/.test(file);
}
