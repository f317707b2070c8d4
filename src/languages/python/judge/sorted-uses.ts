import { areDeferred } from "./annotation-rules.js";
import { usedAtLoad } from "./at-load.js";
import type { FileFacts, Use } from "./facts.js";
import { entry, homeOf } from "./nesting.js";
import { Refused } from "./refused.js";
import type { Situation } from "./situation.js";

/** Where a name is needed. */
export interface SortedUses {
  /** By the innermost function, as an index of a scope. */
  readonly running: ReadonlyMap<number, readonly Use[]>;
  /** By type checkers alone, and by whoever reads annotations. */
  readonly types: readonly Use[];
}

/** @throws Refused for a use that runs while the module loads, or of which it is unsure whose name it reads */
export function sortUses(facts: FileFacts, uses: readonly Use[], situation: Situation): SortedUses {
  const running = new Map<number, Use[]>();
  const types: Use[] = [];
  for (const use of uses) {
    if (use.inClass !== null) throw classAttribute(facts, use);
    const home = homeOf(facts, use.scope);
    if (isForTypes(facts, use, home, situation)) types.push(use);
    else if (home === null) throw usedAtLoad(facts, use);
    else add(running, home, use);
  }
  if (running.size > 0 && types.every((use) => isLocal(facts, use))) {
    // A variable's annotation in a function is content with an import there.
    for (const use of types) add(running, homeOf(facts, use.scope) ?? 0, use);
    return { running, types: [] };
  }
  return { running, types };
}

/** Of a use in a class that has an attribute of the same name. */
export function classAttribute(facts: FileFacts, { name, line, inClass }: Use): Refused {
  const owner = inClass === null ? "" : entry(facts.scopes, inClass).name;
  return new Refused(
    "class-attribute",
    `the class ${owner} has a ${name} of its own, and reads the module's until then`,
    line,
  );
}

function isForTypes(facts: FileFacts, use: Use, home: number | null, situation: Situation): boolean {
  if (use.isTypeOnly || use.role === "string-annotation" || use.role === "string-type") return true;
  if (use.role !== "annotation") return false;
  // A function in a function has its annotations evaluated when the outer one runs, where an import can stand.
  return home === null || isLocal(facts, use) || areDeferred(facts, situation);
}

function isLocal(facts: FileFacts, { role, annotation }: Use): boolean {
  return role === "annotation" && annotation !== null && facts.annotations[annotation]?.of === "local";
}

function add(running: Map<number, Use[]>, home: number, use: Use): void {
  const uses = running.get(home);
  if (uses === undefined) running.set(home, [use]);
  else uses.push(use);
}
