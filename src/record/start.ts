import type { Anatomy, Warning } from "../graph/profile.js";
import type { RecordedProcess } from "../languages/recording.js";
import { bootTime } from "./boot.js";
import { recordingOf } from "./recordings.js";
import type { HookedRun } from "./runs.js";

export interface Start {
  /** Null where a start has no single root, or its process was killed. */
  readonly anatomy: Anatomy | null;
  readonly warnings: readonly Warning[];
}

/** The anatomy of the run whose wall time is the median: the parts of one run fit together. */
export async function startOf(
  timed: readonly HookedRun[],
  environment: Readonly<Record<string, string | undefined>>,
  empty: { timeToHooks(process: RecordedProcess): Promise<readonly number[]> },
): Promise<Start> {
  const run = medianRun(timed);
  const [root, ...others] = run?.processes ?? [];
  if (run === undefined || root === undefined) return { anatomy: null, warnings: [] };
  const wall = ((run.endedNs - run.beganNs) / 1e6).toFixed(0);
  const roots = 1 + others.filter(({ startedBy }) => startedBy === "").length;
  if (roots > 1) {
    const message = `the command starts ${roots} programs, none of which starts the others: ${wall} ms in all, of which their imports are known, but not where the rest went`;
    return { anatomy: null, warnings: [{ code: "several-starts", message }] };
  }
  if (others.some(({ pid, thread }) => thread === null && pid === root.pid)) {
    const message = `one program becomes another (exec): ${wall} ms in all, of which their imports are known, but not where the rest went`;
    return { anatomy: null, warnings: [{ code: "several-starts", message }] };
  }
  const words = recordingOf(root.language)?.bootWords(root.executable) ?? null;
  const bootNs = words === null ? null : await bootTime(words, environment);
  const before = timed.flatMap((each) =>
    each.processes[0] === undefined ? [] : [each.processes[0].startNs - each.beganNs],
  );
  const launcherNs = launcherTime(before, await empty.timeToHooks(root));
  const anatomy = root.anatomy({ ...run, beganNs: run.beganNs + launcherNs }, bootNs);
  if (anatomy === null || launcherNs === 0) return { anatomy, warnings: [] };
  const launcherUs = Math.round(launcherNs / 1000);
  const message = `${(launcherUs / 1000).toFixed(1)} ms went by before the interpreter began (a script, a version manager, a package runner): part of other`;
  const otherUs = (anatomy.otherUs ?? 0) + launcherUs;
  return { anatomy: { ...anatomy, otherUs }, warnings: [{ code: "launcher", message }] };
}

/** The run whose wall time is the median, the shorter one of two. */
export function medianRun(timed: readonly HookedRun[]): HookedRun | undefined {
  const byWall = [...timed].sort((a, b) => a.endedNs - a.beganNs - (b.endedNs - b.beganNs));
  return byWall[(byWall.length - 1) >> 1];
}

/** Less than this is an interpreter that began a little later than usual. */
const LEAST_LAUNCHER_NS = 3e6;

/**
 * What ran before the interpreter: the time until its hooks began over what that takes when nothing stands before it. The
 * shortest of each are compared: a busy machine only adds.
 *
 * @param before of each timed run
 * @param alone several; none where it is not known
 */
function launcherTime(before: readonly number[], alone: readonly number[]): number {
  if (before.length === 0 || alone.length === 0) return 0;
  const ns = Math.min(...before) - Math.min(...alone);
  return ns < LEAST_LAUNCHER_NS ? 0 : ns;
}
