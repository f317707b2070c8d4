import { sarif } from "../sarif.js";
import { findings } from "./findings.js";
import type { VerdictFormat } from "./format.js";

/** Each finding; none where the gate passes. */
export const sarifOfVerdict: VerdictFormat = {
  *render(verdict, { base }) {
    yield sarif(verdict.tool, base, findings(verdict));
  },
};
