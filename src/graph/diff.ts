import type { ImportGraph } from "./graph.js";
import { type ModuleSum, moduleSums } from "./module-sums.js";
import { type Speed, speedBetween } from "./speed.js";

/** A module that both graphs load, whose own time differs by more than noise. */
export interface ChangedModule {
  readonly before: ModuleSum;
  readonly after: ModuleSum;
  /** The time before at the speed of the machine of `after`. */
  readonly expectedUs: number;
  /** Differences from `expectedUs` up to this one are noise. */
  readonly noiseUs: number;
}

export interface GraphDiff {
  /** Loaded in `after` alone, largest self time first. */
  readonly added: readonly ModuleSum[];
  /** Loaded in `before` alone, largest self time first. */
  readonly removed: readonly ModuleSum[];
  /** Largest difference from what was expected first. */
  readonly changed: readonly ChangedModule[];
  /** The modules of both graphs that are not in `changed`: after.us - before.us is noise or the machine's speed. */
  readonly same: { readonly modules: number; readonly beforeUs: number; readonly afterUs: number };
  /** Null where too few of the runtime's own modules are in both; times are then compared as they are. */
  readonly speed: Speed | null;
}

/**
 * What the loads of one start have that another's have not. Modules are matched by name, and compared by self
 * time alone: who imports a module, or first, moves cumulative times but is no growth of the module.
 *
 * The times of `added`, less those of `removed`, plus the differences of `changed` and `same`, are the
 * difference of the totals, exactly.
 */
export function diffGraphs(before: ImportGraph, after: ImportGraph): GraphDiff {
  const old = moduleSums(before);
  const now = moduleSums(after);
  const added = [...now.values()].filter(({ name }) => !old.has(name)).sort(bySelf);
  const removed = [...old.values()].filter(({ name }) => !now.has(name)).sort(bySelf);
  const pairs: [ModuleSum, ModuleSum][] = [];
  for (const sum of old.values()) {
    const other = now.get(sum.name);
    if (other !== undefined) pairs.push([sum, other]);
  }
  const speed = speedBetween(before, after, pairs);
  const changed: ChangedModule[] = [];
  const same = { modules: 0, beforeUs: 0, afterUs: 0 };
  for (const [was, is] of pairs) {
    const expectedUs = was.selfUs * (speed?.ratio ?? 1);
    const noiseUs = noise(was, is, expectedUs, speed);
    // Without its own row a module's time is not known to be anything.
    const isComparable = !was.isPartial && !is.isPartial;
    if (isComparable && Math.abs(is.selfUs - expectedUs) > noiseUs) {
      changed.push({ before: was, after: is, expectedUs, noiseUs });
    } else {
      same.modules++;
      same.beforeUs += was.selfUs;
      same.afterUs += is.selfUs;
    }
  }
  changed.sort((a, b) => Math.abs(b.after.selfUs - b.expectedUs) - Math.abs(a.after.selfUs - a.expectedUs));
  return { added, removed, changed, same, speed };
}

/**
 * With spreads of several runs: the sum of both (about 3.4 standard deviations of the difference of two medians
 * of five normal runs), at least 5 % and 0.1 ms, which is what a machine drifts between two recordings. For
 * single runs: 20 % and 1 ms, or what the runtime's unchanged modules scatter, where that is more.
 */
function noise(before: ModuleSum, after: ModuleSum, expectedUs: number, speed: Speed | null): number {
  if (before.spreadUs === null || after.spreadUs === null) {
    return Math.max(1000, 0.2 * expectedUs, speed?.scatterUs ?? 0);
  }
  return Math.max(100, 0.05 * expectedUs, before.spreadUs * (speed?.ratio ?? 1) + after.spreadUs);
}

function bySelf(a: ModuleSum, b: ModuleSum): number {
  return b.selfUs - a.selfUs;
}
