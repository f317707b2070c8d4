import { bare, child, isWrapper, keyName, type Node, string } from "../scan/full/node.js";
import { isClass, isField, isFunction } from "./scopes/kinds.js";
import type { Spot } from "./scopes/scope.js";

/** The first node around one that is no parenthesis and no type; `field` is that of the outermost of these. */
export function around(spot: Spot): { up: Spot | null; field: string; spot: Spot } {
  let at = spot;
  while (at.up !== null && isWrapper(at.up.node)) at = at.up;
  return { up: at.up, field: at.field, spot: at };
}

/** The functions that esbuild and rolldown write around a module's text, and call while the program loads. */
const BUNDLER = /^__(commonJS|esm)(Min)?(\d|\$)*$/;

/**
 * Whether a function is called at once, where it stands, or is the body of a module of a bundle: what stands directly in
 * it runs whenever what is around it runs.
 */
export function isWrapperFunction(spot: Spot): boolean {
  const { up, field } = around(spot);
  if (up === null) return false;
  if (/^(CallExpression|NewExpression|OptionalCallExpression)$/.test(up.node.type)) {
    return field === "callee" || isBundlerCall(up.node);
  }
  if (up.node.type === "MemberExpression" && field === "object") {
    const method = keyName(child(up.node, "property"), up.node.computed === true);
    const outer = around(up);
    return /^(call|apply)$/.test(method ?? "") && outer.field === "callee";
  }
  const object =
    up.node.type === "ObjectProperty" && field === "value" ? up.up : spot.field === "properties" ? up : null;
  if (object?.node.type !== "ObjectExpression") return false;
  const call = around(object);
  return call.field === "arguments" && call.up !== null && isBundlerCall(call.up.node);
}

const isBundlerCall = (call: Node): boolean => BUNDLER.test(string(bare(child(call, "callee")), "name") ?? "");

/** Methods that call what they are given before they return, on whatever has such a method. */
const EAGER =
  /^(map|forEach|filter|reduce|reduceRight|some|every|find|findIndex|findLast|findLastIndex|flatMap|sort|toSorted|from|replace|replaceAll)$/;

/** Whether a function is handed to a call that surely calls it before it returns. */
export function isEagerCallback(spot: Spot): boolean {
  const { up, field } = around(spot);
  if (up === null || field !== "arguments") return false;
  const callee = bare(child(up.node, "callee"));
  if (up.node.type === "NewExpression") return string(callee, "name") === "Promise";
  return EAGER.test(keyName(child(callee, "property"), callee?.computed === true) ?? "");
}

/** Where a use stands among the functions of a scope. */
export interface Home {
  /** The outermost function that runs later than what is around it, or the field of a class; null: while it loads. */
  readonly spot: Spot | null;
  /** By which field the use stands in it: "body", "params" or "value". */
  readonly field: string;
}

const LOADING: Home = { spot: null, field: "" };

/** @param outer the node of the scope whose code runs while the module loads */
export function homeOf(spot: Spot, outer: Node): Home {
  let home = LOADING;
  let ofField = LOADING;
  /** A parameter's decorator runs with its class. */
  let isOutside = false;
  let from = spot;
  for (let at = spot.up; at !== null && at.node !== outer; from = at, at = at.up) {
    const { node } = at;
    if (from.field === "decorators" && !isFunction(node) && !isClass(node) && !isField(node)) isOutside = true;
    if (isFunction(node) && (from.field === "body" || from.field === "params")) {
      if (isOutside) isOutside = false;
      else if (!isWrapperFunction(at) && !isEagerCallback(at)) home = { spot: at, field: from.field };
    } else if (isField(node) && from.field === "value" && node.static !== true) ofField = { spot: at, field: "value" };
  }
  return home.spot === null ? ofField : home;
}

/** The names of what a place stands in, outermost first, joined by dots; what has none is passed over. */
export function scopeName(spot: Spot): string {
  const names: string[] = [];
  for (let at: Spot | null = spot; at !== null; at = at.up) {
    if (!isFunction(at.node) && !isClass(at.node) && !isField(at.node)) continue;
    const name = ownName(at);
    if (name !== null) names.unshift(name);
  }
  return names.join(".");
}

function ownName(spot: Spot): string | null {
  const { node } = spot;
  const own = string(child(node, "id"), "name") ?? keyName(child(node, "key"), node.computed === true);
  if (own !== null) return own;
  const { up } = around(spot);
  if (up?.node.type === "VariableDeclarator") return string(child(up.node, "id"), "name");
  if (up?.node.type === "ObjectProperty") return keyName(child(up.node, "key"), up.node.computed === true);
  if (up?.node.type === "AssignmentExpression") {
    const left = child(up.node, "left");
    return string(left, "name") ?? keyName(child(left, "property"), left?.computed === true);
  }
  return null;
}
