import type { ImportedName } from "../../rewriting.js";
import type { FileFacts, ImportStatement, Use } from "./facts.js";
import { Refused } from "./refused.js";

/**
 * What a file reads of a name by this import. `import a.b` and `import a.c` both bind `a`: then `a.b.x` is read by the one,
 * `a.c` by the other, and each may move alone, since the package stays one object however often it is bound.
 *
 * @throws Refused where it can't be told which of them a use needs
 */
export function ownUses(facts: FileFacts, name: ImportedName): Use[] {
  const loads = facts.uses.filter((use) => use.name === name.bound && use.by === "load");
  const tails = tailsOf(facts, name.bound);
  if (tails.length < 2) return loads;
  const own = tailOf(name.text);
  return loads.filter((use) => {
    const needed = longest(tails, use.path);
    if (needed === null || (use.path === "" && needed === "")) {
      const message = `it can't be told which submodules of ${name.bound} are needed here`;
      throw new Refused("shared-binding", message, use.line);
    }
    return needed === own;
  });
}

/** Whether other statements bind the name too, for other submodules. */
export function isShared(facts: FileFacts, { bound }: ImportedName): boolean {
  return tailsOf(facts, bound).length > 1;
}

/** What follows the bound name in each statement that binds it for one of its submodules: of `import a.b` "b", of `import a` "". */
function tailsOf(facts: FileFacts, bound: string): readonly string[] {
  let known = TAILS.get(facts.imports);
  if (known === undefined) {
    known = allTails(facts.imports);
    TAILS.set(facts.imports, known);
  }
  return known.get(bound) ?? [];
}

/** By bound name; told once of a file, which is asked about for each of its names. */
const TAILS = new WeakMap<readonly ImportStatement[], ReadonlyMap<string, readonly string[]>>();

function allTails(imports: readonly ImportStatement[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { kind, scope, names } of imports) {
    if (kind !== "import" || scope !== 0) continue;
    for (const { bound, text } of names) {
      const tails = found.get(bound);
      if (tails === undefined) found.set(bound, [tailOf(text)]);
      else tails.push(tailOf(text));
    }
  }
  return found;
}

function tailOf(text: string): string {
  return text.includes(".") ? text.slice(text.indexOf(".") + 1) : "";
}

/** The longest that a path begins with; null where none does, or where the path ends within one, with a package in hand. */
function longest(tails: readonly string[], path: string): string | null {
  let found: string | null = null;
  for (const tail of tails) {
    if (`${tail}.`.startsWith(`${path}.`) && tail !== path) return null;
    const begins = tail === "" || `${path}.`.startsWith(`${tail}.`);
    if (begins && (found === null || tail.length > found.length)) found = tail;
  }
  return found;
}
