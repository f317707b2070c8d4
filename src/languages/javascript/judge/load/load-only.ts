import type { FlatTree } from "../../scan/full/flat-tree.js";
import { bare, child, list, type Node, string } from "../../scan/full/node.js";
import { isHandedToList, listConstants } from "./list-callbacks.js";
import { isFunction, isInstanceField } from "./runs-later.js";
import { typeIs } from "./type-is.js";

const isMember = typeIs(/MemberExpression$/);
const isIdentifier = typeIs(/^(?:Identifier|JSXIdentifier)$/);
const isExport = typeIs(/^Export/);
const isPropertyOrMethod = typeIs(/^(?:Object|Class)\w*(?:Property|Method)$/);
const isLabelOrMeta = typeIs(/^(?:LabeledStatement|BreakStatement|ContinueStatement|MetaProperty)$/);

/** What is known of the functions that a file declares by one name. */
interface Named {
  /** Null where the name stands for more than that function, or is used otherwise than by being called. */
  code: Node | null;
  /** The functions that call it, innermost; null for code that runs as the file loads. */
  readonly callers: Set<Node | null>;
}

/**
 * Functions of which every call stands in code that runs while the file loads, so that none runs later: each has a name that nothing
 * else in the file has, and that is only ever called, or is handed to a list's method where it stands. Those that are called where they stand
 * are not among them.
 */
export function loadOnlyFunctions({ nodes, above, fields }: FlatTree): ReadonlySet<Node> {
  const names = new Map<string, Named>();
  const of = (name: string): Named => {
    const known = names.get(name);
    if (known !== undefined) return known;
    const made = { code: null, callers: new Set<Node | null>() };
    names.set(name, made);
    return made;
  };
  const spoilt = new Set<string>();
  const constants = listConstants(nodes);
  const handed: Node[] = [];
  /** Of each node the innermost function around it. */
  const inside: (Node | null)[] = [null];
  for (const [at, node] of nodes.entries()) {
    if (seesAll(node)) return new Set();
    const around = nodes[above[at] ?? 0] ?? node;
    const field = fields[at] ?? "";
    const isOfList = isFunction(node) && isHandedToList(node, around, field, constants);
    const isInner = isFunction(node) ? !isOfList && !isCalledAtOnce(node, around) : isInstanceField(node);
    const innermost = isInner ? node : (inside[above[at] ?? 0] ?? null);
    inside[at] = innermost;
    if (isOfList) handed.push(node);
    if (isIdentifier(node) && !isKey(node, around, field)) {
      const name = string(node, "name") ?? "";
      const declared = declaredBy(around, field);
      if (field === "callee" && around.type === "CallExpression") of(name).callers.add(innermost);
      else if (declared === null || of(name).code !== null) spoilt.add(name);
      else of(name).code = declared;
    }
    if (isExport(node)) for (const name of exportedNames(node)) spoilt.add(name);
  }
  const found = new Map<Node, Named>();
  for (const [name, named] of names) if (named.code !== null && !spoilt.has(name)) found.set(named.code, named);
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const [code, { callers }] of found)
      if ([...callers].some((each) => each !== null && !found.has(each))) found.delete(code);
  }
  return new Set([...found.keys(), ...handed]);
}

/** `(function () { … })()`: its code runs where it stands. */
export function isCalledAtOnce(node: Node, above: Node): boolean {
  return (
    above.type === "CallExpression" &&
    bare(child(above, "callee")) === node &&
    node.async !== true &&
    node.generator !== true
  );
}

/** What may get at functions without their names. */
function seesAll(node: Node): boolean {
  if (node.type === "WithStatement") return true;
  if (isMember(node) && /^(?:callee|caller)$/.test(string(child(node, "property"), "name") ?? "")) return true;
  return node.type === "CallExpression" && string(bare(child(node, "callee")), "name") === "eval";
}

/** Names of members, of object's fields and of labels. */
function isKey(node: Node, above: Node, field: string): boolean {
  if (node.type === "JSXIdentifier") return false;
  if (isMember(above)) return field === "property" && above.computed !== true;
  if (isPropertyOrMethod(above)) return field === "key" && above.computed !== true && above.shorthand !== true;
  return isLabelOrMeta(above);
}

/** The function that a name is declared for there; null where it is any other use of it. */
function declaredBy(above: Node, field: string): Node | null {
  if (field !== "id") return null;
  const code = above.type === "FunctionDeclaration" ? above : bare(child(above, "init"));
  if (above.type !== "FunctionDeclaration" && above.type !== "VariableDeclarator") return null;
  if (code === null || !/^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(code.type))
    return null;
  // A name of its own is another way to get at it.
  if (code.type === "FunctionExpression" && child(code, "id") !== null) return null;
  return code.async === true || code.generator === true ? null : code;
}

function exportedNames(node: Node): string[] {
  const declared = child(node, "declaration");
  if (declared === null) return [];
  const all = declared.type === "VariableDeclaration" ? list(declared, "declarations") : [declared];
  return all.flatMap((each) => string(child(each, "id"), "name") ?? []);
}
