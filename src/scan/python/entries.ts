import { UserError } from "../../errors.js";
import type { ImportGraph } from "../../graph/graph.js";
import type { Warning } from "../../graph/profile.js";
import type { InstalledDistributions } from "../../io/installed-distributions.js";
import { absolute, kindOf } from "../../io/paths.js";
import type { FoundModule, ModuleFinder } from "../../languages/python/resolve/finder.js";
import type { Folders } from "../../languages/python/resolve/folders.js";
import { didYouMean } from "../nearest.js";
import type { Entries, ScanRequest } from "../request.js";
import { projectScripts } from "./project-scripts.js";

export interface EntrySearch {
  readonly request: ScanRequest;
  /** Absolute. */
  readonly targets: readonly string[];
  readonly modules: readonly FoundModule[];
  readonly finder: ModuleFinder;
  readonly listed: Folders;
  readonly installed: InstalledDistributions;
  readonly roots: readonly string[];
  readonly root: string;
}

interface Entry {
  readonly found: FoundModule;
  /** Whether it runs as `__main__`; otherwise a launcher imports it. */
  readonly runs: boolean;
}

export interface FoundEntries {
  /** The modules that must be part of the graph: the entries and the packages around them. */
  readonly found: readonly FoundModule[];
  readonly warnings: readonly Warning[];
  in(graph: ImportGraph): Entries;
}

/** @throws UserError `entry-missing` */
export function findEntries(search: EntrySearch): FoundEntries {
  const { request, finder } = search;
  const asked = request.entries.map((name) => askedFor(name, search));
  const entries = asked.length > 0 ? asked : usual(search);
  const starts = entries.flatMap(({ found }) => [...around(found, finder), found]);
  const message = "no entry was found: give it with --entry to see what is loaded at startup";
  return {
    found: starts,
    warnings: entries.length > 0 ? [] : [{ code: "no-entry", message }],
    in: (graph) => indices(entries, starts, graph),
  };
}

function indices(entries: readonly Entry[], starts: readonly FoundModule[], graph: ImportGraph): Entries {
  const index = new Map(graph.modules.name.map((name, module) => [name, module]));
  const of = (found: readonly FoundModule[]): number[] => found.map(({ name }) => index.get(name) ?? -1);
  return {
    run: new Set(of(entries.filter(({ runs }) => runs).map(({ found }) => found))),
    starts: new Set(of(starts)),
    named: [...new Set(of(entries.map(({ found }) => found)))],
  };
}

/** The packages that are loaded before a module because it lies in them. */
function* around({ name }: FoundModule, finder: ModuleFinder): Iterable<FoundModule> {
  if (name.includes("/")) return;
  for (let dot = name.indexOf("."); dot >= 0; dot = name.indexOf(".", dot + 1)) {
    const found = finder.find(name.slice(0, dot));
    if (found !== null) yield found;
  }
}

function askedFor(asked: string, search: EntrySearch): Entry {
  const { finder, modules, installed } = search;
  const path = absolute(asked);
  if (kindOf(path) === "file") {
    const known = modules.find(({ file }) => file === path);
    return { found: known ?? { name: path, kind: "source", file: path, folders: null }, runs: true };
  }
  const known = modules.find(({ name }) => name === asked);
  if (known !== undefined) return running(known, finder);
  const [module = "", ...functions] = asked.split(":");
  const found = /^[\w.]+$/.test(module) ? finder.find(module) : null;
  if (found !== null) return functions.length > 0 ? { found, runs: false } : running(found, finder);
  const scripts = new Map([...installed.scripts(), ...search.roots.flatMap((root) => [...projectScripts(root)])]);
  const script = scripts.get(asked);
  const launched = script === undefined ? null : launchedBy(script, finder);
  if (launched !== null) return launched;
  const hint = didYouMean(asked, [...modules.map(({ name }) => name), ...scripts.keys()]);
  const next = "give a module, MODULE:FUNCTION, a file, or a console script's name";
  throw new UserError(
    "entry-missing",
    `there is no module, file or script ${asked} to begin with`,
    hint === "" ? next : `${hint} ${next}`,
  );
}

/** As `python -m` runs a module or package. */
function running(found: FoundModule, finder: ModuleFinder): Entry {
  const main = found.folders === null ? null : finder.find(`${found.name}.__main__`);
  return main === null ? { found, runs: found.folders === null } : { found: main, runs: true };
}

/** @param script `module:function` */
function launchedBy(script: string, finder: ModuleFinder): Entry | null {
  const found = finder.find(script.split(":")[0] ?? "");
  return found === null ? null : { found, runs: false };
}

/**
 * What runs where nobody says: a file that is the target; a package's `__main__`, else the console scripts that
 * lead into it, else itself; a project's console scripts, else the `__main__` of its packages.
 */
function usual({ request, targets, modules, finder, listed, installed, roots }: EntrySearch): Entry[] {
  const entries: Entry[] = [];
  const byFile = new Map(modules.map((found) => [found.file, found]));
  for (const target of targets) {
    const file = byFile.get(target);
    if (file !== undefined) {
      entries.push({ found: file, runs: request.module === undefined });
      continue;
    }
    const main = byFile.get(`${target}/__main__.py`);
    const init = byFile.get(`${target}/__init__.py`);
    if (init !== undefined || request.module !== undefined) {
      const own = init?.name ?? request.module ?? "";
      const inside = (script: string): boolean => script === own || /^[.:]/.test(script.slice(own.length));
      const scripts = main !== undefined ? [] : [...scriptsOf(target, roots), ...installed.scripts().values()];
      const launched = scripts
        .filter((script) => script.startsWith(own) && inside(script))
        .map((script) => launchedBy(script, finder));
      const found = launched.filter((entry) => entry !== null);
      if (main !== undefined) entries.push({ found: main, runs: true });
      else if (found.length > 0) entries.push(...found);
      else if (init !== undefined) entries.push({ found: init, runs: false });
      continue;
    }
    const launched = scriptsOf(target, roots).map((script) => launchedBy(script, finder));
    const found = launched.filter((entry) => entry !== null);
    if (found.length > 0) entries.push(...found);
    else {
      for (const module of modules) {
        const top = module.name.split(".");
        const isMain = module.name === "__main__" || (top.length === 2 && top[1] === "__main__");
        if (isMain && module.file?.startsWith(`${target}/`) && listed.entries(target) !== null) {
          entries.push({ found: module, runs: true });
        }
      }
    }
  }
  return entries;
}

function scriptsOf(target: string, roots: readonly string[]): string[] {
  const folders = [target, ...roots, ...roots.map((root) => root.slice(0, root.lastIndexOf("/")))];
  return [...new Set(folders)].flatMap((folder) => [...projectScripts(folder).values()]);
}
