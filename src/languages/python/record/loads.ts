import { type PhasesNs, settle } from "./phases.js";
import { FINDING, type LoadBegin, type LoadEnd, type Phase, type ProcessRecord } from "./process-file.js";

/** One load of a process. */
export interface RecordedLoad {
  readonly begin: LoadBegin;
  /** Null for a load during which the process ended. */
  end: LoadEnd | null;
  /** Index of the load of the same thread during which this one began, -1 for none. */
  readonly importer: number;
  /** Its own time, nanoseconds, without that of the loads inside it, the collector's and the tracer's. */
  selfNs: number;
  /** That time by phase. */
  readonly phasesNs: PhasesNs;
  /** What went to the collector and to the tracer meanwhile, by phase. */
  readonly takenNs: PhasesNs;
}

interface OpenLoads {
  readonly stack: { readonly at: number; phase: Phase }[];
  ns: number;
  takenNs: number;
}

/**
 * The loads of a process in the order that a graph wants: in the order in which they began, but what a load loaded
 * stands right behind it, whatever other threads did in between.
 */
export function loadsOfProcess({ events }: ProcessRecord): RecordedLoad[] {
  const met: RecordedLoad[] = [];
  const threads = new Map<number, OpenLoads>();
  for (const event of events) {
    const open = threads.get(event.thread) ?? { stack: [], ns: event.ns, takenNs: event.takenNs };
    threads.set(event.thread, open);
    const innermost = open.stack.at(-1);
    const load = innermost === undefined ? undefined : met[innermost.at];
    if (innermost !== undefined && load !== undefined) {
      const takenNs = event.takenNs - open.takenNs;
      load.phasesNs[innermost.phase] += event.ns - open.ns - takenNs;
      load.takenNs[innermost.phase] += takenNs;
    }
    open.ns = event.ns;
    open.takenNs = event.takenNs;
    if (event.kind === "begin") {
      const importer = innermost?.at ?? -1;
      const [phasesNs, takenNs]: [PhasesNs, PhasesNs] = [
        [0, 0, 0, 0],
        [0, 0, 0, 0],
      ];
      const at = met.push({ begin: event, end: null, importer, selfNs: 0, phasesNs, takenNs }) - 1;
      open.stack.push({ at, phase: FINDING });
    } else if (event.kind === "phase") {
      // A program may load a module by hand while another one's body runs: a phase never goes back.
      if (innermost !== undefined && event.phase > innermost.phase) innermost.phase = event.phase;
    } else if (innermost !== undefined && load !== undefined) {
      load.end = event;
      if (!event.failed) for (const times of [load.phasesNs, load.takenNs]) settle(times, innermost.phase);
      open.stack.pop();
    }
  }
  for (const load of met) {
    if (load.end !== null)
      load.selfNs = Math.max(
        0,
        load.phasesNs.reduce<number>((sum, ns) => sum + ns, 0),
      );
  }
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
