import type { ImportedName } from "../../rewriting.js";
import type { FileFacts, ImportStatement, Use } from "./facts.js";
import { Refused } from "./refused.js";
import type { Situation } from "./situation.js";

/** @throws Refused where something else in the file may bind the name, or the name stands for two imports */
export function checkBindings(
  facts: FileFacts,
  name: ImportedName,
  statement: ImportStatement,
  { starNames }: Situation,
): void {
  for (const use of facts.uses) {
    if (use.name === name.bound && use.by !== "load" && !isOwn(use, name)) throw bound(facts, use, statement);
  }
  for (const line of facts.stars) {
    if (starNames.get(line)?.has(name.bound) ?? true) {
      throw new Refused("star-may-bind", `a star import may bind ${name.bound} too`, line);
    }
  }
}

function isOwn(use: Use, { line, column, index }: ImportedName): boolean {
  return use.by === "import" && use.line === line && use.column === column && use.index === index;
}

function bound(facts: FileFacts, use: Use, statement: ImportStatement): Refused {
  if (use.by === "global") return new Refused("declared-global", `a function declares ${use.name} global`, use.line);
  if (use.by === "del") return new Refused("deleted", `${use.name} is deleted`, use.line);
  if (use.by !== "import") return new Refused("rebound", `${use.name} is bound again`, use.line);
  const other = facts.imports.find(({ statement }) => statement === use.statement);
  const named = [statement, other].flatMap((found) => (found?.kind === "import" ? found.names : []));
  const shares = named.some(({ name, bound }) => bound === use.name && name.startsWith(`${bound}.`));
  return shares
    ? new Refused("shared-binding", `another import statement binds ${use.name} too, for its own submodule`, use.line)
    : new Refused("bound-twice", `${use.name} is imported again`, use.line);
}
