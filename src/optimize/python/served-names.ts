import type { RecordedStart } from "../starts.js";

/** Full names that loads of recorded starts asked packages for which did not hold them, and found in their other modules. */
export function servedNames(starts: readonly RecordedStart[]): ReadonlySet<string> {
  const effects = starts.flatMap(({ graph }) =>
    [...(graph.recorded?.loads?.values() ?? [])].flatMap((load) => load.effects ?? []),
  );
  return new Set(effects.flatMap(({ kind, what }) => (kind === "served" ? [what] : [])));
}
