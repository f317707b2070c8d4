import type { ImportGraph } from "./graph.js";
import type { ModuleSum } from "./module-sums.js";
import { ORIGINS } from "./vocabulary.js";

/** How the machine of one graph compares with that of another, judged by the runtime's own modules. */
export interface Speed {
  /** Median of after / before: 1.3 when the same modules take 1.3 times as long in `after`. */
  readonly ratio: number;
  /** How many modules it rests on. */
  readonly modules: number;
  /**
   * What these recordings scatter, microseconds: 98 of 100 of the runtime's modules differ from the ratio by no
   * more. Their code is the same, so this is the noise of a single run (a time slice lost, a cold disk).
   */
  readonly scatterUs: number;
}

const SCATTER = 0.98;

/** Shorter times are mostly the clock and the rounding of a log to microseconds. */
const LEAST_US = 50;
/** The median of fewer ratios says little about a machine. */
const LEAST_MODULES = 10;

/**
 * The runtime's own modules (standard library, built-in) are the same code in both starts, so their times tell
 * the machines apart; the median ignores the few whose time has a cause of its own.
 *
 * @param pairs modules that both graphs load, before and after
 * @returns null where too few are comparable
 */
export function speedBetween(
  before: ImportGraph,
  after: ImportGraph,
  pairs: Iterable<readonly [ModuleSum, ModuleSum]>,
): Speed | null {
  const ratios: number[] = [];
  const compared: (readonly [ModuleSum, ModuleSum])[] = [];
  for (const [old, now] of pairs) {
    if (old.isPartial || now.isPartial || old.loads !== now.loads) continue;
    if (!isRuntime(before, old) || !isRuntime(after, now)) continue;
    compared.push([old, now]);
    if (old.selfUs >= LEAST_US && now.selfUs >= LEAST_US) ratios.push(now.selfUs / old.selfUs);
  }
  if (ratios.length < LEAST_MODULES) return null;
  ratios.sort((a, b) => a - b);
  const half = ratios.length >> 1;
  const high = ratios[half] ?? 1;
  const low = ratios.length % 2 === 1 ? high : (ratios[half - 1] ?? high);
  const ratio = (low + high) / 2;
  const off = compared.map(([old, now]) => Math.abs(now.selfUs - old.selfUs * ratio)).sort((a, b) => a - b);
  return { ratio, modules: ratios.length, scatterUs: off[Math.ceil(off.length * SCATTER) - 1] ?? 0 };
}

function isRuntime(graph: ImportGraph, { module }: ModuleSum): boolean {
  const origin = ORIGINS[graph.modules.origin[module] ?? 0];
  return origin === "stdlib" || origin === "builtin";
}
