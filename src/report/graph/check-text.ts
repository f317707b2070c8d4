import { Ansis } from "ansis";
import { fit, left, safe } from "../terminal/cells.js";
import { count } from "../terminal/units.js";
import type { CheckReport, GraphFormat } from "./format.js";
import { textWidth } from "./notes.js";
import { hopsOf } from "./places.js";

/** Each broken rule with the chain that breaks it. */
export const checkText: GraphFormat<CheckReport> = {
  *render({ broken, rules, sources }, options) {
    const width = textWidth(options);
    const paint = new Ansis(options.colour ? 1 : 0);
    if (broken.length === 0) {
      yield `${count(rules, "rule")} kept\n`;
      return;
    }
    yield `${count(broken.length, "forbidden import")} at startup\n`;
    const half = (width - 3) >> 1;
    for (const { rule, chain } of broken) {
      yield `\n${paint.red(fit(safe(rule), width))}\n`;
      for (const { module, file, line } of hopsOf(sources, chain)) {
        const place = file === null || line === null ? "" : `${file}:${line}`;
        const name = left(fit(safe(module), half), half);
        yield `  ${name} ${paint.dim(fit(safe(place), width - half - 3))}`.trimEnd();
        yield "\n";
      }
    }
  },
};
