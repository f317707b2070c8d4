import { githubNote } from "../github-text.js";
import { allFindings, ofCommand } from "./findings.js";
import type { VerdictFormat } from "./format.js";

/** Workflow commands of GitHub Actions: each finding at its line, and what can't be decided as a warning. */
export const github: VerdictFormat = {
  *render(verdicts) {
    for (const { rule, message, file, line } of allFindings(verdicts))
      yield githubNote("error", message, file, line, `perf gate: ${rule}`);
    for (const verdict of verdicts) {
      const rest = `${ofCommand(verdict, verdicts)}${verdict.reasons.join("; ") || "within its budgets"}`;
      if (verdict.verdict === "inconclusive") yield githubNote("warning", rest, null, null, "perf gate: inconclusive");
      if (verdict.verdict === "pass") yield githubNote("notice", rest, null, null, "perf gate: pass");
    }
  },
};
