import type { BundlesFormat } from "./format.js";

/** All that is known, `schemas/bundles.schema.json`. */
export const json: BundlesFormat = {
  *render(document) {
    yield `${JSON.stringify(document, null, 2)}\n`;
  },
};
