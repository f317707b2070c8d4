import { dotOf } from "./dot.js";
import { type Drawn, drawnImports } from "./drawn.js";
import type { GraphFormat, WhyReport } from "./format.js";
import { mermaidOf } from "./mermaid.js";

/** The ways to what was asked for, for Graphviz. */
export const whyDot: GraphFormat<WhyReport> = { render: (report) => dotOf(report.sources.graph, ways(report)) };

/** The ways to what was asked for, for Mermaid. */
export const whyMermaid: GraphFormat<WhyReport> = { render: (report) => mermaidOf(report.sources.graph, ways(report)) };

function ways({ sources, why }: WhyReport): Drawn {
  return drawnImports(sources.graph, why.chains.flat());
}
