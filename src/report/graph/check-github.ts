import { brokenPlace } from "./check-places.js";
import type { CheckReport, GraphFormat } from "./format.js";

/** Workflow commands of GitHub Actions: each finding is shown at its line of the pull request. */
export const checkGithub: GraphFormat<CheckReport> = {
  *render(report) {
    for (const each of report.broken) {
      const { file, line, message } = brokenPlace(report, each);
      const place = file === null ? "" : ` file=${property(file)}${line === null ? "" : `,line=${line}`}`;
      yield `::error${place}::${data(message)}\n`;
    }
  },
};

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
