import type { Origin } from "../../graph/vocabulary.js";
import type { CalledFunction } from "./calls.js";

/** How a function stands in the graph, where functions take the place of modules. */
export interface FunctionModule {
  /** For instance `json/decoder.py:343(raw_decode)`. */
  name: string;
  origin: Origin;
  /** Null for code that was not read from a file. */
  file: string | null;
}

const SITE_PACKAGES = /^.*\/(?:site|dist)-packages\//;
/** The standard library's folder: `lib/python3.12/`, and `Lib/` on Windows. */
const STDLIB = /^(?:.*\/lib(?:64)?\/(?:python|pypy)\d[\d.]*t?\/|[A-Za-z]:\/.*\/Lib\/)/;

/**
 * Names of functions, each once: the path from the folder that Python searched, or whole where that is not
 * known or two files would get one name.
 */
export function functionModules(functions: readonly CalledFunction[]): FunctionModule[] {
  const taken = new Set<string>();
  return functions.map((called) => {
    const module = functionModule(called);
    const long = `${called.file}:${called.line}(${called.name})`;
    let name = taken.has(module.name) ? long : module.name;
    for (let again = 2; taken.has(name); again++) name = `${long} #${again}`;
    taken.add(name);
    return { ...module, name };
  });
}

function functionModule({ file, line, name }: CalledFunction): FunctionModule {
  if (file === "~") return { name, origin: "builtin", file: null };
  const path = file.replaceAll("\\", "/");
  const called = (shown: string) => `${shown}:${line}(${name})`;
  if (path.startsWith("<frozen ")) return { name: called(path), origin: "stdlib", file: null };
  if (path.startsWith("<")) return { name: called(path), origin: "application", file: null };
  for (const [folder, origin] of [
    [SITE_PACKAGES, "dependency"],
    [STDLIB, "stdlib"],
  ] as const) {
    if (folder.test(path)) return { name: called(path.replace(folder, "")), origin, file: path };
  }
  return { name: called(path), origin: "application", file: path };
}
