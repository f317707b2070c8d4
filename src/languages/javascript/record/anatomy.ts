import type { Anatomy } from "../../../graph/profile.js";
import type { RunSpan } from "../../recording.js";
import type { Phase } from "./load-table.js";
import type { NodeRecord } from "./process-file.js";
import { type Timeline, timelineOf } from "./timeline.js";

/**
 * Where the start of a run's first process went. The first seven parts sum to the run's wall time. The body of the
 * program's own file is `main`; what the hooks took and what nothing explains is `other`.
 *
 * @param whole the process's, to its own end
 * @returns null for a process that was killed (but by us, at the run's end), or whose clock is not ours
 */
export function anatomyOf(record: NodeRecord, whole: Timeline, run: RunSpan): Anatomy | null {
  const { beganNs, endedNs } = run;
  const { startNs } = record;
  const isStopped = run.isStopped === true;
  // What a process that we stopped says of its end tells nothing of the time until then.
  const end = isStopped
    ? { ns: endedNs - startNs, idleNs: 0, collectorNs: null, collections: null, kept: null }
    : record.end;
  if (end === null || startNs < beganNs || startNs + end.ns > endedNs) return null;
  const { loads, outsideNs, beforeNs, waitedNs, awaitedNs } = isStopped ? timelineOf(record, end.ns) : whole;
  const entry = loads.find(({ importer, key }) => importer < 0 && !key.startsWith("node:"));
  const total = (phase: Phase): number => loads.reduce((sum, { ns }) => sum + ns[phase], 0);
  const executed = total("evaluate") - (entry?.ns.evaluate ?? 0);
  const phases = { find: total("resolve"), read: total("read"), compile: total("compile"), execute: executed };
  const waitedInLoads = loads.reduce((sum, { waitingNs }) => sum + waitingNs, 0);
  // The event loop also stands still for what top-level await waits for, which the loads have.
  const idle = Math.min(outsideNs - beforeNs, Math.max(0, end.idleNs - awaitedNs));
  const parts = {
    bootUs: microseconds(startNs - beganNs + beforeNs),
    siteUs: null,
    importsUs: microseconds(phases.find + phases.read + phases.compile + phases.execute),
    mainUs: microseconds(outsideNs - beforeNs - idle + (entry?.ns.evaluate ?? 0)),
    // When the event loop waited is known at the end alone.
    waitingUs: isStopped ? null : microseconds(idle + waitedNs + waitedInLoads),
    teardownUs: isStopped ? null : microseconds(endedNs - startNs - end.ns),
  };
  const known = Object.values(parts).reduce<number>((sum, us) => sum + (us ?? 0), 0);
  return {
    ...parts,
    otherUs: Math.max(0, microseconds(endedNs - beganNs) - known),
    findUs: microseconds(phases.find),
    readUs: microseconds(phases.read),
    compileUs: microseconds(phases.compile),
    executeUs: microseconds(phases.execute),
    collectorUs: end.collectorNs === null ? null : microseconds(end.collectorNs),
    collections: end.collections,
  };
}

function microseconds(ns: number): number {
  return Math.max(0, Math.round(ns / 1000));
}
