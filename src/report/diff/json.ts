import { diffDocument } from "./document.js";
import type { DiffFormat } from "./format.js";

/** The whole comparison as one JSON document, `schemas/diff.schema.json`; `--top` shortens nothing here. */
export const json: DiffFormat = {
  *render(comparison) {
    yield `${JSON.stringify(diffDocument(comparison), null, 2)}\n`;
  },
};
