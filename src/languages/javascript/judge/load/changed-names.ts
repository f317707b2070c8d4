import { type Node, string } from "../../scan/full/node.js";
import { typeIs } from "./type-is.js";

export const isMember = typeIs(/MemberExpression$/);
const isPropertyOrMethod = typeIs(/Property$|Method$/);
const hasOwnNames = typeIs(/^Class|Specifier$|^Function|^Catch|^Labeled|^Break|^Continue|^Meta/);
const isValue = typeIs(/^(?:Identifier|(?:Optional)?(?:Member|Call)Expression)$/);
const isCall = typeIs(/^(?:Optional)?CallExpression$|^NewExpression$/);

/** The names of a function, or of the file. */
export interface Names {
  readonly id: number;
  readonly above: Names | null;
  readonly own: Set<string>;
}

/** A name as its scope makes it one of its own; those that nothing declares are the file's. */
export function keyIn(names: Names, name: string): string {
  for (let at: Names | null = names; at !== null; at = at.above) if (at.own.has(name)) return `${name}#${at.id}`;
  return `${name}#0`;
}

export function isIdentifier(node: unknown): node is Node & { readonly type: "Identifier"; readonly name: string } {
  return typeof node === "object" && node !== null && (node as Node).type === "Identifier";
}

export function nameOf(member: Node): string | null {
  const property = member.property as Node;
  if (member.computed !== true) return string(property, "name");
  return property.type === "StringLiteral" ? string(property, "value") : null;
}

export function unwrapped(node: Node): Node {
  let at = node;
  while (at.type === "ParenthesizedExpression" || /^TS\w+(?:Expression|Assertion)$/.test(at.type))
    at = at.expression as Node;
  return at;
}

/** "whole" for `require("x")`, also in a helper; "part" for something of it. */
export function isRequire(node: Node): "whole" | "part" | null {
  if (isMember(node)) {
    const of = isRequire(unwrapped(node.object as Node));
    return of === null ? null : nameOf(node) === "default" ? of : "part";
  }
  if (node.type !== "CallExpression") return null;
  const callee = node.callee as Node;
  const [first] = node.arguments as Node[];
  if (isIdentifier(callee) && callee.name === "require") return "whole";
  const name = isIdentifier(callee) ? `${callee.name}` : isMember(callee) ? nameOf(callee) : null;
  if (name !== null && first !== undefined && /import|interop|toESM/i.test(name)) return isRequire(unwrapped(first));
  return isRequire(unwrapped(callee)) === null ? null : "part";
}

/** `require("x")` by itself. */
export function isPlainRequire({ type, callee }: Node): boolean {
  return type === "CallExpression" && isIdentifier(callee) && callee.name === "require";
}

/** What a `require` asks for, in a helper or with something read of it; "" for a value, which is taken for no module of Node's, null for other expressions. */
export function specifierOf(node: Node): string | null {
  if (isMember(node)) return specifierOf(unwrapped(node.object as Node));
  if (node.type !== "CallExpression") return null;
  const callee = node.callee as Node;
  const [first] = node.arguments as Node[];
  if (isIdentifier(callee) && callee.name === "require")
    return string(first ?? null, "value") ?? (first !== undefined && isValue(first) ? "" : null);
  return isRequire(unwrapped(callee)) !== null
    ? specifierOf(unwrapped(callee))
    : first === undefined
      ? null
      : specifierOf(unwrapped(first));
}

export function isMade(node: Node): boolean {
  if (/^(?:Object|Array|New|Class|Function|ArrowFunction)\w*$|Literal$/.test(node.type)) return true;
  if (node.type === "AssignmentExpression") return isMade(unwrapped(node.right as Node));
  return (
    node.type === "CallExpression" &&
    isMember(node.callee as Node) &&
    /^(?:create|fromEntries)$/.test(nameOf(node.callee as Node) ?? "")
  );
}

export function rootOf(node: Node): string | null {
  let at = unwrapped(node);
  for (;;) {
    if (isMember(at)) at = unwrapped(at.object as Node);
    else if (at.type === "Identifier") return `${at.name}`;
    else if (at.type === "ThisExpression") return "this";
    else return isRequire(at) === null ? null : "require";
  }
}

export function isExports(node: Node): boolean {
  if (isIdentifier(node)) return node.name === "exports";
  return isMember(node) && isIdentifier(node.object) && node.object.name === "module" && nameOf(node) === "exports";
}

/** The members that a target of an assignment gives values to: it may be one, or a pattern. */
export function membersIn(target: Node): Node[] {
  const found: Node[] = [];
  const open: (Node | null)[] = [target];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === null) continue;
    if (isMember(at)) found.push(at);
    else if (at.type === "ObjectPattern")
      for (const each of at.properties as Node[]) open.push((each.value ?? each.argument) as Node);
    else if (at.type === "ArrayPattern") open.push(...(at.elements as (Node | null)[]));
    else if (at.type === "AssignmentPattern") open.push(at.left as Node);
    else if (at.type === "RestElement") open.push(at.argument as Node);
    else if (at.type === "ParenthesizedExpression") open.push(at.expression as Node);
  }
  return found;
}

/** Used otherwise than by its members, by being called, or by being exported. */
export function isBare(node: Node, above: Node): boolean {
  if (isMember(above)) return above.property === node && above.computed === true;
  if (isCall(above)) return above.callee !== node;
  if (above.type === "AssignmentExpression") {
    const left = above.left as Node;
    return above.right === node && !(isExports(left) || (isMember(left) && isExports(left.object as Node)));
  }
  if (above.type === "VariableDeclarator") return above.init === node;
  if (isPropertyOrMethod(above)) return above.value === node || above.computed === true;
  if (hasOwnNames(above)) return false;
  return !(above.type === "BinaryExpression" || above.type === "UnaryExpression");
}
