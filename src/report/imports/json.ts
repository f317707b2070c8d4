import type { ImportTimesFormat } from "./format.js";

/** All sets of all sides, `schemas/imports.schema.json`. */
export const json: ImportTimesFormat = {
  *render(document) {
    yield `${JSON.stringify(document, null, 2)}\n`;
  },
};
