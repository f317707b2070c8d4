import { Cuts, removableNames } from "./cut.js";
import type { RemovableStart } from "./removable.js";

export interface ChooseOptions {
  /** What it costs to take each name away, in edits; Infinity for one that must stay. */
  readonly capacity: readonly number[];
  /** Sets of modules worth taking out together, by node: distributions, packages, expensive modules. */
  readonly targets: readonly (readonly number[])[];
  /** What a further set has to save, microseconds, weighted. */
  readonly leastUs: number;
}

export interface Choice {
  /** The names to take away, in the order in which they were chosen. */
  readonly chosen: readonly number[];
  /** Names that were chosen together, with what they added: microseconds, weighted. */
  readonly steps: readonly { readonly names: readonly number[]; readonly savingUs: number }[];
  readonly savingUs: number;
}

/**
 * Names whose removal saves the most for the fewest edits. Savings don't add up (two imports of one module save nothing one
 * by one), so what is compared are cuts: for each target the cheapest set that takes it out, and of those in turn the one
 * with the best saving for each edit, given what is chosen already, until none saves enough. A name without which
 * nothing more is loaded is then left out again.
 */
export function choose(starts: readonly RemovableStart[], options: ChooseOptions): Choice {
  const capacity = [...options.capacity];
  const names = removableNames(capacity);
  const grounds = starts.map((start) => new Cuts(start, names));
  const costOf = (removed: ReadonlySet<number>): number =>
    grounds.reduce((sum, { reach }) => sum + reach.start.weight * reach.cost(removed), 0);
  const chosen = new Set<number>();
  const steps: { names: readonly number[]; savingUs: number }[] = [];
  const before = costOf(chosen);
  let now = before;
  for (;;) {
    let candidates = allCuts(grounds, capacity, options.targets, chosen);
    const stepsBefore = steps.length;
    while (candidates.length > 0) {
      let best: { names: readonly number[]; savingUs: number; rate: number } | null = null;
      const worth: (readonly number[])[] = [];
      for (const candidate of candidates) {
        const names = candidate.filter((name) => !chosen.has(name));
        if (names.length === 0) continue;
        const savingUs = now - costOf(new Set([...chosen, ...names]));
        if (savingUs < options.leastUs) continue;
        worth.push(names);
        const rate = savingUs / names.reduce((sum, name) => sum + (capacity[name] ?? 1), 0);
        if (best === null || rate > best.rate) best = { names, savingUs, rate };
      }
      if (best === null) break;
      for (const name of best.names) {
        chosen.add(name);
        capacity[name] = 0;
      }
      now -= best.savingUs;
      steps.push({ names: best.names, savingUs: best.savingUs });
      candidates = worth;
    }
    if (steps.length === stepsBefore) break;
  }
  const needed = withoutIdle(chosen, now, costOf);
  return {
    chosen: [...needed],
    steps: steps
      .map(({ names, savingUs }) => ({ names: names.filter((name) => needed.has(name)), savingUs }))
      .filter(({ names }) => names.length > 0),
    savingUs: before - now,
  };
}

/** The cuts of all targets in all starts, each set once. */
function allCuts(
  grounds: readonly Cuts[],
  capacity: readonly number[],
  targets: ChooseOptions["targets"],
  chosen: ReadonlySet<number>,
): readonly (readonly number[])[] {
  const found = new Map<string, readonly number[]>();
  for (const cuts of grounds) {
    cuts.price(capacity);
    const isLoaded = cuts.loadedWithout(chosen);
    for (const target of targets) {
      const left = target.filter(isLoaded);
      if (left.length === 0) continue;
      for (const cut of cuts.of(left) ?? []) {
        const sorted = [...cut].sort((a, b) => a - b);
        if (sorted.length > 0) found.set(sorted.join(), sorted);
      }
    }
  }
  return [...found.values()];
}

function withoutIdle(
  chosen: ReadonlySet<number>,
  cost: number,
  costOf: (removed: ReadonlySet<number>) => number,
): ReadonlySet<number> {
  const needed = new Set(chosen);
  for (const name of [...chosen].reverse()) {
    needed.delete(name);
    if (costOf(needed) > cost + 0.5) needed.add(name);
  }
  return needed;
}
