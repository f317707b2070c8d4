import { Ansis } from "ansis";
import { fit, safe, wrap } from "../terminal/cells.js";
import { count, thousands } from "../terminal/units.js";
import type { CyclesReport, GraphFormat } from "./format.js";
import { textWidth } from "./notes.js";
import { placeOfImport, placeText } from "./places.js";

const MOST_NAMES = 12;

/** Each cycle's modules, and what to defer to break it. */
export const cyclesText: GraphFormat<CyclesReport> = {
  *render({ cycles, sources }, options) {
    const width = textWidth(options);
    const paint = new Ansis(options.colour ? 1 : 0);
    const { graph } = sources;
    if (cycles.length === 0) {
      yield "no cycles among the imports that run at startup\n";
      return;
    }
    yield `${count(cycles.length, "cycle")} among the imports that run at startup\n`;
    for (const { modules, break: broken, isSmallest } of cycles.slice(0, Math.max(1, options.top))) {
      const names = modules.slice(0, MOST_NAMES).map((module) => safe(graph.modules.name[module] ?? ""));
      const more = modules.length - names.length;
      yield `\n${paint.bold(count(modules.length, "module"))}\n`;
      const text = `${names.join(", ")}${more > 0 ? ` and ${thousands(more)} more` : ""}`;
      yield `${wrap(`  ${text}`, width, 2).join("\n")}\n`;
      const least = isSmallest ? "is broken by deferring" : "is broken by deferring, among others possibly fewer,";
      yield `  ${least} ${count(broken.length, "import")}:\n`;
      for (const row of broken) {
        const { importer, imported } = placeOfImport(graph, row);
        yield `    ${fit(safe(`${placeText(graph, row)}: ${importer} imports ${imported}`), width - 4)}\n`;
      }
    }
    const hidden = cycles.length - Math.max(1, options.top);
    if (hidden > 0) yield `\n${paint.dim(`… and ${thousands(hidden)} more (--top)`)}\n`;
  },
};
