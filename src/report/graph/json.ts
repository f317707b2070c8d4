import { checkDocument, cyclesDocument, whyDocument } from "./answers.js";
import { graphDocument } from "./document.js";
import type { CheckReport, CyclesReport, GraphFormat, WhyReport } from "./format.js";

/** The whole graph as one JSON document, `schemas/graph.schema.json`; `--top` shortens nothing here. */
export const json: GraphFormat = { render: (report) => graphDocument(report) };

/** `schemas/why.schema.json`. */
export const whyJson: GraphFormat<WhyReport> = { render: (report) => [print(whyDocument(report))] };

/** `schemas/cycles.schema.json`. */
export const cyclesJson: GraphFormat<CyclesReport> = { render: (report) => [print(cyclesDocument(report))] };

/** `schemas/check.schema.json`. */
export const checkJson: GraphFormat<CheckReport> = { render: (report) => [print(checkDocument(report))] };

function print(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
