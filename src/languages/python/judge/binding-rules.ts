import type { ImportedName } from "../../rewriting.js";
import type { FileFacts, ImportStatement, Use } from "./facts.js";
import { chainOf } from "./nesting.js";
import { Refused } from "./refused.js";
import type { Situation } from "./situation.js";

/** @throws Refused where something else in the file may bind the name, or the name stands for two imports */
export function checkBindings(
  facts: FileFacts,
  name: ImportedName,
  statement: ImportStatement,
  situation: Situation,
): void {
  for (const use of facts.uses) {
    if (use.name !== name.bound || use.by === "load" || isOwn(use, name)) continue;
    if (!isForOtherSubmodule(facts, name, statement, use)) throw bound(use);
  }
  for (const line of facts.stars) {
    if (starMayBind(situation, line, name.bound)) {
      throw new Refused("star-may-bind", `a star import may bind ${name.bound} too`, line);
    }
  }
}

/** Whether the star import on a line may bind a name. */
export function starMayBind({ starNames, starMayBind: more }: Situation, line: number, name: string): boolean {
  const [known, others] = [starNames.get(line), more.get(line)];
  if (known === undefined && others === undefined) return true;
  return known?.has(name) === true || others?.has(name) === true;
}

function isOwn(use: Use, { line, column, index }: ImportedName): boolean {
  return use.by === "import" && use.line === line && use.column === column && use.index === index;
}

/** Of `import a.b` the statement `import a.c`, or `import a`: they bind the same object. */
function isForOtherSubmodule(facts: FileFacts, name: ImportedName, statement: ImportStatement, use: Use): boolean {
  const other = facts.imports.find((found) => found.line === use.line && found.column === use.column);
  const alias = other?.names[use.index ?? -1];
  if (other === undefined || alias === undefined) return false;
  const isPlain = other.kind === "import" && alias.as === null && !other.isTypeOnly && !other.isLazy;
  const isAlone = chainOf(facts, other.statement).length === 1;
  const own = statement.names[name.index];
  return isPlain && isAlone && statement.kind === "import" && own?.as === null && own.name !== alias.name;
}

function bound(use: Use): Refused {
  if (use.by === "global") return new Refused("declared-global", `a function declares ${use.name} global`, use.line);
  if (use.by === "del") return new Refused("deleted", `${use.name} is deleted`, use.line);
  if (use.by === "import") return new Refused("bound-twice", `${use.name} is imported again`, use.line);
  return new Refused("rebound", `${use.name} is bound again`, use.line);
}
