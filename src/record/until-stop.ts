import type { RecordedLoad, RecordedProcess } from "../languages/recording.js";

/**
 * A process without what it loaded after the moment at which we stopped it: a server that shuts down in good order may
 * load more to do so.
 *
 * @param endedNs by the clock that the loads' beginnings are read from
 */
export function untilStop(process: RecordedProcess, endedNs: number): RecordedProcess {
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
