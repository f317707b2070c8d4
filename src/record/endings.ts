import type { Warning } from "../graph/profile.js";
import type { CommandRun } from "../io/run-command.js";
import type { RecordOptions } from "./options.js";

/** The exit code that we hand on: a stop that was asked for is no failure. */
export function exitCodeOf({ ending, exitCode }: CommandRun): number {
  return ending === "output" || ending === "idle" ? 0 : exitCode;
}

/** What there is to say of how the runs ended. */
export function endingWarnings(runs: readonly CommandRun[], { until, timeoutS }: RecordOptions): Warning[] {
  const endings = new Set(runs.map(({ ending }) => ending));
  const warnings: Warning[] = [];
  const say = (code: string, message: string): void => void warnings.push({ code, message });
  if (endings.has("output")) {
    const text = JSON.stringify(until?.output ?? "");
    say("stopped", `the program was stopped when it had written ${text}: times are those until then (--until-output)`);
  }
  if (endings.has("idle")) {
    const message = "the program was stopped when it was idle: times are those until then, to 20 ms (--until-idle)";
    say("stopped", message);
  }
  if (endings.has("timeout")) {
    say("stopped", `the program did not end by itself and was stopped after ${timeoutS} s (--timeout)`);
  }
  if (until !== undefined && endings.has("itself")) {
    const what = until.output === undefined ? "it was idle" : `it wrote ${JSON.stringify(until.output)}`;
    say("not-stopped", `the program ended by itself before ${what}`);
  }
  return warnings;
}
