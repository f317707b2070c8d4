import type { ImportedName } from "../languages/rewriting.js";
import { onWayTo } from "./first-way.js";
import { placeKey } from "./place-key.js";
import type { RecordedStart } from "./starts.js";

/**
 * The chosen names by which a module would load later, or at another place: those by which the start loaded it; where others loaded it, those whose
 * statements alone move it; all where that shows nothing.
 *
 * @param late modules that load later without some of the names
 */
export function blamed<Named extends { readonly name: ImportedName }>(
  module: string,
  start: RecordedStart,
  chosen: readonly Named[],
  late: (some: readonly Named[]) => ReadonlySet<string>,
): readonly Named[] {
  const onWay = onWayTo(module, start, chosen);
  if (onWay.length > 0) return onWay;
  const keyOf = ({ name }: Named): string => placeKey(name.importer, name.line, name.column);
  const found = [...new Set(chosen.map(keyOf))].flatMap((key) => {
    const names = chosen.filter((each) => keyOf(each) === key);
    return late(names).has(module) ? names : [];
  });
  return found.length > 0 ? found : chosen;
}
