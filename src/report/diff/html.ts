import { packGraph } from "../../graph/pack.js";
import { pageWith } from "../page.js";
import type { DiffFormat } from "./format.js";

/** The view of both starts: one page that holds its script, its style and both graphs. */
export const html: DiffFormat = {
  *render({ tool, inputs, before, after, functions, warnings }, options) {
    const about = { tool, inputs, ...(functions ? { functions } : {}), ignored: { lines: 0, first: [] }, warnings };
    yield* pageWith(options.viewPage, { ...about, graph: packGraph(after), before: packGraph(before) });
  },
};
