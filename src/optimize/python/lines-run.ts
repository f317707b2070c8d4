import type { LineRange } from "../../graph/profile.js";
import type { MayHaveRun } from "../../languages/python/judge/load/module-uses.js";
import type { RecordedStart } from "../starts.js";

/** What recorded starts tell of the lines that ran; of a file that none of them tells of, and where one may have missed some, any may have. */
export function linesRun(starts: readonly RecordedStart[]): MayHaveRun {
  const all = starts.map(({ graph, areLinesKnown }) => (areLinesKnown ? graph.recorded?.linesRun : undefined));
  return (file, first, last) => {
    let isTold = false;
    for (const lines of all) {
      if (lines === undefined) return true;
      const ranges = lines[file];
      if (ranges === undefined) continue;
      isTold = true;
      if (ranges.some((range) => isWithin(range, first, last))) return true;
    }
    return !isTold;
  };
}

function isWithin(range: LineRange, first: number, last: number): boolean {
  return typeof range === "number" ? first <= range && range <= last : range[0] <= last && first <= range[1];
}
