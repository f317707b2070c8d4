import { dialectOf } from "../../scan/dialect.js";
import { bare, child, children, list, type Node, string } from "../../scan/full/node.js";
import { parseFully } from "../../scan/full/parse.js";
import { boundNames } from "./declared-names.js";
import { lineOf } from "./doings.js";

const FUNCTION = /^(?:Function\w+|ArrowFunctionExpression|ObjectMethod|Class(?:Private)?Method)$/;

/**
 * Whether running a function's own code may change what nobody sees who looks at objects that can be reached: variables
 * around it, private fields, and objects that only such variables hold. Code of functions in it counts by itself, as it
 * ran by itself.
 *
 * @returns for a place in the text where a function begins, as the engine counts it, what it may change and where; null if nothing
 */
export function hiddenState(text: string, path: string): (offset: number) => { what: string; line: number } | null {
  let root: Node;
  try {
    root = parseFully(text, dialectOf(path) ?? { types: false, jsx: true, declaration: false });
  } catch {
    return () => ({ what: "could not be parsed", line: 1 });
  }
  const functions = new Map<number, { node: Node; around: Node[] }>();
  index(root, functions);
  const seen = new Map<number, { what: string; line: number } | null>();
  return (offset) => {
    const known = seen.get(offset);
    if (known !== undefined) return known;
    const found = functions.get(offset);
    const answer =
      found === undefined ? { what: "is not known by its place", line: 1 } : judge(found.node, found.around, text);
    seen.set(offset, answer);
    return answer;
  };
}

/** The engine begins a method at its parameters or its name, by its kind: all of these places stand for it. */
function index(root: Node, into: Map<number, { node: Node; around: Node[] }>): void {
  const open: { node: Node; around: Node[] }[] = [{ node: root, around: [] }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { node, around } = at;
    let inner = around;
    if (FUNCTION.test(node.type)) {
      const key = child(node, "key");
      for (const start of key === null ? [node.start] : [node.start, key.start, key.end]) {
        if (!into.has(start)) into.set(start, at);
      }
      inner = [...around, node];
    } else if (node.type === "Program") inner = [...around, node];
    for (const [, each] of children(node)) open.push({ node: each, around: inner });
  }
}

function judge(node: Node, around: readonly Node[], text: string): { what: string; line: number } | null {
  const own = declaredNames(node);
  const safe = new Set<string>();
  const hidden = new Set<string>();
  for (const each of around) classify(each, safe, hidden);
  let found: { what: string; line: number } | null = null;
  walkOwn(node, (each, above) => {
    if (found !== null) return;
    const target =
      each.type === "AssignmentExpression"
        ? bare(child(each, "left"))
        : each.type === "UpdateExpression"
          ? bare(child(each, "argument"))
          : null;
    for (const name of target === null ? [] : assignedIn(target)) {
      if (!own.has(name)) found = { what: `sets ${name}`, line: lineOf(each) };
    }
    if (each.type === "PrivateName") found = { what: "uses private fields", line: lineOf(each) };
    if (each.type !== "Identifier" || isKey(each, above)) return;
    const name = string(each, "name") ?? "";
    if (own.has(name) || safe.has(name) || !hidden.has(name)) return;
    found = { what: `uses ${name}, which only its module holds`, line: lineOf(each) };
  });
  void text;
  return found;
}

function assignedIn(target: Node): string[] {
  return /MemberExpression$/.test(target.type) ? [] : boundNames(target);
}

function isKey(node: Node, above: Node): boolean {
  if (/MemberExpression$/.test(above.type)) return above.computed !== true && child(above, "property") === node;
  if (/^(?:Object|Class)\w*(?:Property|Method)$/.test(above.type))
    return above.computed !== true && above.shorthand !== true && child(above, "key") === node;
  return /^(?:LabeledStatement|BreakStatement|ContinueStatement|MetaProperty)$/.test(above.type);
}

/** A function's parameters and all that it declares, its inner functions' left out. */
function declaredNames(node: Node): Set<string> {
  const names = new Set<string>(list(node, "params").flatMap(boundNames));
  walkOwn(node, (each) => {
    if (each.type === "VariableDeclarator" || /^(?:Function|Class)Declaration$/.test(each.type))
      for (const name of boundNames(child(each, "id"))) names.add(name);
    if (each.type === "CatchClause") for (const name of boundNames(child(each, "param"))) names.add(name);
  });
  names.add("arguments");
  const id = child(node, "id");
  if (id !== null) names.add(string(id, "name") ?? "");
  return names;
}

/** Visits a function's nodes, and those that name inner functions and classes, without their code. */
function walkOwn(root: Node, visit: (node: Node, above: Node) => void): void {
  const open: [Node, Node][] = [];
  for (const [, each] of children(root)) open.push([each, root]);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const [node, above] = at;
    visit(node, above);
    if (FUNCTION.test(node.type)) continue;
    for (const [, each] of children(node)) open.push([each, node]);
  }
}

/** Names that stand for code, other modules, or constants; and those of objects that only this scope holds. */
function classify(scope: Node, safe: Set<string>, hidden: Set<string>): void {
  const put = (name: string, isSafe: boolean): void => {
    (isSafe ? safe : hidden).add(name);
    (isSafe ? hidden : safe).delete(name);
  };
  for (const name of list(scope, "params").flatMap(boundNames))
    put(name, /^(?:exports|require|module|__filename|__dirname)$/.test(name));
  walkOwn(scope, (each) => {
    if (/^(?:Function|Class)Declaration$/.test(each.type))
      for (const name of boundNames(child(each, "id"))) put(name, true);
    if (/^Import\w*Specifier$/.test(each.type)) put(string(child(each, "local"), "name") ?? "", true);
    if (each.type === "VariableDeclarator") {
      const isSafe = isConstant(bare(child(each, "init")));
      for (const name of boundNames(child(each, "id"))) put(name, isSafe);
    }
  });
}

function isConstant(node: Node | null): boolean {
  if (node === null) return false;
  if (/^(?:String|Numeric|Boolean|Null|BigInt)Literal$|^(?:Function|ArrowFunction|Class)Expression$/.test(node.type))
    return true;
  if (node.type === "RegExpLiteral") return !/[gy]/.test(`${node.flags}`);
  if (node.type === "TemplateLiteral") return list(node, "expressions").length === 0;
  if (node.type === "CallExpression") {
    const callee = bare(child(node, "callee"));
    const name = callee?.type === "Identifier" ? string(callee, "name") : string(child(callee, "property"), "name");
    if (name === "require" || name === "Symbol") return true;
    return /^_*(?:import|interop|toESM)/i.test(name ?? "") && isConstant(bare(list(node, "arguments")[0] ?? null));
  }
  if (node.type === "MemberExpression") return isConstant(bare(child(node, "object")));
  return false;
}
