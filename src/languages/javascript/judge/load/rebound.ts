import { moduleExports } from "../../modules/module-exports.js";
import type { Node } from "../../scan/full/node.js";
import { ScopeWalk } from "../scopes/walk.js";

/** Names that an ES module may export anew after its load: what it assigns anywhere. */
export function reboundNames(program: Node | null): ReadonlySet<string> {
  const { names } = program === null ? { names: [] } : moduleExports(program, new ScopeWalk(program).program);
  return new Set([...names].flatMap(([name, each]) => (each.kind === "own" && each.isRebound ? name : [])));
}
