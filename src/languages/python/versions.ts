import { EVERY_MINOR, type MinorRange, type StdlibName, stdlibInner, stdlibNames } from "./stdlib/table.js";

/**
 * The versions that a log's interpreter can have had: the one that `runtime` states, otherwise what the names of
 * its standard modules allow. Only names that no other project supplies count: modules inside standard packages
 * (`re._compiler` came with 3.11) and private top-level ones (`_bootlocale` went with 3.10). Names that contradict
 * each other come from several interpreters in one log, and then nothing is known.
 *
 * @param names module names; only those of the standard library matter
 * @param runtime for instance "CPython 3.12.1", null when unknown
 */
export function possibleVersions(names: readonly string[], runtime: string | null): MinorRange {
  const stated = /\b3\.(\d{1,3})/.exec(runtime ?? "")?.[1];
  if (stated !== undefined) return { first: Number(stated), last: Number(stated) };
  const inner = stdlibInner();
  const tops = stdlibNames();
  let { first, last } = EVERY_MINOR;
  for (const name of names) {
    const marker = inner.get(name) ?? (name.startsWith("_") ? tops.get(name) : undefined);
    if (marker === undefined) continue;
    first = Math.max(first, marker.first);
    last = Math.min(last, marker.last);
  }
  return first <= last ? { first, last } : EVERY_MINOR;
}

/** Whether a name is standard in all, some or none of the versions; a version beyond the tables counts as the nearest. */
export function standardIn(name: StdlibName, versions: MinorRange): "all" | "some" | "none" {
  const first = clamp(versions.first);
  const last = clamp(versions.last);
  if (name.first <= first && last <= name.last) return "all";
  return name.first <= last && first <= name.last ? "some" : "none";
}

function clamp(minor: number): number {
  return Math.min(Math.max(minor, EVERY_MINOR.first), EVERY_MINOR.last);
}
