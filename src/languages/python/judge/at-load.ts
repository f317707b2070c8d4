import type { FileFacts, Use, UseRole } from "./facts.js";
import { chainOf, entry, scopesAround } from "./nesting.js";
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
  if (use.isCalled && code === "used-at-load") {
    const called = use.path === "" ? use.name : `${use.name}.${use.path}`;
    return new Refused(code, `${called}() is called while the module loads`, use.line);
  }
  return new Refused(code, `${use.name} is used while the module loads, ${what}`, use.line);
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
