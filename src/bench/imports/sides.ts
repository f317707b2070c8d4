import { type ImportSet, importSetName } from "../../graph/import-set.js";

/** What is known of one side: import times of each of its runs by set, microseconds, and how many modules a set has there. */
export interface ImportSide {
  readonly name: string;
  readonly modules: ReadonlyMap<string, number>;
  readonly runs: readonly ReadonlyMap<string, number>[];
}

/** The set of all modules. */
export const WHOLE = "all imports";

/** Modules and distributions that are told as one, beside what is always told: as the user wrote them, by commas. */
export interface AskedSet {
  readonly name: string;
  readonly of: readonly string[];
}

export function askedSet(text: string): AskedSet {
  const of = text.split(",").map((each) => each.trim());
  return { name: text, of: of.filter((each) => each !== "") };
}

/** @param module with all that is below it; or a distribution */
function holds({ of }: AskedSet, module: string, set: ImportSet): boolean {
  const names = [set.distribution ?? importSetName(set), module];
  return of.some((each) => names.includes(each) || module.startsWith(`${each}.`) || module.startsWith(`${each}/`));
}

/**
 * @param runs self times of each run by module, microseconds
 * @param setOf what a module belongs to
 */
export function sideOf(
  name: string,
  runs: readonly ReadonlyMap<string, number>[],
  setOf: (module: string) => ImportSet,
  asked: readonly AskedSet[],
): ImportSide {
  const setsOf = new Map<string, readonly string[]>();
  for (const run of runs) {
    for (const module of run.keys()) {
      if (setsOf.has(module)) continue;
      const set = setOf(module);
      const more = asked.filter((each) => holds(each, module, set)).map((each) => each.name);
      setsOf.set(module, [...new Set([WHOLE, importSetName(set), ...more])]);
    }
  }
  const modules = new Map<string, number>();
  for (const sets of setsOf.values()) for (const set of sets) modules.set(set, (modules.get(set) ?? 0) + 1);
  const sums = runs.map((run) => {
    const times = new Map<string, number>();
    for (const [module, us] of run)
      for (const set of setsOf.get(module) ?? []) times.set(set, (times.get(set) ?? 0) + us);
    return times;
  });
  return { name, modules, runs: sums };
}
