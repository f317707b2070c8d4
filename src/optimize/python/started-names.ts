import { resolve } from "node:path";
import type { ImportGraph } from "../../graph/graph.js";
import { readText } from "../../io/read-text.js";
import type { ImportedName } from "../../languages/rewriting.js";
import type { RecordedStart } from "../starts.js";

const SCRIPTS = new WeakMap<ImportGraph, Map<number, string>>();

/** Whether the script that a process runs, as installers write it, takes a name from a module and calls it: each start then does. */
export function isCalledByScript({ importer, bound }: ImportedName, start: RecordedStart): boolean {
  const script = scriptOf(start);
  return [...script.matchAll(/^from\s+([\w.]+)\s+import\s+(\w+)\s*$/gm)].some(
    ([, module, name]) => module === importer && name === bound && new RegExp(`\\b${bound}\\(`).test(script),
  );
}

function scriptOf({ graph, process }: RecordedStart): string {
  const known = SCRIPTS.get(graph) ?? new Map<number, string>();
  SCRIPTS.set(graph, known);
  const [, script = ""] = graph.processes[process]?.command ?? [];
  const text = known.get(process) ?? (script === "" || script.startsWith("-") ? "" : (readText(resolve(script)) ?? ""));
  known.set(process, text);
  return text;
}
