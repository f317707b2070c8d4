import type { RecordedStart } from "../starts.js";

/** The minor version of the Python 3 that a start was recorded with; the oldest whose syntax is read where that is not known. */
export function recordedMinor(start: RecordedStart | undefined): number {
  return Number(/ 3\.(\d+)/.exec(start?.graph.runtime ?? "")?.[1] ?? 8);
}
