import type { RecordedLoad, RecordedProcess } from "../languages/recording.js";

/**
 * What belongs to a start of a run's processes: without what they loaded after its end, as a server does that shuts down
 * in good order when we stop it, and a child that outlives its program. A command that leaves all its work to others
 * has no other end than theirs.
 *
 * @param processes in the order in which they began
 * @param endedNs by the clock that the loads' beginnings are read from
 */
export function untilEnd(processes: readonly RecordedProcess[], endedNs: number): RecordedProcess[] {
  const during = processes.filter(({ startNs }) => startNs <= endedNs);
  return during.length === 0 ? [...processes] : during.map((each) => loadedUntil(each, endedNs));
}

function loadedUntil(process: RecordedProcess, endedNs: number): RecordedProcess {
  const loads: RecordedLoad[] = [];
  const late = new Set<string>();
  const place = process.loads.map((load) => {
    if ((load.beganNs ?? 0) <= endedNs) return loads.push(load) - 1;
    late.add(load.module);
    return -1;
  });
  if (late.size === 0) return process;
  return {
    ...process,
    loads: loads.map((load) => ({ ...load, importer: place[load.importer] ?? -1 })),
    imports: process.imports.filter(
      ({ importer, imported, loaded }) => !(loaded && late.has(imported)) && !(importer !== null && late.has(importer)),
    ),
    anatomy: (run, bootNs) => process.anatomy(run, bootNs),
  };
}
