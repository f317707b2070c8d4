import type { Caches, Warning } from "../graph/profile.js";
import type { RecordedProcess } from "../languages/recording.js";
import type { HookedRun } from "./runs.js";

/** What was compiled in the timed runs, as the hooks saw it: the median run's count. */
export function cachesOf(timed: readonly HookedRun[], cold: boolean): Caches {
  const compiled = medianCount(timed, () => true);
  if (cold) return { state: "cold", compiled };
  const processes = timed.flatMap((run) => run.processes);
  const isCold = processes.filter((process) => process.isCold === true).length;
  const again = compiledAgain(timed);
  if (isCold > 0) return { state: isCold === processes.length ? "cold" : "mixed", compiled };
  return { state: again !== null && again > 0 ? "mixed" : "warm", compiled };
}

/** Modules that were compiled in the median run although an earlier one could have left them compiled; null if unknown. */
export function compiledAgain(timed: readonly HookedRun[]): number | null {
  return medianCount(timed, ({ isCold }) => isCold !== true);
}

function medianCount(timed: readonly HookedRun[], isMeant: (process: RecordedProcess) => boolean): number | null {
  const counts = timed.flatMap(({ processes }) => {
    const known = processes.filter(isMeant).flatMap(({ fromSource }) => fromSource ?? []);
    return known.length === 0 ? [] : [known.reduce((sum, count) => sum + count, 0)];
  });
  counts.sort((a, b) => a - b);
  return counts[(counts.length - 1) >> 1] ?? null;
}

/**
 * Every start compiles what an earlier one could have kept, often for a folder that may not be written to; or none does.
 *
 * @param again see `compiledAgain`
 */
export function cachesWarning({ state, compiled }: Caches, isAskedCold: boolean, again: number | null): Warning[] {
  if (isAskedCold) {
    if (state !== "cold" || compiled !== 0) return [];
    const message =
      "--cold had no effect: nothing was compiled in these runs (Python 3.7, for one, knows no other cache folder)";
    return [{ code: "not-cold", message }];
  }
  if (again === null || again === 0) return [];
  const are = again === 1 ? "1 module was" : `${again} modules were`;
  const message = `${are} compiled from source in every run, though earlier runs could have kept the result: a cache folder that can't be written, or a setting (PYTHONDONTWRITEBYTECODE)?`;
  return [{ code: "compiled-again", message }];
}
