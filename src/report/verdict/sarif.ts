import { sarif } from "../sarif.js";
import { allFindings } from "./findings.js";
import type { VerdictFormat } from "./format.js";

/** Each finding; none where the gate passes. */
export const sarifOfVerdict: VerdictFormat = {
  *render(verdicts, { base }) {
    yield sarif(verdicts[0]?.tool ?? "", base, allFindings(verdicts));
  },
};
