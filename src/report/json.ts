import { analysisDocument } from "./analysis.js";
import type { ReportFormat } from "./format.js";

/** The analysis as one JSON document, `schemas/analysis.schema.json`. */
export const json: ReportFormat = {
  name: "json",
  extension: ".json",
  *render(analysis, options) {
    yield `${JSON.stringify(analysisDocument(analysis, options.top), null, 2)}\n`;
  },
};
