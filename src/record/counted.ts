import type { RecordedProcess } from "../languages/recording.js";

/** What one run loaded and opened, counted. */
export interface CountedRun {
  /** Loads of all its processes: a module that two of them load counts twice. */
  readonly loads: number;
  /** Names of what was loaded, also of what failed. */
  readonly modules: ReadonlySet<string>;
  /** Files that were opened or tried from where the hooks begin; null where a runtime does not tell. */
  readonly opened: number | null;
}

export function countedRun(processes: readonly RecordedProcess[]): CountedRun {
  const modules = new Set<string>();
  let [loads, opened]: [number, number | null] = [0, 0];
  for (const process of processes) {
    loads += process.loads.length;
    for (const { module } of process.loads) modules.add(module);
    opened = opened === null || process.opened === undefined ? null : opened + process.opened;
  }
  return { loads, modules, opened };
}
