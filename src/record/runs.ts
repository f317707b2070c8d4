import type { ProfileRun } from "../graph/profile.js";
import type { CommandRun } from "../io/run-command.js";
import type { RecordedProcess, RunSpan } from "../languages/recording.js";
import { exitCodeOf } from "./endings.js";

/** One run with hooks, its processes in the order in which they began. */
export interface HookedRun extends RunSpan {
  readonly cpuUs: number;
  readonly processes: readonly RecordedProcess[];
  /** Interpreters that the hooks met and can't record. */
  readonly others: readonly string[];
}

export function profileRun(run: CommandRun): ProfileRun {
  const { beganNs, endedNs, cpuUs } = run;
  return { wallUs: Math.round((endedNs - beganNs) / 1000), cpuUs: Math.round(cpuUs), exitCode: exitCodeOf(run) };
}
