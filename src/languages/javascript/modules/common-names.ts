import { isFunction } from "../judge/scopes/kinds.js";
import type { Reference, Spot } from "../judge/scopes/scope.js";
import { bare, child, eachChild, list, type Node, string } from "../scan/full/node.js";

/** What the parsers of a CommonJS module's exports have in common. */

export const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** The first function around a place, of whatever kind: its code may run after the load. */
export function functionAround({ up }: Spot): Node | null {
  for (let at = up; at !== null; at = at.up) if (isFunction(at.node)) return at.node;
  return null;
}

/** The literal that a call of `require` asks for; null for any other expression. */
export function requiredBy(node: Node | null): string | null {
  const call = bare(node);
  if (call?.type !== "CallExpression" || string(child(call, "callee"), "name") !== "require") return null;
  const [argument, ...more] = list(call, "arguments");
  return argument?.type === "StringLiteral" && more.length === 0 ? string(argument, "value") : null;
}

/** Whether an expression is `undefined`, as compilers write it. */
export const isVoid = (node: Node | null): boolean =>
  (node?.type === "UnaryExpression" &&
    node.operator === "void" &&
    child(node, "argument")?.type === "NumericLiteral") ||
  (node?.type === "Identifier" && node.name === "undefined");

/** Whether nothing runs as a value is made but what makes it: a literal, a function, or objects and lists of these. */
export function isPlain(node: Node | null): boolean {
  const value = bare(node);
  if (value === null) return false;
  if (/^(String|Numeric|Boolean|Null|BigInt|RegExp)Literal$/.test(value.type) || isVoid(value)) return true;
  if (/^(Function|ArrowFunction)Expression$/.test(value.type)) return true;
  if (value.type === "UnaryExpression" && /^[-+!]$/.test(String(value.operator)))
    return isPlain(child(value, "argument"));
  if (value.type === "TemplateLiteral") return list(value, "expressions").length === 0;
  if (value.type === "ArrayExpression") return list(value, "elements").every(isPlain);
  if (value.type !== "ObjectExpression") return false;
  return list(value, "properties").every(
    (one) =>
      one.computed !== true &&
      (one.type === "ObjectMethod" || (one.type === "ObjectProperty" && isPlain(child(one, "value")))),
  );
}

/** A `this` that is what the module exports, but for the one by which TypeScript's helpers ask whether they are there already. */
export function outerThis(node: Node): Node | null {
  if (node.type === "ThisExpression") return node;
  if (/^(FunctionDeclaration|FunctionExpression|ObjectMethod|ClassBody)$/.test(node.type)) return null;
  if (isHelperQuestion(node)) return null;
  let found: Node | null = null;
  eachChild(node, (_, each) => {
    found ??= outerThis(each);
  });
  return found;
}

/** `this && this.__helper` */
function isHelperQuestion(node: Node): boolean {
  if (node.type !== "LogicalExpression" || node.operator !== "&&") return false;
  const right = child(node, "right");
  return (
    child(node, "left")?.type === "ThisExpression" &&
    right?.type === "MemberExpression" &&
    child(right, "object")?.type === "ThisExpression" &&
    /^__\w+$/.test(string(child(right, "property"), "name") ?? "")
  );
}

/** The properties of a descriptor as `Object.defineProperty` takes it, by name; null where some aren't known. */
export function descriptorOf(node: Node | undefined): ReadonlyMap<string, Node> | null {
  if (node?.type !== "ObjectExpression") return null;
  const found = new Map<string, Node>();
  for (const one of list(node, "properties")) {
    const key = one.computed === true ? null : string(child(one, "key"), "name");
    const value = one.type === "ObjectMethod" && one.kind === "method" ? one : child(one, "value");
    if (key === null || value === null || one.type === "SpreadElement") return null;
    found.set(key, value);
  }
  return found;
}

/** `Object.defineProperty(of, "name", { … })`, the object as it is written; null for anything else. */
export function definedProperty(
  node: Node | null,
): { readonly of: Node; readonly name: string; readonly descriptor: ReadonlyMap<string, Node> } | null {
  if (node?.type !== "CallExpression") return null;
  const callee = child(node, "callee");
  if (callee?.type !== "MemberExpression" || callee.computed === true) return null;
  if (string(child(callee, "object"), "name") !== "Object") return null;
  if (string(child(callee, "property"), "name") !== "defineProperty") return null;
  const [of, key, given, ...more] = list(node, "arguments");
  const descriptor = descriptorOf(given);
  if (of === undefined || key?.type !== "StringLiteral" || descriptor === null || more.length > 0) return null;
  return { of, name: string(key, "value") ?? "", descriptor };
}

/** Whether a reference is `exports`, or the `module` of `module.exports`; of the latter the member is given. */
export function exportsAt({ spot }: Reference, name: "exports" | "module"): Spot | null {
  if (name === "exports") return spot;
  const { up, field } = spot;
  if (up?.node.type !== "MemberExpression" || field !== "object" || up.node.computed === true) return null;
  return string(child(up.node, "property"), "name") === "exports" ? up : null;
}
