import { githubNote } from "../github-text.js";
import { brokenPlace } from "./check-places.js";
import type { CheckReport, GraphFormat } from "./format.js";

/** Workflow commands of GitHub Actions: each finding is shown at its line of the pull request. */
export const checkGithub: GraphFormat<CheckReport> = {
  *render(report) {
    for (const each of report.broken) {
      const { file, line, message } = brokenPlace(report, each);
      yield githubNote("error", message, file, line);
    }
  },
};
