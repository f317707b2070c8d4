import type { ImportGraph } from "../../../../graph/graph.js";
import { inversion, inverted } from "./inversions.js";
import { circleOf, Replay } from "./replay.js";

/** Two modules that load in another order once imports are gone. */
export interface OrderChange {
  /**
   * "order": `second` loaded before `first`, and now loads behind it; "cycle": a circle of imports was entered by `second`, or
   * went on with it, where it is now `first`: modules meet others half loaded in another place.
   */
  readonly kind: "order" | "cycle";
  /** Module indices. */
  readonly first: number;
  readonly second: number;
}

/**
 * Whether what still loads would load in the order in which it does, were some imports gone.
 *
 * Loading is replayed depth first, each module's imports in the order of their lines, with and without them. What counts is when a
 * module does something that can be noticed: modules that load without any effect may trade places, but for those that
 * import each other in a circle.
 *
 * @param graph of one start; modules of other processes than `process` are left out
 * @param isGone whether an import, by row, no longer runs while its importer loads
 * @param firstEffect the first line of a module that does something that others can notice; 0 where that is not known, null for
 * a load without effects
 * @param sees whether a module's load may differ by how far another module of its circle is loaded
 * @returns the first change; null for none
 */
export function orderChange(
  graph: ImportGraph,
  isGone: (row: number) => boolean,
  firstEffect: (module: number) => number | null,
  process = 0,
  sees: (module: number) => boolean = () => false,
): OrderChange | null {
  const replay = Replay.of(graph, process);
  const before = replay.run(() => false, firstEffect);
  const after = replay.run(isGone, firstEffect);
  const circles = circleOf(graph, (row) => replay.counts(row) && !isGone(row));
  const first = inversion(after.begun, before.begun, graph.modules.count, (module) => circles.get(module) ?? null);
  if (first !== null) return { kind: "cycle", first: first[0], second: first[1] };
  const half = completed(replay.circles, before.within, after.within, sees);
  if (half !== null) return { kind: "cycle", first: half[0], second: half[1] };
  const effects = inversion(after.effects, before.effects, replay.stretches.length, () => 0);
  if (effects === null) return null;
  const [one, other] = effects.map((stretch) => replay.stretches[stretch] ?? 0);
  return { kind: "order", first: one ?? 0, second: other ?? 0 };
}

/** Modules that do something before what others do, and did it behind it, or the other way round: one of each two must be free of effects. */
export function tradingPlaces(
  graph: ImportGraph,
  isGone: (row: number) => boolean,
  firstEffect: (module: number) => number | null,
  process = 0,
): ReadonlySet<number> {
  const replay = Replay.of(graph, process);
  const before = replay.run(() => false, firstEffect);
  const after = replay.run(isGone, firstEffect);
  const stretches = inverted(after.effects, before.effects, replay.stretches.length);
  return new Set(stretches.map((stretch) => replay.stretches[stretch] ?? 0));
}

/** Modules that load while something else loads, and without some imports do so later or never. */
export function lateLoads(graph: ImportGraph, isGone: (row: number) => boolean, process = 0): number[] {
  const replay = Replay.of(graph, process);
  const after = new Set(replay.run(isGone, () => null).begun);
  return replay.begunBefore.filter((module) => !after.has(module));
}

/** A module that met another one of its circle half loaded, and meets it complete, or loads later; null for none. */
function completed(
  circles: ReadonlyMap<number, number>,
  before: ReadonlyMap<number, readonly number[]>,
  after: ReadonlyMap<number, readonly number[]>,
  sees: (module: number) => boolean,
): readonly [number, number] | null {
  for (const [module, open] of before) {
    const circle = circles.get(module);
    if (circle === undefined || !sees(module)) continue;
    const now = new Set(after.get(module));
    for (const other of open) {
      // What loads later together with the other one meets it as it does now.
      const isMet = after.has(other) && !now.has(other);
      if (isMet && circles.get(other) === circle) return [other, module];
    }
  }
  return null;
}
