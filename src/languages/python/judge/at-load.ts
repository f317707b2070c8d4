import type { FileFacts, Use, UseRole } from "./facts.js";
import { chainOf, entry, homeOf, scopesAround } from "./nesting.js";
import { Refused } from "./refused.js";

const ROLES: { readonly [role in UseRole]?: readonly [code: string, what: string] } = {
  decorator: ["used-by-decorator", "by a decorator"],
  default: ["used-by-default", "by a default value"],
  base: ["used-by-base", "as a base class"],
  "class-keyword": ["used-by-class-keyword", "by a class keyword"],
  "type-parameter": ["used-by-type", "by a type parameter"],
  "type-alias": ["used-by-type", "by a type alias"],
  annotation: ["used-by-annotation", "by an annotation"],
};

/** Why a use outside of functions keeps its import: it runs while the module loads, or no statement could stand before it. */
export function usedAtLoad(facts: FileFacts, use: Use): Refused {
  const [code, what] = (use.role === null ? undefined : ROLES[use.role]) ?? place(facts, use);
  const used = use.path === "" ? use.name : `${use.name}.${use.path}`;
  const also = alsoIn(facts, use);
  if (use.isCalled && code === "used-at-load") {
    return new Refused("called-at-load", `${used}() is called while the module loads${also}`, use.line);
  }
  return new Refused(code, `${used} is used while the module loads, ${what}${also}`, use.line);
}

const MOST_LINES = 4;

/** Further lines at which the same name is used then: whoever changes one has to change them all. */
function alsoIn(facts: FileFacts, { name, line }: Use): string {
  const isAtLoad = (use: Use): boolean =>
    use.name === name && use.by === "load" && use.role !== "annotation" && homeOf(facts, use.scope) === null;
  const lines = [...new Set(facts.uses.filter(isAtLoad).map((use) => use.line))].filter((other) => other !== line);
  if (lines.length === 0) return "";
  const more = lines.length > MOST_LINES ? ` and ${lines.length - MOST_LINES} more` : "";
  return ` (as in line${lines.length > 1 ? "s" : ""} ${lines.slice(0, MOST_LINES).join(", ")}${more})`;
}

function place(facts: FileFacts, use: Use): readonly [code: string, what: string] {
  for (const { kind } of scopesAround(facts, use.scope)) {
    if (kind === "lambda") return ["used-by-lambda", "or by a lambda that no function holds"];
    if (kind === "class") return ["used-in-class-body", "in a class body"];
  }
  for (const { statement } of chainOf(facts, use.statement)) {
    const header = entry(facts.blocks, statement.block).header;
    if (header !== null && /\b__name__\b/.test(header)) return ["used-in-main", "where it is run as a program"];
  }
  return ["used-at-load", "by a statement of the module"];
}
