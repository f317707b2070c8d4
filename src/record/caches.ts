import type { Caches, Warning } from "../graph/profile.js";
import type { HookedRun } from "./runs.js";

/** What was compiled in the timed runs, as the hooks saw it: the median run's count. */
export function cachesOf(timed: readonly HookedRun[], cold: boolean): Caches {
  const counts = timed.map(({ processes }) => {
    const known = processes.flatMap(({ fromSource }) => fromSource ?? []);
    return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0);
  });
  const known = counts.filter((count) => count !== null).sort((a, b) => a - b);
  const compiled = known[(known.length - 1) >> 1] ?? null;
  return { state: cold ? "cold" : compiled !== null && compiled > 0 ? "mixed" : "warm", compiled };
}

/** Every start compiles what an earlier one could have kept, often for a folder that may not be written to; or none does. */
export function cachesWarning({ state, compiled }: Caches): Warning[] {
  if (state === "cold" && compiled === 0) {
    const message = "--cold had no effect: nothing was compiled in these runs (Python 3.7 knows no other cache folder)";
    return [{ code: "not-cold", message }];
  }
  if (state !== "mixed") return [];
  const are = compiled === 1 ? "1 module was" : `${compiled} modules were`;
  const message = `${are} compiled from source in every run, though earlier runs could have kept the result: a cache folder that can't be written, or a setting (PYTHONDONTWRITEBYTECODE)?`;
  return [{ code: "compiled-again", message }];
}
