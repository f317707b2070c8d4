import type { Anatomy } from "../../../graph/profile.js";
import type { RunSpan } from "../../recording.js";
import { loadsOfProcess } from "./loads.js";
import { PHASES, type PhasesNs } from "./phases.js";
import type { LoadBegin, LoadEnd, ProcessEnd, ProcessRecord } from "./process-file.js";

/** Loads that `site` asks for before the program begins. */
const CUSTOMISING = new Set(["sitecustomize", "usercustomize"]);

/**
 * Where the start of a run's first process went. The first seven parts sum to the run's wall time: what the hooks took
 * and what nothing explains is `other`.
 *
 * @param bootNs how long the same interpreter takes to begin without `site`; null where that is not known
 * @returns null for a process that was killed (but by us, at the run's end), or whose clock is not ours
 */
export function anatomyOf(record: ProcessRecord, run: RunSpan, bootNs: number | null): Anatomy | null {
  const { beganNs, endedNs } = run;
  const isStopped = run.isStopped === true;
  const end = isStopped ? stoppedAt(endedNs) : record.end;
  const { startNs, enteredNs } = record;
  if (end === null || startNs < beganNs || end.ns > endedNs) return null;
  const outer = outermostLoads(record).filter((load) => load.end.ns <= end.ns);
  const sum = (loads: readonly Outermost[], of: (load: Outermost) => number): number =>
    loads.reduce((total, load) => total + Math.max(0, of(load)), 0);
  const wall = ({ begin, end }: Outermost): number => end.ns - begin.ns;
  const ofSite = outer.filter(({ begin }) => CUSTOMISING.has(begin.name));
  const ofProgram = outer.filter(({ begin }) => !CUSTOMISING.has(begin.name));
  const before = (enteredNs ?? startNs) - beganNs;
  const boot = bootNs === null ? before : Math.min(before, bootNs);
  // Where the hooks did not come by `site`, it did not run: a launcher did.
  const site = (enteredNs === null ? before - boot : 0) + sum(ofSite, wall);
  const imports = sum(ofProgram, wall);
  const rest = Math.max(0, end.ns - startNs - imports - sum(ofSite, wall) - end.oursNs);
  const usedInLoads = sum(outer, ({ begin, end }) => end.cpuNs - begin.cpuNs);
  const used = end.cpuNs < 0 ? null : end.cpuNs - record.startCpuNs - usedInLoads - end.oursNs;
  const waiting = used === null ? null : Math.min(rest, Math.max(0, rest - used));
  const wallUs = microseconds(endedNs - beganNs);
  const parts = {
    bootUs: microseconds(boot),
    siteUs: bootNs === null ? null : microseconds(site),
    importsUs: microseconds(imports),
    mainUs: microseconds(rest - (waiting ?? 0)),
    waitingUs: waiting === null ? null : microseconds(waiting),
    teardownUs: isStopped ? null : microseconds(endedNs - end.ns),
  };
  const known = Object.values(parts).reduce<number>((total, us) => total + (us ?? 0), 0);
  return {
    ...parts,
    otherUs: Math.max(0, wallUs - known),
    ...phasesOf(record),
    collectorUs: isStopped ? null : microseconds(end.collectorNs),
    collections: isStopped ? null : end.collections,
  };
}

/**
 * What went by between the hooks' beginning and the first load of a module or of what is in it.
 *
 * @returns how long it took, `site` left out, and how much of it was other loads; null where it was not loaded
 */
export function beforeLoad(record: ProcessRecord, module: string): { ns: number; importsNs: number } | null {
  const isOf = (name: string): boolean => name === module || name.startsWith(`${module}.`);
  const first = record.events.find((event) => event.kind === "begin" && isOf(event.name));
  if (first === undefined) return null;
  let [siteNs, importsNs] = [0, 0];
  for (const { begin, end } of outermostLoads(record)) {
    const took = Math.max(0, Math.min(end.ns, first.ns) - begin.ns);
    if (CUSTOMISING.has(begin.name)) siteNs += took;
    else importsNs += took;
  }
  return { ns: Math.max(0, first.ns - record.startNs - siteNs), importsNs };
}

/** The end of a process that we stopped; what it says itself of a later one tells nothing of the time until then. */
function stoppedAt(ns: number): Pick<ProcessEnd, "ns" | "cpuNs" | "oursNs" | "collectorNs" | "collections"> {
  return { ns, cpuNs: -1, oursNs: 0, collectorNs: 0, collections: 0 };
}

interface Outermost {
  readonly begin: LoadBegin;
  readonly end: LoadEnd;
}

/** The main thread's loads that no other load caused; it is the one whose loads carry processor times. */
function outermostLoads({ events }: ProcessRecord): Outermost[] {
  const found: Outermost[] = [];
  let begin: LoadBegin | null = null;
  for (const event of events) {
    if (event.cpuNs < 0 || event.kind === "phase") continue;
    if (event.kind === "begin") begin = event;
    else if (begin !== null) {
      found.push({ begin, end: event });
      begin = null;
    }
  }
  return found;
}

/**
 * What the program's imports on the main thread went to. The collector's time is within, as it is in the imports'.
 */
function phasesOf(record: ProcessRecord): Pick<Anatomy, "findUs" | "readUs" | "compileUs" | "executeUs"> {
  const main = record.events.find(({ cpuNs }) => cpuNs >= 0)?.thread;
  const sums: PhasesNs = [0, 0, 0, 0];
  const isOfSite: boolean[] = [];
  for (const { begin, importer, phasesNs, takenNs } of loadsOfProcess(record)) {
    const ofSite = importer < 0 ? CUSTOMISING.has(begin.name) : isOfSite[importer] === true;
    isOfSite.push(ofSite);
    if (ofSite || begin.thread !== main) continue;
    for (const phase of PHASES) sums[phase] += phasesNs[phase] + takenNs[phase];
  }
  const [findUs, readUs, compileUs, executeUs] = sums;
  return {
    findUs: microseconds(findUs),
    readUs: microseconds(readUs),
    compileUs: microseconds(compileUs),
    executeUs: microseconds(executeUs),
  };
}

function microseconds(ns: number): number {
  return Math.max(0, Math.round(ns / 1000));
}
