import { type Replacement, replacedModules } from "../../languages/javascript/judge/replaced-modules.js";
import type { ProgramGround } from "./program-ground.js";

/**
 * Modules that a project's own files put others in the place of.
 *
 * @param words what a text has that does this; by default all that is known to
 * @returns by absolute file
 */
export function replacementsIn(
  { sources, resolver, texts, loaded }: ProgramGround,
  words?: RegExp,
): ReadonlyMap<string, Replacement> {
  const found = new Map<string, Replacement>();
  for (const source of sources) {
    const resolve = (specifier: string): string | null => resolver.filesOf(specifier, source)[0] ?? null;
    for (const [file, place] of replacedModules(texts.of(source) ?? "", loaded.shown(source), resolve, words))
      if (!found.has(file)) found.set(file, place);
  }
  return found;
}

/** The first file with code, of those that starts loaded and the project's own, whose text has something; null for none. */
export function firstWith({ loaded, sources, texts }: ProgramGround, what: RegExp): string | null {
  const all = [...loaded.modules.keys(), ...sources];
  return all.find((file) => /\.[cm]?[jt]sx?$/.test(file) && what.test(texts.of(file) ?? "")) ?? null;
}
