import type { ImportGraph } from "../../graph/graph.js";
import { ORIGINS } from "../../graph/vocabulary.js";
import { type Drawn, drawnGraph } from "./drawn.js";
import type { GraphFormat } from "./format.js";

/** For Graphviz: solid lines run at startup, dashed ones later, dotted ones never (types). */
export const dot: GraphFormat = { render: (report) => dotOf(report.sources.graph, drawnGraph(report)) };

const STYLES = { eager: "", deferred: " [style=dashed]", "type-only": " [style=dotted]" };
const SHAPES = { application: "", dependency: ", style=rounded", stdlib: ", style=dashed", builtin: ", style=dotted" };

export function* dotOf({ modules }: ImportGraph, drawn: Drawn): Iterable<string> {
  yield 'digraph imports {\n  rankdir=LR;\n  node [shape=box, fontname="sans-serif"];\n';
  for (const module of drawn.modules) {
    const style = SHAPES[ORIGINS[modules.origin[module] ?? 0] ?? "application"];
    yield `  m${module} [label=${quoted(modules.name[module] ?? "")}${style}];\n`;
  }
  for (const { importer, imported, when } of drawn.lines) yield `  m${importer} -> m${imported}${STYLES[when]};\n`;
  yield "}\n";
}

/** A string of the language: a quote is escaped, a line's end is none, and a backslash must not become one. */
function quoted(text: string): string {
  return `"${text
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replace(/[\r\n]+/g, " ")}"`;
}
