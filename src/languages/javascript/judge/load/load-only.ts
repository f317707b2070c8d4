import type { FlatTree } from "../../scan/full/flat-tree.js";
import { bare, child, list, type Node, string } from "../../scan/full/node.js";
import { boundNames } from "./declared-names.js";
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
 * else in the file has, and that is only ever called. Those that are called where they stand are not among them.
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
    const isAtOnce = isCalledAtOnce(node, around) || isHandedToList(node, around, field, constants);
    const isInner = isFunction(node) ? !isAtOnce : isInstanceField(node);
    const innermost = isInner ? node : (inside[above[at] ?? 0] ?? null);
    inside[at] = innermost;
    if (isFunction(node) && isHandedToList(node, around, field, constants)) handed.push(node);
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

/** Methods of lists that call what they are handed, and don't keep it. */
const LIST_CALLS = /^(?:forEach|map|filter|some|every|find|findIndex|flatMap|reduce|reduceRight)$/;
/** Methods of lists that give lists. */
const GIVES_LIST = /^(?:map|filter|flatMap|slice|concat|flat)$/;

/** `["a", "b"].forEach(function () { … })`: its code runs where it stands, for each of a list. */
function isHandedToList(node: Node, above: Node, field: string, constants: ReadonlyMap<string, Node>): boolean {
  if (above.type !== "CallExpression" || field !== "arguments" || node.async === true || node.generator === true)
    return false;
  if (node.type === "FunctionExpression" && child(node, "id") !== null) return false;
  const callee = bare(child(above, "callee"));
  return (
    callee?.type === "MemberExpression" &&
    LIST_CALLS.test(methodOf(callee)) &&
    list(above, "arguments")[0] === node &&
    isList(bare(child(callee, "object")), constants)
  );
}

function methodOf(member: Node): string {
  return member.computed === true ? "" : (string(child(member, "property"), "name") ?? "");
}

function isList(node: Node | null, constants: ReadonlyMap<string, Node>): boolean {
  if (node?.type === "ArrayExpression") return true;
  if (node?.type === "Identifier") return isList(bare(constants.get(string(node, "name") ?? "") ?? null), new Map());
  if (node?.type !== "CallExpression") return false;
  const callee = bare(child(node, "callee"));
  if (callee?.type !== "MemberExpression") return false;
  return GIVES_LIST.test(methodOf(callee)) && isList(bare(child(callee, "object")), constants);
}

/** What `const` names stand for that nothing else in the file has; none where methods of lists are given anew. */
function listConstants(nodes: readonly Node[]): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  const declared = new Map<string, number>();
  const declares = (pattern: Node | null): void => {
    for (const name of boundNames(pattern)) declared.set(name, (declared.get(name) ?? 0) + 1);
  };
  for (const node of nodes) {
    if (node.type === "VariableDeclaration") {
      for (const each of list(node, "declarations")) {
        const [id, init] = [child(each, "id"), child(each, "init")];
        declares(id);
        if (node.kind === "const" && id?.type === "Identifier" && init !== null)
          found.set(string(id, "name") ?? "", init);
      }
    } else if (node.type === "CatchClause") declares(child(node, "param"));
    else if (isFunction(node) || /^Class(?:Declaration|Expression)$/.test(node.type)) {
      declares(child(node, "id"));
      for (const each of list(node, "params")) declares(each);
    } else if (/^Import\w*Specifier$/.test(node.type)) declares(child(node, "local"));
    else if (node.type === "AssignmentExpression") {
      const left = bare(child(node, "left"));
      if (left !== null && isMember(left) && LIST_CALLS.test(methodOf(left))) return new Map();
    }
  }
  for (const name of found.keys()) if (declared.get(name) !== 1) found.delete(name);
  return found;
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
