import { child, list, type Node } from "../../scan/full/node.js";
import { isFunction } from "../scopes/kinds.js";
import type { Spot } from "../scopes/scope.js";
import { seen } from "./awaited-function.js";

/** A stretch of a text, and what is to stand there as long as that is shorter: the rest becomes blanks. */
export interface Blank {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/** What stays, wherever it stands: functions are there before the statements around them run. */
const STAYS = /^(?:FunctionDeclaration|ImportDeclaration|ExportAllDeclaration)$/;
const LEAVES = /^(?:ReturnStatement|ThrowStatement)$/;
const LEAVES_CASE = /^(?:ReturnStatement|ThrowStatement|BreakStatement|ContinueStatement)$/;

/**
 * What of a function, or of a module's own code, does not run before a statement of it is reached the first time, as far as its form tells:
 * what stands behind it, the other branches, and those that leave.
 *
 * @param holder what has the statement in its list
 * @param isReached whether the statement itself runs
 * @throws Refused where it may run more than once
 */
export function notBefore(holder: Spot, statement: Node, isReached: boolean): Blank[] {
  const found: Blank[] = [];
  let at = statement;
  let isKept = isReached;
  for (let up: Spot | null = holder; up !== null; up = up.up) {
    const { node } = up;
    if (isFunction(node)) return found;
    aroundIn(up, at, isKept, found);
    isKept = true;
    at = node;
  }
  return found;
}

function aroundIn({ node }: Spot, at: Node, isKept: boolean, found: Blank[]): void {
  switch (node.type) {
    case "Program":
    case "BlockStatement":
      inList(list(node, "body"), at, isKept, found);
      return;
    case "SwitchCase":
      inList(list(node, "consequent"), at, isKept, found);
      return;
    case "SwitchStatement":
      for (const each of list(node, "cases")) {
        const consequent = list(each, "consequent");
        const last = consequent.at(-1);
        const first = consequent[0];
        if (each === at || last === undefined || first === undefined) continue;
        if (each.start > at.start || leaves(last, LEAVES_CASE))
          found.push({ start: first.start, end: last.end, by: ";" });
      }
      return;
    case "IfStatement": {
      const [consequent, alternate] = [child(node, "consequent"), child(node, "alternate")];
      if (consequent === at && alternate !== null) found.push({ start: at.end, end: alternate.end, by: "" });
      if (alternate === at && consequent !== null) found.push(emptied(consequent));
      return;
    }
    case "TryStatement": {
      const [block, handler, finalizer] = [child(node, "block"), child(node, "handler"), child(node, "finalizer")];
      if (finalizer === at) break;
      if (finalizer !== null) found.push(emptied(finalizer));
      const caught = child(handler, "body");
      if (block === at && caught !== null) found.push(emptied(caught));
      return;
    }
    case "CatchClause":
      return;
    default:
  }
  throw seen("it may be reached more than once, or in a way that is not followed", node);
}

function inList(statements: readonly Node[], at: Node, isKept: boolean, found: Blank[]): void {
  const place = statements.indexOf(at);
  statements.forEach((each, index) => {
    if (index < place) leavingBranches(each, found);
    else if ((index > place || !isKept) && !stays(each)) found.push({ start: each.start, end: each.end, by: ";" });
  });
}

function stays(node: Node): boolean {
  if (STAYS.test(node.type)) return true;
  if (!/^Export(?:Named|Default)Declaration$/.test(node.type)) return false;
  const declared = child(node, "declaration");
  return declared === null || declared.type === "FunctionDeclaration";
}

/** `if (help) { …; return; }`: who comes behind it was not there. */
function leavingBranches(statement: Node, found: Blank[]): void {
  if (statement.type !== "IfStatement") return;
  for (const field of ["consequent", "alternate"]) {
    const branch = child(statement, field);
    if (branch === null) continue;
    if (leaves(branch, LEAVES)) found.push(emptied(branch));
    else leavingBranches(branch, found);
  }
}

function leaves(statement: Node, ways: RegExp): boolean {
  if (statement.type !== "BlockStatement") return ways.test(statement.type);
  const last = list(statement, "body").at(-1);
  return last !== undefined && leaves(last, ways);
}

function emptied({ type, start, end }: Node): Blank {
  return type === "BlockStatement" ? { start: start + 1, end: end - 1, by: "" } : { start, end, by: ";" };
}

/** A text with stretches that are blanks, so that all else stands where it stood. */
export function blanked(text: string, blanks: readonly Blank[]): string {
  const characters = text.split("");
  // What lies in another one goes with it: the outer one is written last.
  for (const { start, end, by } of [...blanks].sort((a, b) => a.end - a.start - (b.end - b.start)))
    for (let at = start; at < end; at++) {
      if (/[\r\n\u2028\u2029]/.test(characters[at] ?? "")) continue;
      characters[at] = by[at - start] ?? " ";
    }
  return characters.join("");
}
