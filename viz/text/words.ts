import type { Evidence } from "../../src/graph/vocabulary.js";
import { functionName } from "./functions.js";

/** How the page speaks of what the graph holds: modules and imports, or functions and calls. */
export interface Words {
  /** "module", as `counted` takes it. */
  readonly one: string;
  readonly many: string;
  /** Heads of the table. */
  readonly head: string;
  readonly heads: string;
  readonly noneMatches: string;
  /** Where two starts are compared and nothing differs. */
  readonly noChange: string;
  readonly chain: string;
  /** Before and without a count of what the chosen one loaded. */
  readonly loads: string;
  readonly loadsNone: string;
  readonly others: string;
  readonly importers: string;
  readonly loadedBy: string;
  readonly withLoads: string;
  /** What a reader of the screen hears: of the icicle, the panel and the search. */
  readonly tree: string;
  readonly panel: string;
  readonly search: string;
  /** What each kind of evidence cannot say. */
  readonly caveats: Readonly<Record<Evidence, string>>;
  /** What is left of a name where it does not fit, to be shortened further. */
  readonly short: (name: string) => string;
}

const MODULES: Words = {
  one: "module",
  many: "modules",
  head: "Module",
  heads: "Modules",
  noneMatches: "No module matches",
  noChange: "The same modules are loaded, none of them with a time that differs by more than noise.",
  chain: "Imported by way of",
  loads: "Loads",
  loadsNone: "Loads no module itself",
  others: "Loaded elsewhere too",
  importers: "Also imported by",
  loadedBy: "Loaded by",
  withLoads: "with all they load",
  tree: "Loads under their importers",
  panel: "Chosen module",
  search: "Search modules: text or /regular expression/",
  caveats: {
    traced: "Traced: every import of the run is known, also those that found their module loaded already.",
    "cached-rows":
      "A shared module is booked on its first importer; later importers are known in part, so what deferring an import saves is at most what is shown.",
    static: "From the sources: what is imported, not what ran.",
    tree: "A tree: a shared module is booked on its first importer, so deferring that import may save less than shown.",
  },
  short: (name) => name,
};

const CPROFILE =
  "A cProfile file: each function stands under the nearest one that every call to it went through; its cumulative time is what only it leads to.";

const FUNCTIONS: Words = {
  one: "function",
  many: "functions",
  head: "Function",
  heads: "Functions",
  noneMatches: "No function matches",
  noChange: "The same functions are called, none of them with a time that differs by more than noise.",
  chain: "Reached through",
  loads: "Leads to",
  loadsNone: "Leads to no function itself",
  others: "Called elsewhere too",
  importers: "Also called by",
  loadedBy: "Called by",
  withLoads: "with all they lead to",
  tree: "Functions under those that they are reached through",
  panel: "Chosen function",
  search: "Search functions: text or /regular expression/",
  caveats: { traced: CPROFILE, "cached-rows": CPROFILE, static: CPROFILE, tree: CPROFILE },
  short: functionName,
};

export function wordsFor(functions: boolean): Words {
  return functions ? FUNCTIONS : MODULES;
}
