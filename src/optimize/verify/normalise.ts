/** What differs from run to run though nothing else does. */
export interface Varying {
  /** Folders, each with what stands for it. */
  readonly folders: readonly (readonly [string, string])[];
  /** Edited files relative to the project's folder: their line numbers move. */
  readonly edited: readonly string[];
}

const DATE = /\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?Z\b| ?[+-]\d\d:?\d\d\b)?)?/g;
const CLOCK = /\b\d\d?:\d\d:\d\d(?:[.,]\d+)?\b/g;
const EPOCH = /\b1[6-9]\d{8}(?:\.\d+)?\b/g;
const DURATION = /\b\d+(?:[.,]\d+)?(?:e-?\d+)? ?(?:ns|us|µs|μs|ms|s|secs?|seconds?|mins?|minutes?)\b/g;
const ADDRESS = /\b0x[0-9a-fA-F]{4,}\b/g;
/** The name that `tempfile` and its like draw. */
const TEMPORARY = /(\/(?:private\/)?(?:var\/)?tmp(?:\/[\w.-]*?)??\/)[\w.-]*?(?:tmp|-)[\w-]{6,}/g;

/** Before Node's warnings. */
const NODE_PID = /\(node:\d+\)/g;

/** A text without times, durations, addresses and the names of temporary folders. */
export function normalised(text: string, { folders, edited }: Varying): string {
  let plain = text.replaceAll("\r\n", "\n");
  // The longest first: one may lie in another.
  for (const [folder, name] of [...folders].sort(([a], [b]) => b.length - a.length)) {
    plain = plain.replaceAll(folder, () => name);
  }
  for (const file of edited) {
    const escaped = file.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    plain = plain.replace(new RegExp(`(${escaped}(?:", line |:))\\d+(?::\\d+)?`, "g"), "$1<line>");
  }
  return plain
    .replace(NODE_PID, "(node:<pid>)")
    .replace(TEMPORARY, "$1<name>")
    .replace(DATE, "<time>")
    .replace(CLOCK, "<time>")
    .replace(EPOCH, "<time>")
    .replace(ADDRESS, "<address>")
    .replace(DURATION, "<duration>");
}
