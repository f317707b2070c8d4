import { loadName } from "../../graph/chain.js";
import { waitingLoads } from "../../graph/waiting.js";
import type { Analysis } from "../format.js";
import { staticLines } from "../static-lines.js";
import { fit, safe, wrap } from "./cells.js";
import { count, time } from "./units.js";

const LONGEST = 600;

/**
 * What was not read, what is doubtful, and what this evidence can't say, as lines of at most `width` columns
 * behind an empty one; none when there is nothing to say.
 */
export function notes(analysis: Analysis, width: number): string[] {
  const { graph, ignored, warnings, dialect } = analysis;
  const lines: string[] = [];
  const say = (text: string): void => {
    // A name in it may be as long as a line of a log can be.
    lines.push(...wrap(`· ${fit(safe(text), LONGEST)}`, width, 2));
  };
  const first = ignored.first[0];
  if (first !== undefined) {
    const are = ignored.lines === 1 ? "is no row and was" : "are no rows and were";
    say(`${count(ignored.lines, "line")} ${are} left out; line ${first.line}:`);
    lines.push(`    ${fit(safe(first.text), width - 4)}`);
  }
  const waiting = waitingLoads(graph);
  if (waiting.length > 0) {
    const most = waiting.slice(0, 3).map(({ load, us }) => `${loadName(graph, load)} (${time(us)})`);
    const us = waiting.reduce((sum, row) => sum + row.us, 0);
    say(`waiting while loading, ${time(us)}, is part of no module's time; most in ${most.join(", ")}`);
  }
  for (const line of staticLines(analysis)) say(line);
  for (const { line, message } of warnings) say(line === undefined ? message : `line ${line}: ${message}`);
  for (const text of GROUND[graph.evidence]) say(text);
  if (dialect !== null && graph.language === "python") say(BLIND);
  return lines.length === 0 ? [] : ["", ...lines];
}

const GROUND = {
  traced: [],
  static: ["these imports were read from the sources; none of them was run"],
  "cached-rows": [
    "the log shows most imports that found their module loaded, not all: deferring an import saves at most its cumulative time",
  ],
  tree: [
    "a shared module stands under its first importer alone: deferring an import saves at most its cumulative time (python3.14 -X importtime=2 logs the other importers too)",
  ],
} as const;

/** Tested on 3.7 to 3.15: `import_module` does not pass the place where CPython prints the row. */
const BLIND = "a module that importlib.import_module() names has no row; its own time counts as its caller's";
