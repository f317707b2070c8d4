import type { Warning } from "../graph/profile.js";
import type { SeenCommand } from "../io/seen-commands.js";
import type { RecordedProcess } from "../languages/recording.js";
import { RECORDINGS } from "./recordings.js";

/** Ours, which lets hooks in by itself. */
const LETS_IN = "/importperf_bundle.py";

/** Recorded processes that went on as an interpreter which hooks don't get into, as a PEX file does: its path and the option. */
export function replacements(processes: readonly RecordedProcess[], seen: readonly SeenCommand[]): string[] {
  const pids = new Set(processes.map(({ pid }) => pid));
  return seen.flatMap(({ pid, words }) => {
    if (!pids.has(pid) || words.some((word) => word.endsWith(LETS_IN))) return [];
    const flag = RECORDINGS.map((support) => support.whyNoHook(words, "")).find((each) => each);
    return flag === undefined ? [] : [`${words[0]} ${flag}`];
  });
}

export function replacementWarning(command: string): Warning {
  const message = `the program goes on as ${command}, which keeps our hooks out: what it loads from then on is missing, and its time counts as teardown`;
  return { code: "not-recorded", message };
}
