import { UserError } from "../errors.js";
import type { ProgramRun } from "../measure/runner.js";

export interface FailureOptions {
  readonly timeoutS: number;
  /** Runs that fail count as others do. */
  readonly ignoreFailure: boolean;
}

/** What makes measuring on pointless, for each run as it ends. @throws UserError `timeout` or `command-failed` */
export function failureCheck({ timeoutS, ignoreFailure }: FailureOptions): (run: ProgramRun, name: string) => void {
  const runs = new Map<string, number>();
  return ({ ending, exitCode, lastWords }, name) => {
    const run = (runs.get(name) ?? 0) + 1;
    runs.set(name, run);
    if (ending === "timeout") {
      throw new UserError(
        "timeout",
        `${name} did not end within ${timeoutS} s; it was ended with all that it started${words(lastWords)}`,
        "allow more with --timeout S; a server, which never ends: perf record --until-idle -- COMMAND",
      );
    }
    if (exitCode === 0 || ignoreFailure) return;
    const before = run === 1 ? "" : `, 0 in ${run === 2 ? "the one" : `the ${run - 1}`} before`;
    throw new UserError(
      "command-failed",
      `${name} failed: exit code ${exitCode} in its ${ordinal(run)} run${before}${words(lastWords)}`,
      "see it fail by typing it (stdin is empty here, and there is no terminal); --ignore-failure measures it all the same",
    );
  };
}

const LONGEST = 200;

/** The last line that it wrote to stderr. */
function words(lastWords: string): string {
  const last = lastWords
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .at(-1);
  return last === undefined ? "" : `: ${last.slice(0, LONGEST)}`;
}

function ordinal(number: number): string {
  return number === 1
    ? "first"
    : `${number}${["th", "st", "nd", "rd"][number % 100 > 3 && number % 100 < 21 ? 0 : number % 10] ?? "th"}`;
}
