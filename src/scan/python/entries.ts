import { UserError } from "../../errors.js";
import type { ImportGraph } from "../../graph/graph.js";
import type { Warning } from "../../graph/profile.js";
import { absolute, kindOf } from "../../io/paths.js";
import type { FoundModule, ModuleFinder } from "../../languages/python/resolve/finder.js";
import { didYouMean } from "../nearest.js";
import type { Entries } from "../request.js";
import { type Entry, type EntrySearch, launchedBy, running } from "./entry.js";
import { usualEntries } from "./usual-entries.js";

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
  const entries = asked.length > 0 ? asked : usualEntries(search);
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
  const scripts = new Map([...installed.scripts(), ...search.scripts]);
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
