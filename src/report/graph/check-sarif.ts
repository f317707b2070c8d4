import { sarif } from "../sarif.js";
import { brokenPlace } from "./check-places.js";
import type { CheckReport, GraphFormat } from "./format.js";

/** Each broken rule at the first import of its chain. */
export const checkSarif: GraphFormat<CheckReport> = {
  *render(report) {
    const found = report.broken.map((each) => ({ rule: each.rule, ...brokenPlace(report, each) }));
    yield sarif(report.tool, report.base, found);
  },
};
