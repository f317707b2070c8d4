import type { Analysis } from "./format.js";

/** How a report speaks of what the graph holds: modules and imports, or functions and calls. */
export interface ReportWords {
  readonly one: string;
  readonly many: string;
  /** Behind a total time. */
  readonly ofWhat: string;
  /** The heading of a column of importers, in the summary and in Markdown. */
  readonly firstImporter: string;
  readonly importer: string;
  readonly cumulative: string;
}

const MODULES: ReportWords = {
  one: "module",
  many: "modules",
  ofWhat: " of imports",
  firstImporter: "first imported by",
  importer: "Importer",
  cumulative: "With its imports",
};

const FUNCTIONS: ReportWords = {
  one: "function",
  many: "functions",
  ofWhat: "",
  firstImporter: "reached through",
  importer: "Reached through",
  cumulative: "With what it leads to",
};

export function reportWords({ functions }: Analysis): ReportWords {
  return functions ? FUNCTIONS : MODULES;
}

/** A word as a heading begins. */
export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
