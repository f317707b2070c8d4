import type { ImportedName } from "../../../rewriting.js";
import { starMayBind } from "../binding-rules.js";
import type { FileFacts, ValueFacts } from "../facts.js";
import { chainOf, entry } from "../nesting.js";
import { Refused } from "../refused.js";
import type { Situation } from "../situation.js";

/** @throws Refused where something else in the file may bind a value's name, or its statement can't become a function */
export function checkValue(facts: FileFacts, value: ValueFacts, situation: Situation): void {
  const { name, line } = value;
  const own = facts.uses.filter((use) => use.name === name && use.by !== "load");
  const other = own.find((use) => use.by !== "assign" || use.statement !== value.statement);
  if (other !== undefined) {
    const does = other.by === "global" ? "declared global" : other.by === "del" ? "deleted" : "bound again";
    const code = other.by === "global" ? "declared-global" : other.by === "del" ? "deleted" : "rebound";
    throw new Refused(code, `${name}, which is made of it, is ${does}`, other.line);
  }
  for (const star of facts.stars) {
    if (starMayBind(situation, star, name)) {
      throw new Refused("star-may-bind", `a star import may bind ${name} too`, star);
    }
  }
  if (name.startsWith("__")) throw new Refused("mangled-name", `within a class ${name} is another name`, line);
  const statement = entry(facts.statements, value.statement);
  if (chainOf(facts, value.statement).length > 1 || statement.inline !== null) {
    throw new Refused("inline-value", `${name} has no line of its own`, line);
  }
  if (situation.submodules?.has(name) === true) {
    throw new Refused(
      "names-submodule",
      `the package has a module ${name}: loading it puts it where the name is`,
      line,
    );
  }
}

/** A value as if it were an imported name: who looks at it, and where it is used, is asked in the same way. */
export function pseudoName({ name, line, column }: ValueFacts, { file, importer }: ImportedName): ImportedName {
  return { file, line, column, index: 0, importer, text: name, from: ".", bound: name, imported: [] };
}
