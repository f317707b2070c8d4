import type { Analysis } from "../format.js";
import { fit, safe, wrap } from "./cells.js";
import { count } from "./units.js";

const LONGEST = 600;

/** What was not read, what is doubtful, and what this evidence can't say, as lines of at most `width` columns. */
export function doubts(analysis: Analysis, width: number): string[] {
  const said: string[] = [];
  const { ignored } = analysis;
  const first = ignored.first[0];
  if (first !== undefined) {
    const lead = `${count(ignored.lines, "line")} ${ignored.lines === 1 ? "is no row and was" : "are no rows and were"} left out, the first is line ${first.line}: `;
    said.push(...wrap(`${lead.trimEnd()}`, width, 2), `  ${fit(safe(first.text), width - 2)}`);
  }
  for (const warning of analysis.warnings) {
    const place = warning.line === undefined ? "" : `line ${warning.line}: `;
    // A name in it may be as long as a line of a log can be.
    said.push(...wrap(fit(safe(`${place}${warning.message}`), LONGEST), width, 2));
  }
  const ground = GROUND[analysis.graph.evidence];
  if (ground !== "") said.push(...wrap(ground, width, 2));
  return said;
}

const GROUND = {
  traced: "",
  static: "These imports were read from the sources; none of them was run.",
  "cached-rows":
    "Imports that found their module loaded are in this log, but not all of them: what a deferred import saves is at most its cumulative time.",
  tree: "A tree books a shared module on its first importer alone: what a deferred import saves is at most its cumulative time. python3.14 -X importtime=2 shows other importers too.",
} as const;
