import { bare, child, list, type Node, string } from "../../scan/full/node.js";
import type { ParsedSource } from "../file.js";
import { around } from "../functions.js";
import { isFunction } from "../scopes/kinds.js";
import type { Binding, Scope, Spot } from "../scopes/scope.js";
import { seen } from "./awaited-function.js";
import { type Blank, notBefore } from "./not-before.js";

/** A call of an async function that nothing runs beside. */
export interface AwaitedCall {
  /** The function that awaits it; null where it is the module's own code. */
  readonly by: Spot | null;
  /** What does not run before the call, and the word that waits for it. */
  readonly blanks: readonly Blank[];
}

/**
 * The call of a function as one that is awaited at once, or with which all that its caller does is over.
 *
 * @param use the function's name
 * @throws Refused "tick-seen"
 */
export function awaitedCall(source: ParsedSource, use: Spot): AwaitedCall {
  const name = string(use.node, "name") ?? "";
  const callee = around(use);
  if (callee.up?.node.type !== "CallExpression" || callee.field !== "callee")
    throw seen(`${name} is handed on, so that nobody knows who calls it`, use.node);
  const call = callee.up;
  const awaited = around(call).up;
  if (awaited?.node.type === "AwaitExpression") return whereAwaited(name, awaited);
  const { spot, up, field } = around(call);
  if (up?.node.type === "ReturnStatement" || (up?.node.type === "ArrowFunctionExpression" && field === "body"))
    return returnedAsItIs(name, spot, up);
  return atTheEnd(source, name, call);
}

function whereAwaited(name: string, awaited: Spot): AwaitedCall {
  const word: Blank = { start: awaited.node.start, end: awaited.node.start + "await".length, by: "!" };
  const { spot, up, field } = around(awaited);
  const { node } = spot;
  if (up?.node.type === "ReturnStatement" || (up?.node.type === "ArrowFunctionExpression" && field === "body")) {
    const { by, blanks } = returned(name, spot, up);
    return { by, blanks: [...blanks, word] };
  }
  const statement = statementOf(up, field);
  if (statement === null)
    throw seen(`${name} is awaited within an expression, of which other parts may run meanwhile`, node);
  return { by: functionAround(statement), blanks: [...before(statement), word] };
}

/** A promise that its caller returns without awaiting it: what closes around the `return` runs once it is there, and not once it is over. */
function returnedAsItIs(name: string, spot: Spot, up: Spot): AwaitedCall {
  let inner = up.node;
  for (let at = isFunction(up.node) ? null : up.up; at !== null && !isFunction(at.node); at = at.up) {
    const finalizer = child(at.node, "finalizer");
    if ((finalizer !== null && finalizer !== inner) || list(at.node, "body").some(isDisposed))
      throw seen(`${name} is returned without being awaited from within what closes meanwhile`, spot.node);
    inner = at.node;
  }
  return returned(name, spot, up);
}

/** `using a = …;`, `await using a = …;` */
function isDisposed(node: Node): boolean {
  return node.type === "VariableDeclaration" && /using$/.test(string(node, "kind") ?? "");
}

/** A function that gives the promise to whoever awaits it itself. */
function returned(name: string, spot: Spot, up: Spot): AwaitedCall {
  const by = isFunction(up.node) ? up : functionAround(up);
  if (by?.node.async !== true) throw seen(`${name} is called by a function that is not async`, spot.node);
  return { by, blanks: isFunction(up.node) ? [] : before(up) };
}

/** `await f();`, `const x = await f();`, `x.y = await f();` */
function statementOf(up: Spot | null, field: string): Spot | null {
  if (up === null) return null;
  if (up.node.type === "ExpressionStatement") return up;
  if (up.node.type === "VariableDeclarator" && field === "init" && up.up !== null)
    return list(up.up.node, "declarations").length === 1 ? up.up : null;
  if (up.node.type !== "AssignmentExpression" || field !== "right" || up.node.operator !== "=") return null;
  const { up: outer } = around(up);
  return isPlainTarget(bare(child(up.node, "left"))) && outer?.node.type === "ExpressionStatement" ? outer : null;
}

function isPlainTarget(node: Node | null): boolean {
  if (node?.type === "Identifier") return true;
  return node?.type === "MemberExpression" && node.computed !== true && isPlainTarget(bare(child(node, "object")));
}

/** The last thing that a module's own code does: `f();`, `f().catch(…);` */
function atTheEnd({ program }: ParsedSource, name: string, call: Spot): AwaitedCall {
  let at = call;
  for (;;) {
    const { up, field, spot } = around(at);
    const unseen = seen(`${name} is called without being awaited`, call.node);
    if (up === null) throw unseen;
    if (up.node.type === "UnaryExpression" && up.node.operator === "void") at = up;
    else if (up.node.type === "MemberExpression" && field === "object" && isHandling(up, call.scope))
      at = around(up).up ?? spot;
    else if (up.node.type !== "ExpressionStatement") throw unseen;
    else {
      if (functionAround(up) !== null || !isLast(up, program)) throw unseen;
      // What it hands its promise to runs once it is over.
      return { by: null, blanks: [...before(up), { start: call.node.end, end: up.node.end, by: ";" }] };
    }
  }
}

/** `f().catch(handler)`, of which nothing but the handler is asked before `f` is over, and that is the same at any time. */
function isHandling(member: Spot, scope: Scope): boolean {
  const { up, field } = around(member);
  if (member.node.computed === true || up?.node.type !== "CallExpression" || field !== "callee") return false;
  if (!/^(?:then|catch|finally)$/.test(string(child(member.node, "property"), "name") ?? "")) return false;
  return list(up.node, "arguments").every((each) => {
    const node = bare(each);
    if (node === null || isFunction(node)) return true;
    if (node.type === "Identifier") return isConstant(scope.find(string(node, "name") ?? ""));
    const root = string(bare(child(node, "object")), "name") ?? "";
    return (
      node.type === "MemberExpression" && node.computed !== true && root === "console" && scope.find(root) === null
    );
  });
}

/** Whether a name is one of a function, or a `const`, of its own file. */
function isConstant(binding: Binding | null): boolean {
  const [declared, other] = binding?.declared ?? [];
  if (binding === null || declared === undefined || other !== undefined || binding.doubtful !== null) return false;
  if (binding.references.some(({ kind }) => kind === "write")) return false;
  return declared.up?.node.type === "FunctionDeclaration" || declared.up?.up?.node.kind === "const";
}

/** Whether nothing of a module's own code follows a statement. */
function isLast(statement: Spot, program: Node): boolean {
  let at = statement;
  for (let up = at.up; up !== null; at = up, up = up.up) {
    const { node } = up;
    if (node.type === "IfStatement") continue;
    if (node.type !== "BlockStatement" && node !== program) return false;
    const body = list(node, "body");
    if (!body.slice(body.indexOf(at.node) + 1).every(isDeclaration)) return false;
    if (node === program) return true;
  }
  return false;
}

function isDeclaration(node: Node): boolean {
  if (/^(?:FunctionDeclaration|ImportDeclaration|ExportAllDeclaration|EmptyStatement)$/.test(node.type)) return true;
  if (!/^Export(?:Named|Default)Declaration$/.test(node.type)) return false;
  const declared = child(node, "declaration");
  return declared === null || declared.type === "FunctionDeclaration";
}

function functionAround(spot: Spot): Spot | null {
  for (let at = spot.up; at !== null; at = at.up) if (isFunction(at.node)) return at;
  return null;
}

function before(statement: Spot): Blank[] {
  if (statement.up === null) throw new Error("a statement without anything around it");
  return notBefore(statement.up, statement.node, true);
}
