import type { ImportedName } from "../../rewriting.js";
import type { FileFacts } from "./facts.js";
import { homeOf, scopesAround } from "./nesting.js";
import { Refused } from "./refused.js";

/** They show the names of the scope that calls them. */
const OF_THEIR_SCOPE = new Set(["locals", "vars", "dir"]);

/**
 * @param homes functions that would get an import of their own
 * @throws Refused where code may find the name without naming it
 */
export function checkLookups(facts: FileFacts, name: ImportedName, homes: ReadonlySet<number>): void {
  for (const { what, line, scope, key } of facts.lookups) {
    if (key !== null && key !== name.bound) continue;
    if (OF_THEIR_SCOPE.has(what) && homeOf(facts, scope) !== null && !standsIn(facts, scope, homes)) continue;
    const message =
      key === null ? `${what} may reach ${name.bound} without naming it` : `${what} asks for ${name.bound}`;
    throw new Refused("reads-names", message, line);
  }
  for (const text of facts.texts) {
    if (text.name !== name.bound) continue;
    if (text.kind === "doctest")
      throw new Refused("doctest", `a doctest uses ${name.bound} from this module`, text.line);
    if (text.kind === "formula")
      throw new Refused("named-in-text", `a text may look ${name.bound} up in its caller`, text.line);
  }
}

function standsIn(facts: FileFacts, scope: number, homes: ReadonlySet<number>): boolean {
  const around = new Set(scopesAround(facts, scope));
  return [...homes].some((home) => {
    const found = facts.scopes[home];
    return found !== undefined && around.has(found);
  });
}
