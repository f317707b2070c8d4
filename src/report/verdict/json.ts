import type { VerdictFormat } from "./format.js";

/** All of it, `schemas/verdict.schema.json`. */
export const json: VerdictFormat = {
  *render(verdict) {
    yield `${JSON.stringify(verdict, null, 2)}\n`;
  },
};
