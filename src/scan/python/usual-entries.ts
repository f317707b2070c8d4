import type { FoundModule } from "../../languages/python/resolve/finder.js";
import { type Entry, type EntrySearch, launchedBy } from "./entry.js";

/**
 * What runs where nobody says: a file that is the target; a package's `__main__`, else the console scripts that
 * lead into it, else itself; a project's console scripts, else the `__main__` of its packages.
 */
export function usualEntries(search: EntrySearch): Entry[] {
  const byFile = new Map(search.modules.map((found) => [found.file, found]));
  return search.targets.flatMap((target) => ofTarget(target, byFile, search));
}

function ofTarget(target: string, byFile: ReadonlyMap<string | null, FoundModule>, search: EntrySearch): Entry[] {
  const { request, installed, scripts, modules } = search;
  const file = byFile.get(target);
  if (file !== undefined) return [{ found: file, runs: request.module === undefined }];
  const main = byFile.get(`${target}/__main__.py`);
  if (main !== undefined) return [{ found: main, runs: true }];
  const init = byFile.get(`${target}/__init__.py`);
  if (init === undefined && request.module === undefined) {
    const own = launched(scripts, search);
    return own.length > 0 ? own : mainModules(modules, target);
  }
  const name = init?.name ?? request.module ?? "";
  const all = [...installed.scripts(), ...scripts];
  const inside = all.filter(([, script]) => script.startsWith(name) && /^(?:$|[.:])/.test(script.slice(name.length)));
  // Of several, the one that is called as the package is: what users start.
  const chief = inside.filter(([script]) => script === name || script === name.replaceAll("_", "-"));
  const found = launched(new Map(chief.length > 0 ? chief : inside), search);
  if (found.length > 0) return found;
  return init === undefined ? [] : [{ found: init, runs: false }];
}

function launched(scripts: ReadonlyMap<string, string>, { finder }: EntrySearch): Entry[] {
  return [...scripts.values()].map((script) => launchedBy(script, finder)).filter((entry) => entry !== null);
}

/** `__main__` of a folder that is run itself, and of the packages directly in it. */
function mainModules(modules: readonly FoundModule[], target: string): Entry[] {
  return modules
    .filter(({ name, file }) => /^(?:[^./]+\.)?__main__$/.test(name) && file?.startsWith(`${target}/`) === true)
    .map((found) => ({ found, runs: true }));
}
