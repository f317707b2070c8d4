import type { Created, Site } from "../context.js";
import { isHelper } from "../helpers.js";
import type { ImportedName } from "../import.js";
import { bare, child, isWrapper, keyName, list, type Node, string } from "./node.js";

/** The chain of nodes above one, nearest last. */
export type Above = readonly Node[];

/** What a called expression is, as far as imports are called by it; parentheses and `(0, f)` are seen through. */
export function called(node: Node | null): {
  is: "require" | "resolve" | "meta-resolve" | "create" | "other";
  name: string | null;
  last: string | null;
} {
  let at = bare(node);
  while (at?.type === "SequenceExpression") at = bare(list(at, "expressions").at(-1) ?? null);
  if (at?.type === "Identifier") {
    const name = string(at, "name");
    return { is: name === "createRequire" ? "create" : "require", name, last: name };
  }
  if (at?.type !== "MemberExpression" && at?.type !== "OptionalMemberExpression")
    return { is: "other", name: null, last: null };
  const property = at.computed === true ? null : string(child(at, "property"), "name");
  const object = bare(child(at, "object"));
  const objectName = object?.type === "Identifier" ? string(object, "name") : null;
  if (property === "resolve" && object?.type === "MetaProperty")
    return { is: "meta-resolve", name: null, last: property };
  if (property === "resolve" && objectName !== null) return { is: "resolve", name: objectName, last: property };
  if (property === "resolve" && object !== null && isModuleRequire(object))
    return { is: "resolve", name: null, last: property };
  if (isModuleRequire(at)) return { is: "require", name: null, last: property };
  return { is: property === "createRequire" ? "create" : "other", name: null, last: property };
}

function isModuleRequire(node: Node): boolean {
  if (node.type !== "MemberExpression" || node.computed === true) return false;
  const object = bare(child(node, "object"));
  return (
    string(child(node, "property"), "name") === "require" &&
    object?.type === "Identifier" &&
    string(object, "name") === "module"
  );
}

/** What a call of `createRequire` gives, if the node is one. */
export function createdBy(node: Node | null, text: string): Created | null {
  const call = bare(node);
  if (call?.type !== "CallExpression" || called(child(call, "callee")).is !== "create") return null;
  const [first] = list(call, "arguments");
  const base = first === undefined ? "" : text.slice(first.start, call.end - 1).trim();
  return { is: "created", base: /^(import\s*\.\s*meta\s*\.\s*(url|filename)|__filename)$/.test(base) ? null : base };
}

/** Reads the specifier of an import's call. */
export function readSpecifier(site: Site, argument: Node | null): void {
  if (argument === null) site.reason = "no argument";
  else if (argument.type === "SpreadElement") site.reason = "spread";
  else if (argument.type === "StringLiteral") site.specifier = string(argument, "value");
  else if (argument.type === "TemplateLiteral") {
    const head = (list(argument, "quasis")[0]?.value as { cooked?: string } | undefined)?.cooked ?? "";
    if (list(argument, "expressions").length === 0) site.specifier = head;
    else {
      site.prefix = head === "" ? null : head;
      site.reason = "template";
    }
  } else if (argument.type === "BinaryExpression") {
    let left: Node | null = argument;
    while (left?.type === "BinaryExpression" && left.operator === "+") left = child(left, "left");
    if (left?.type === "StringLiteral") {
      site.prefix = string(left, "value");
      site.reason = "concatenation";
    }
  }
}

/** Finds what a call's value is bound to, taken from, wrapped in or exported as, by the nodes above it. */
export function readUse(site: Site, call: Node, above: Above, text: string): void {
  let value = call;
  let at = above.length - 1;
  for (; at >= 0; at -= 1) {
    const node = above[at];
    if (node === undefined) return;
    if (isWrapper(node)) value = node;
    else if (node.type === "AwaitExpression") {
      site.awaited = true;
      value = node;
    } else if (isMember(node) && child(node, "object") === value && node.computed !== true) {
      if (site.kind === "import()" && !site.awaited) return;
      if (site.member !== null) return;
      site.member = keyName(child(node, "property"), false);
      value = node;
    } else if (node.type === "CallExpression" && list(node, "arguments").includes(value)) {
      const { last } = called(child(node, "callee"));
      if (last === null || !isHelper(last)) return;
      site.helper ??= last;
      value = node;
    } else break;
  }
  const user = above[at];
  if (user === undefined) return;
  if (user.type === "ExpressionStatement" && site.member === null && site.helper === null) site.names = [];
  else if (user.type === "VariableDeclarator" && child(user, "init") === value)
    bindTo(site, patternNames(child(user, "id")));
  else if (user.type === "AssignmentPattern" && child(user, "right") === value) {
    const left = child(user, "left");
    if (left?.type === "Identifier") bindTo(site, [{ imported: "*", local: string(left, "name") }]);
  } else if (user.type === "AssignmentExpression" && user.operator === "=" && child(user, "right") === value) {
    const left = child(user, "left");
    if (left?.type === "Identifier") bindTo(site, [{ imported: "*", local: string(left, "name") }]);
    const target = left === null ? "" : text.slice(left.start, left.end);
    if (site.kind === "require" && /^(?:module\s*\.\s*)?exports(?:\s*\.\s*[\p{ID_Continue}$]+)*$/u.test(target))
      site.reexported = true;
  }
}

const isMember = (node: Node) => node.type === "MemberExpression" || node.type === "OptionalMemberExpression";

function bindTo(site: Site, names: ImportedName[]): void {
  if (site.kind === "import()" && !site.awaited) return;
  if (site.member === null) site.names = names;
  else if (names.length === 1 && names[0]?.imported === "*")
    site.names = [{ imported: site.member, local: names[0].local }];
}

function patternNames(pattern: Node | null): ImportedName[] {
  if (pattern?.type === "Identifier") return [{ imported: "*", local: string(pattern, "name") }];
  if (pattern?.type !== "ObjectPattern") return [{ imported: "*", local: null }];
  return list(pattern, "properties").map((property) => {
    if (property.type === "RestElement") return { imported: "*", local: string(child(property, "argument"), "name") };
    const imported = keyName(child(property, "key"), property.computed === true) ?? "*";
    let target = child(property, "value");
    if (target?.type === "AssignmentPattern") target = child(target, "left");
    return { imported, local: target?.type === "Identifier" ? string(target, "name") : null };
  });
}
