import type { LoadBegin, LoadEnd, ProcessRecord } from "./process-file.js";

/** One load of a process. */
export interface RecordedLoad {
  readonly begin: LoadBegin;
  /** Null for a load during which the process ended. */
  end: LoadEnd | null;
  /** Index of the load of the same thread during which this one began, -1 for none. */
  readonly importer: number;
  /** Its own time, nanoseconds, without that of the loads inside it, the collector's and the tracer's. */
  selfNs: number;
}

/**
 * The loads of a process in the order that a graph wants: in the order in which they began, but what a load loaded
 * stands right behind it, whatever other threads did in between.
 */
export function loadsOfProcess({ events }: ProcessRecord): RecordedLoad[] {
  const met: RecordedLoad[] = [];
  const open = new Map<number, number[]>();
  for (const event of events) {
    let stack = open.get(event.thread);
    if (stack === undefined) {
      stack = [];
      open.set(event.thread, stack);
    }
    if (event.kind === "begin") {
      stack.push(met.push({ begin: event, end: null, importer: stack.at(-1) ?? -1, selfNs: 0 }) - 1);
      continue;
    }
    const load = met[stack.pop() ?? -1];
    if (load === undefined) continue;
    load.end = event;
    const ns = event.ns - load.begin.ns - (event.takenNs - load.begin.takenNs);
    load.selfNs += ns;
    const importer = met[load.importer];
    if (importer !== undefined) importer.selfNs -= ns;
  }
  for (const load of met) load.selfNs = load.end === null ? 0 : Math.max(0, load.selfNs);
  return inOrder(met);
}

/** Depth first, the order of beginning kept among the loads of one load. */
function inOrder(met: readonly RecordedLoad[]): RecordedLoad[] {
  const loadsOf: number[][] = met.map(() => []);
  const roots: number[] = [];
  met.forEach(({ importer }, at) => {
    (loadsOf[importer] ?? roots).push(at);
  });
  const ordered: RecordedLoad[] = [];
  const place = new Int32Array(met.length);
  const open = roots.reverse();
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const load = met[at];
    if (load === undefined) continue;
    const importer = load.importer < 0 ? -1 : (place[load.importer] ?? -1);
    place[at] = ordered.push({ ...load, importer }) - 1;
    for (const inner of (loadsOf[at] ?? []).reverse()) open.push(inner);
  }
  return ordered;
}
