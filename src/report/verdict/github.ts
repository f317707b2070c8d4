import { githubNote } from "../github-text.js";
import { findings } from "./findings.js";
import type { VerdictFormat } from "./format.js";

/** Workflow commands of GitHub Actions: each finding at its line, and what can't be decided as a warning. */
export const github: VerdictFormat = {
  *render(verdict) {
    for (const { rule, message, file, line } of findings(verdict))
      yield githubNote("error", message, file, line, `perf gate: ${rule}`);
    const rest = verdict.reasons.join("; ");
    if (verdict.verdict === "inconclusive") yield githubNote("warning", rest, null, null, "perf gate: inconclusive");
    if (verdict.verdict === "pass")
      yield githubNote("notice", rest || "within its budgets", null, null, "perf gate: pass");
  },
};
