import type { EditOption, ImportedName } from "../../../rewriting.js";
import type { ParsedSource } from "../file.js";
import { around } from "../functions.js";
import type { Standing } from "../placing.js";
import type { Spot } from "../scopes/scope.js";
import { movedName, placesOfMove } from "../uses.js";
import { type Blank, notBefore } from "./not-before.js";

/** A place that would wait for an `import()`. */
export interface AwaitedPlace {
  /** The function that would. */
  readonly home: Spot;
  /** What of it does not run before the place. */
  readonly blanks: readonly Blank[];
}

/**
 * The places at which functions would wait for an import of an ES module, as far as its own file says, and the edit; null where there is no
 * such name.
 *
 * @throws Refused
 */
export function awaitedUses(
  source: ParsedSource,
  name: ImportedName,
): { readonly places: readonly AwaitedPlace[]; readonly option: EditOption } | null {
  const moved = movedName(source, name, true);
  if (moved === null) return null;
  const rules = ["uses-only-in-functions", "never-reassigned", "awaited-to-the-end", "nothing-in-flight"];
  return {
    places: moved.standings.map((standing) => ({ home: standing.home, blanks: blanksOf(standing) })),
    option: {
      edit: "function",
      proof: rules.map((rule) => ({ rule })),
      places: placesOfMove(source, moved),
      isAwaited: true,
    },
  };
}

function blanksOf(standing: Standing): readonly Blank[] {
  if (standing.how === "statement") return notBefore(standing.block, standing.before, false);
  const { start, end } = around(standing.how === "body" ? standing.body : standing.home).spot.node;
  return [{ start, end, by: "0" }];
}
