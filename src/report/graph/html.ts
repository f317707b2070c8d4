import { foundEntries } from "../../graph/entries.js";
import type { Warning } from "../../graph/profile.js";
import { staticFacts } from "../../graph/static-facts.js";
import { staticTree } from "../../graph/static-tree.js";
import { staticWidth } from "../../graph/static-width.js";
import type { Analysis } from "../format.js";
import { html as view } from "../html.js";
import type { GraphFormat, GraphReport } from "./format.js";
import { doubtsOf, NOT_FOLLOWED } from "./notes.js";

/** The view of `perf analyze`: the tree of the start that eager imports lead to, and every module's neighbourhood. */
export const html: GraphFormat = {
  render: (report, options) => view.render(drawnAsStart(report), options),
};

function drawnAsStart(report: GraphReport): Analysis {
  const { tool, inputs, sources, entries, bytes, warnings } = report;
  const { graph } = sources;
  const { width, unit } = staticWidth(
    graph,
    Float64Array.from(bytes, (size) => size ?? -1),
  );
  const isNamed = entries.named.length > 0;
  const starts = isNamed ? entries.named : foundEntries(graph, width);
  const run = isNamed ? entries.run : new Set(starts);
  const tree = staticTree({ ...graph, unit }, starts, width, run);
  return {
    tool,
    inputs,
    graph: tree,
    runs: 1,
    static: staticFacts(tree, starts, isNamed, run),
    dialect: null,
    ignored: { lines: 0, first: [] },
    warnings: [...warnings, ...doubtWarnings(report)],
  };
}

/** How many places of a kind a page names. */
const SHOWN = 20;

function doubtWarnings(report: GraphReport): Warning[] {
  const found = doubtsOf(report).map(({ code, message, places }) => {
    const more = places.length > SHOWN ? ["…"] : [];
    const told = [...places.slice(0, SHOWN), ...more].map((place) => `\n${place}`);
    return { code, message: `${message}${told.join("")}` };
  });
  return report.followed ? found : [...found, { code: "not-followed", message: NOT_FOLLOWED }];
}
