import type { ImportGraph } from "../graph/graph.js";
import type { EntryGain, FilesLoaded, Instead } from "./plan.js";
import type { RecordedCommand } from "./recordings.js";
import { weightedMean } from "./weighted-mean.js";

/** Imports that save more than this share of the start speak for themselves. */
const LITTLE = 0.05;
/** A file that takes this share of loading leaves nothing that could be put together with it. */
const NEARLY_ALL = 0.9;

export interface Asked {
  readonly recorded: readonly RecordedCommand[];
  /** Microseconds of the start as it is. */
  readonly beforeUs: number;
  /** What is worth an edit. */
  readonly leastUs: number;
  /** What the proposed imports save. */
  readonly movedUs: number;
  readonly entry: EntryGain | null;
}

/** What would help a start beside imports; null where those help it. */
export function insteadOf({ recorded, beforeUs, leastUs, movedUs, entry }: Asked): Instead | null {
  if (movedUs > LITTLE * beforeUs) return null;
  const collectors = recorded.map(({ graph }) => graph.recorded?.anatomy?.collectorUs ?? null);
  const isTold = entry === null && collectors.every((us) => us !== null);
  const collectorUs = Math.round(weightedMean(recorded, (_, at) => collectors[at] ?? 0));
  return {
    load: filesLoaded(recorded, beforeUs, leastUs),
    entry,
    collectorUs: isTold && collectorUs >= leastUs ? collectorUs : null,
  };
}

function filesLoaded(recorded: readonly RecordedCommand[], beforeUs: number, leastUs: number): FilesLoaded {
  const loads = recorded.map(({ graph }) => loadedFiles(graph));
  const mean = (value: (of: LoadedFiles) => number): number =>
    Math.round(weightedMean(recorded, (_, at) => value(loads[at] ?? NOTHING)));
  const us = mean((of) => of.us);
  const foundUs = loads.every((of) => of.foundUs !== null) ? mean((of) => of.foundUs ?? 0) : null;
  const byFile = new Map<string, number>();
  recorded.forEach((_, at) => {
    for (const file of loads[at]?.byFile.keys() ?? [])
      byFile.set(
        file,
        mean((of) => of.byFile.get(file) ?? 0),
      );
  });
  const [largest] = [...byFile].sort(([, a], [, b]) => b - a);
  const isOne = largest !== undefined && largest[1] >= NEARLY_ALL * us;
  return {
    files: mean((of) => of.files),
    us,
    share: us > beforeUs ? null : us / Math.max(1, beforeUs),
    foundUs,
    bundle: (foundUs ?? us) < leastUs ? "little" : isOne ? "one-file" : "may-help",
    largest: largest === undefined ? null : { file: largest[0], us: largest[1] },
  };
}

interface LoadedFiles {
  readonly files: number;
  readonly us: number;
  readonly foundUs: number | null;
  readonly byFile: ReadonlyMap<string, number>;
}

const NOTHING: LoadedFiles = { files: 0, us: 0, foundUs: 0, byFile: new Map() };

function loadedFiles({ modules, loads, recorded }: ImportGraph): LoadedFiles {
  const byFile = new Map<string, number>();
  let us = 0;
  let foundUs: number | null = 0;
  for (let load = 0; load < loads.count; load++) {
    const file = modules.file?.[loads.module[load] ?? 0] ?? null;
    if (file === null) continue;
    const own = loads.selfUs[load] ?? 0;
    us += own;
    byFile.set(file, (byFile.get(file) ?? 0) + own);
    const phases = recorded?.loads?.get(load)?.phases;
    foundUs = phases === undefined || foundUs === null ? null : foundUs + phases.resolveUs + phases.readUs;
  }
  return { files: byFile.size, us, foundUs, byFile };
}
