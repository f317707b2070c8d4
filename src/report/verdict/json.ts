import { together } from "../../gate/together.js";
import type { VerdictFormat } from "./format.js";

/** All of it: `schemas/verdict.schema.json`, of several commands `schemas/verdicts.schema.json`. */
export const json: VerdictFormat = {
  *render(verdicts) {
    const document = verdicts.length === 1 ? verdicts[0] : together(verdicts);
    yield `${JSON.stringify(document, null, 2)}\n`;
  },
};
