import type { ImportedName } from "../../rewriting.js";
import type { FileFacts, ImportStatement, Use } from "./facts.js";
import { chainOf } from "./nesting.js";
import { isShared } from "./own-uses.js";
import { Refused } from "./refused.js";
import type { Situation } from "./situation.js";

/**
 * A star import that stands before the name's own statement, or takes the same object, may bind the name too: functions that import the
 * name themselves read what they read before, and nobody else may look at it.
 *
 * @throws Refused where something else in the file may bind the name, or the name stands for two imports
 */
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
  for (const line of starsFor(facts, name, situation)) {
    if (isShared(facts, name) || (line >= name.line && !isSameModule(facts, name, statement, line))) {
      throw new Refused("star-may-bind", `a star import may bind ${name.bound} too`, line);
    }
  }
}

/** Lines of the star imports that may bind a name too. */
export function starsFor(facts: FileFacts, { bound }: ImportedName, situation: Situation): number[] {
  return facts.stars.filter((line) => starMayBind(situation, line, bound));
}

/** Whether a star import takes from the same module what the name stands for, under the same name: then it is the same object. */
function isSameModule(facts: FileFacts, { index }: ImportedName, statement: ImportStatement, line: number): boolean {
  const alias = statement.names[index];
  const stars = facts.imports.filter((each) => each.line === line && each.names[0]?.bound === "*");
  const isSame = stars.every(({ module, level }) => module === statement.module && level === statement.level);
  return statement.kind === "from" && alias !== undefined && alias.name === alias.bound && stars.length > 0 && isSame;
}

/** Whether the star import on a line may bind a name. */
export function starMayBind({ starNames, starMayBind: most }: Situation, line: number, name: string): boolean {
  return (most.get(line) ?? starNames.get(line))?.has(name) ?? true;
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
