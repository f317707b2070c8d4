/** A module that another one changes as it loads, and that may be had without that one. */
export interface LooseTie {
  readonly changing: string;
  readonly changed: string;
  /** Where a load may begin that leads to the one and not to the other. */
  readonly door: string;
}

/**
 * Of modules that load later, and of which some change others: whether whoever gets at one that is changed has the one that changes it,
 * as now. All by their names.
 *
 * @param tied what each changes
 * @param doors modules at which loading may begin later
 * @param imported what each module imports while it loads, without what moved
 */
export function looseTie(
  tied: ReadonlyMap<string, ReadonlySet<string>>,
  doors: Iterable<string>,
  imported: ReadonlyMap<string, ReadonlySet<string>>,
): LooseTie | null {
  if (tied.size === 0) return null;
  for (const door of doors) {
    const brought = broughtBy(door, imported);
    for (const [changing, all] of tied) {
      if (brought.has(changing)) continue;
      for (const changed of all) if (brought.has(changed)) return { changing, changed, door };
    }
  }
  return null;
}

/** What the load of a module brings by itself, with it. */
function broughtBy(door: string, imported: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const found = new Set([door]);
  for (const module of found) for (const next of imported.get(module) ?? []) found.add(next);
  return found;
}
