import type { ModuleValues } from "./values.js";

/** Names of a module that hold something else when it is loaded at another time. */
export interface TimeDependent {
  readonly module: string;
  /** In two fresh processes: time, process id, random state. */
  readonly unstable: readonly string[];
  /** Only after the program ran: arguments, folder, environment, streams, levels. */
  readonly late: readonly string[];
}

/**
 * Compares modules that were loaded early, early again in another process, and late. A module that was not loaded in
 * one of them, or that failed in some of them alone, counts with the name "" for the whole of it.
 *
 * @param modules those that would move
 */
export function dependsOnTime(
  modules: Iterable<string>,
  early: ModuleValues,
  again: ModuleValues,
  late: ModuleValues,
): TimeDependent[] {
  const found: TimeDependent[] = [];
  for (const module of modules) {
    const unstable = differing(module, early, again);
    const known = new Set(unstable);
    const others = differing(module, early, late).filter((name) => !known.has(name));
    if (unstable.length > 0 || others.length > 0) found.push({ module, unstable, late: others });
  }
  return found;
}

function differing(module: string, one: ModuleValues, other: ModuleValues): string[] {
  const [a, b] = [one.modules.get(module), other.modules.get(module)];
  if (one.failed.get(module) !== other.failed.get(module)) return [""];
  if (a === undefined || b === undefined) return a === b && one.failed.has(module) ? [] : [""];
  return [...new Set([...a.keys(), ...b.keys()])].filter((name) => a.get(name) !== b.get(name)).sort();
}
