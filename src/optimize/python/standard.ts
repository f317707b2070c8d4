import type { ImportGraph } from "../../graph/graph.js";
import { ORIGINS } from "../../graph/vocabulary.js";

const STANDARD = new Set([ORIGINS.indexOf("stdlib"), ORIGINS.indexOf("builtin")]);

/** Whether a module came with the interpreter. @param origin as a graph has it */
export function isStandardOrigin(origin: number | undefined): boolean {
  return STANDARD.has(origin ?? -1);
}

const FOLDERS = new WeakMap<ImportGraph, readonly string[]>();

/** Whether a file lies in the folders of the interpreter's own library, as the graph's modules show them. */
export function isStandardFile(file: string, graph: ImportGraph): boolean {
  let folders = FOLDERS.get(graph);
  if (folders === undefined) {
    const { modules } = graph;
    const found = new Set<string>();
    modules.name.forEach((name, module) => {
      const path = modules.file?.[module] ?? null;
      if (path === null || name.includes(".") || !isStandardOrigin(modules.origin[module])) return;
      found.add(path.replace(/(?:\/__init__\.py|\/[^/]*)$/, "").replace(/\/lib-dynload$/, ""));
    });
    const single = modules.name.indexOf("os");
    const os = single < 0 ? null : (modules.file?.[single] ?? null);
    folders = os === null ? [...found] : [os.replace(/\/[^/]*$/, "")];
    FOLDERS.set(graph, folders);
  }
  return !/\/(?:site|dist)-packages\//.test(file) && folders.some((folder) => file.startsWith(`${folder}/`));
}
