import { child, list, type Node } from "../scan/full/node.js";
import { homeOf } from "./functions.js";
import { isClass, isFunction, isLoop } from "./scopes/kinds.js";
import type { Reference, Scope, Spot } from "./scopes/scope.js";

/** Where a moved `require` stands: before a statement of a block, before the value of an arrow function, or in place of a use. */
export type Standing =
  | { readonly how: "statement"; readonly block: Spot; readonly before: Node; readonly home: Spot }
  | { readonly how: "body"; readonly body: Spot; readonly home: Spot }
  | { readonly how: "inline"; readonly reference: Reference; readonly home: Spot };

/**
 * The latest places that stand before all uses, one or more for each of the functions that have them: out of loops, of
 * functions within, and of `try`.
 *
 * @param uses all of which stand in functions that run later
 * @param outer the node of the scope that declares the name
 * @param maySubstitute whether a single use as an arrow's value may be replaced by the `require` itself
 */
export function standings(uses: readonly Reference[], outer: Node, maySubstitute: boolean): Standing[] {
  const homes = new Map<Spot, Reference[]>();
  const found: Standing[] = [];
  for (const reference of uses) {
    const { spot, field } = homeOf(reference.spot, outer);
    if (spot === null) throw new Error("a use that runs while the module loads");
    if (field !== "body") found.push({ how: "inline", reference, home: spot });
    else {
      const others = homes.get(spot);
      if (others === undefined) homes.set(spot, [reference]);
      else others.push(reference);
    }
  }
  for (const [home, references] of homes) found.push(inBody(home, references, maySubstitute));
  return found.sort((a, b) => offsetOf(a) - offsetOf(b));
}

/** Of the statement or the value that it stands before, or the use that it stands for. */
export function offsetOf(standing: Standing): number {
  if (standing.how === "statement") return standing.before.start;
  return standing.how === "body" ? standing.body.node.start : standing.reference.spot.node.start;
}

/** The node at which it stands, and where names are looked up there. */
export function whereOf(standing: Standing): { node: Node; scope: Scope } {
  if (standing.how === "inline") return standing.reference.spot;
  if (standing.how === "body") return { node: standing.body.node, scope: standing.body.scope };
  return { node: standing.before, scope: standing.block.scope };
}

function inBody(home: Spot, references: readonly Reference[], maySubstitute: boolean): Standing {
  const paths = references.map(({ spot }) => pathFrom(home, spot));
  const [first = []] = paths;
  const [body] = first;
  if (body === undefined) throw new Error("a use outside of its function");
  const common = commonLength(paths);
  const barrier = first.findIndex((spot, i) => i > 0 && i < common && isBarrier(spot));
  if (body.node.type !== "BlockStatement") {
    const [only] = references;
    if (only !== undefined && references.length === 1 && maySubstitute && barrier < 0 && !isMarkup(only.spot))
      return { how: "inline", reference: only, home };
    return { how: "body", body, home };
  }
  let at = (barrier < 0 ? common : barrier) - 1;
  while (at > 0 && first[at]?.node.type !== "BlockStatement") at--;
  const block = first[at] ?? body;
  const statements = paths.flatMap((path) => path[at + 1]?.node ?? []);
  const hasHoisted = statements.some((one) => unlabelled(one).type === "FunctionDeclaration");
  let before = list(block.node, "body")[0] ?? block.node;
  if (!hasHoisted) before = statements.reduce((a, b) => (b.start < a.start ? b : a), statements[0] ?? before);
  return { how: "statement", block, before, home };
}

/** Spots below a function, from its body down to a use. */
function pathFrom(home: Spot, use: Spot): Spot[] {
  const path: Spot[] = [];
  for (let at: Spot | null = use; at !== null && at.node !== home.node; at = at.up) path.push(at);
  return path.reverse();
}

function commonLength(paths: readonly (readonly Spot[])[]): number {
  const [first = []] = paths;
  // What stands in it is no block: a use itself is left out.
  let length = first.length - 1;
  for (const path of paths) {
    let at = 0;
    while (at < length && path[at]?.node === first[at]?.node) at++;
    length = at;
  }
  return Math.max(length, 1);
}

/** What runs its inside more often, later, or with its own ways when that throws. */
function isBarrier({ node, field, up }: Spot): boolean {
  return isFunction(node) || isClass(node) || isLoop(node) || (field === "block" && up?.node.type === "TryStatement");
}

function unlabelled(node: Node): Node {
  let at = node;
  while (at.type === "LabeledStatement") at = child(at, "body") ?? at;
  return at;
}

/** Whether only a name may stand there, no call. */
export function isMarkup(use: Spot): boolean {
  if (use.node.type === "JSXIdentifier") return true;
  for (let at: Spot | null = use; at !== null && !isFunction(at.node); at = at.up)
    if (at.field === "decorators") return true;
  return false;
}
