import type { ImportGraph } from "../../graph/graph.js";
import { topLevel } from "./dotted.js";
import { EVERY_MINOR, type MinorRange, type StdlibName, stdlibInner, stdlibNames } from "./stdlib/table.js";

/**
 * The versions that a graph's interpreter can have had: the one that its runtime states, otherwise what its
 * standard modules allow. Two kinds of names count, since no other project supplies them: modules inside standard
 * packages (`re._compiler` came with 3.11) and private top-level ones (`_bootlocale` went with 3.10). And they count
 * only where a standard module loaded them: other projects ask for newer ones in vain, which leaves a row too.
 * Names that contradict each other come from several interpreters in one log, and then nothing is known.
 */
export function possibleVersions(graph: ImportGraph): MinorRange {
  const stated = /\b3\.(\d{1,3})/.exec(graph.runtime ?? "")?.[1];
  if (stated !== undefined) return { first: Number(stated), last: Number(stated) };
  const markers = new Map<number, StdlibName>();
  graph.modules.name.forEach((name, module) => {
    const marker = stdlibInner().get(name) ?? (name.startsWith("_") ? stdlibNames().get(name) : undefined);
    if (marker !== undefined) markers.set(module, marker);
  });
  let { first, last } = EVERY_MINOR;
  const { loads } = graph;
  for (let load = 0; load < loads.count && markers.size > 0; load++) {
    const marker = markers.get(loads.module[load] ?? -1);
    if (marker === undefined || !isStandard(graph, loads.importer[load] ?? -1)) continue;
    first = Math.max(first, marker.first);
    last = Math.min(last, marker.last);
  }
  return first <= last ? { first, last } : EVERY_MINOR;
}

function isStandard(graph: ImportGraph, load: number): boolean {
  const name = graph.modules.name[graph.loads.module[load] ?? -1];
  return name !== undefined && stdlibNames().has(topLevel(name));
}

/** Whether a name is standard in all, some or none of the versions; one beyond the tables counts as the nearest. */
export function standardIn(name: MinorRange, versions: MinorRange): "all" | "some" | "none" {
  const first = clamp(versions.first);
  const last = clamp(versions.last);
  if (name.first <= first && last <= name.last) return "all";
  return name.first <= last && first <= name.last ? "some" : "none";
}

function clamp(minor: number): number {
  return Math.min(Math.max(minor, EVERY_MINOR.first), EVERY_MINOR.last);
}
