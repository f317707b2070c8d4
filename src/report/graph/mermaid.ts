import type { ImportGraph } from "../../graph/graph.js";
import { type Drawn, drawnGraph } from "./drawn.js";
import type { GraphFormat } from "./format.js";

/** For Mermaid: solid lines run at startup, dotted ones later; imports for types alone say so. */
export const mermaid: GraphFormat = { render: (report) => mermaidOf(report.sources.graph, drawnGraph(report)) };

const ARROWS = { eager: "-->", deferred: "-.->", "type-only": "-. types .->" };

export function* mermaidOf({ modules }: ImportGraph, drawn: Drawn): Iterable<string> {
  yield "flowchart LR\n";
  for (const module of drawn.modules) yield `  m${module}["${escaped(modules.name[module] ?? "")}"]\n`;
  for (const { importer, imported, when } of drawn.lines) yield `  m${importer} ${ARROWS[when]} m${imported}\n`;
}

/** All but plain letters as character codes: Mermaid reads markup in labels. */
function escaped(text: string): string {
  return text.replace(/[^\w./@ -]/gu, (letter) => `#${letter.codePointAt(0)};`);
}
