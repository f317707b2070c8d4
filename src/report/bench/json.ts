import type { BenchFormat } from "./format.js";

/** All runs and what follows from them, `schemas/bench.schema.json`. */
export const json: BenchFormat = {
  *render(document) {
    yield `${JSON.stringify(document, null, 2)}\n`;
  },
};
