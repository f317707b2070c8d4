import { packGraph } from "../graph/pack.js";
import type { Analysis, ReportFormat, ReportOptions } from "./format.js";
import { pageWith } from "./page.js";
import { staticLines } from "./static-lines.js";

/** The view: one page that holds its script, its style and the data. */
export const html: ReportFormat = {
  name: "html",
  extension: ".html",
  *render(analysis: Analysis, options: ReportOptions): Iterable<string> {
    const { tool, inputs, graph, functions, ignored, warnings } = analysis;
    const notes = staticLines(analysis);
    const about = { tool, inputs, ...(functions ? { functions } : {}), ignored, notes, warnings };
    yield* pageWith(options.viewPage, { ...about, graph: packGraph(graph) });
  },
};
