import type { ImportedName } from "../../rewriting.js";
import type { FileFacts, ImportStatement, Statement } from "./facts.js";
import { chainOf } from "./nesting.js";
import { Refused } from "./refused.js";

const AROUND: { readonly [kind in Statement["kind"]]?: readonly [code: string, message: string] } = {
  try: ["guarded-import", "the import stands in a try: what happens when it fails is a part of the program"],
  with: ["with-import", "the import stands in a with block, which may catch its failure or change what it finds"],
  if: ["conditional-import", "the import stands under a condition"],
  match: ["conditional-import", "the import stands under a condition"],
  loop: ["conditional-import", "the import stands in a loop"],
  class: ["class-import", "the import binds an attribute of a class"],
};

/** @throws Refused unless the statement stands alone in the module's own body */
export function checkStatement(facts: FileFacts, name: ImportedName): ImportStatement {
  const found = facts.imports.find(({ line, column }) => line === name.line && column === name.column);
  const alias = found?.names[name.index];
  if (found === undefined || alias === undefined || alias.bound !== name.bound) {
    throw new Refused("not-found", `no import outside of functions binds ${name.bound} here`, name.line);
  }
  if (found.module === "__future__" && found.level === 0) {
    throw new Refused("future-import", "a __future__ import changes how the whole file is compiled", name.line);
  }
  if (found.isLazy) throw new Refused("already-lazy", "the import is lazy already", name.line);
  if (found.isTypeOnly) throw new Refused("type-only", "the import runs for type checkers alone", name.line);
  for (const { statement } of chainOf(facts, found.statement)) {
    const around = AROUND[statement.kind];
    if (around !== undefined) throw new Refused(...around, statement.line);
  }
  if (name.bound.startsWith("__") && !name.bound.endsWith("__")) {
    throw new Refused("mangled-name", `within a class ${name.bound} is another name`, name.line);
  }
  return found;
}
