import { bare, child, keyName, type Node, string } from "../scan/full/node.js";
import type { ParsedSource } from "./file.js";
import { around, homeOf } from "./functions.js";
import { isClass, isFunction } from "./scopes/kinds.js";
import type { Spot } from "./scopes/scope.js";

/** Callees that keep what they are given for later. */
const LATER =
  /^(on|once|addListener|prependListener|prependOnceListener|addEventListener|then|catch|finally|setTimeout|setInterval|setImmediate|queueMicrotask|nextTick|defineProperty|defineProperties|__export|__exportAll)\d*$/;

/** `module` and `exports`, which bundlers number. */
const EXPORTS = /^(module|exports)\d*$/;

/**
 * Whether a function may run while its module loads, as far as the text shows: it is handed to a call, or its name, or that
 * of the object or class that it is of, is taken there or by a function of which the same is true, other than to export it.
 */
export class LoadRuns {
  private readonly known = new Map<Node, Node | null>();
  private readonly asked: Node[] = [];

  constructor(private readonly source: ParsedSource) {}

  /** The place that may run it or hand it on; null where there is none. */
  mayRun(home: Spot): Node | null {
    const known = this.known.get(home.node);
    if (known !== undefined) return known;
    // Until it is known: functions that only name each other do not run.
    this.known.set(home.node, null);
    const isFirst = this.asked.length === 0;
    this.asked.push(home.node);
    const found = this.runner(home);
    this.known.set(home.node, found);
    if (isFirst) {
      // What was asked on the way may have been told no by one that was not known yet.
      if (found !== null) for (const node of this.asked) if (this.known.get(node) === null) this.known.delete(node);
      this.asked.length = 0;
    }
    return found;
  }

  private runner(home: Spot): Node | null {
    let at = home;
    for (;;) {
      at = around(at).spot;
      const { up } = at;
      if (up === null) return null;
      const { node } = up;
      if (/^(CallExpression|NewExpression|OptionalCallExpression)$/.test(node.type) && at.field === "arguments")
        return isLater(node) ? null : this.atLoad(up);
      if (/^(AssignmentExpression|VariableDeclarator)$/.test(node.type)) {
        const root = rootOf(child(node, node.type === "VariableDeclarator" ? "id" : "left"));
        return root === null ? null : this.byName(root, up);
      }
      if (isClass(node) || /^(FunctionDeclaration)$/.test(at.node.type)) {
        const named = isClass(node) ? up : at;
        const id = string(child(named.node, "id"), "name");
        const found = id === null ? null : this.byName(id, named);
        if (found !== null || named.node.type !== "ClassExpression") return found;
        at = named;
        continue;
      }
      if (isFunction(node) || /Statement$|^Program$/.test(node.type)) return null;
      at = up;
    }
  }

  /** Calls that run while the module loads, or in a function that may. */
  private atLoad(spot: Spot): Node | null {
    const { spot: home } = homeOf(spot, this.source.program);
    return home === null || this.mayRun(home) !== null ? spot.node : null;
  }

  private byName(name: string, spot: Spot): Node | null {
    const binding = spot.scope.find(name);
    for (const { kind, spot: use } of binding?.references ?? []) {
      if (kind !== "read" || isHandedOut(use) || isPlaceOfAssignment(use) || use.field === "superClass") continue;
      const found = this.atLoad(use);
      if (found !== null) return found;
    }
    return null;
  }
}

function isLater(call: Node): boolean {
  const callee = bare(child(call, "callee"));
  const name = string(callee, "name") ?? keyName(child(callee, "property"), callee?.computed === true);
  return call.type !== "NewExpression" && LATER.test(name ?? "");
}

function rootOf(node: Node | null): string | null {
  let at = bare(node);
  while (at !== null && /MemberExpression$/.test(at.type)) at = bare(child(at, "object"));
  const name = string(at, "name");
  return name === null || EXPORTS.test(name) ? null : name;
}

/** Whether a use is the value of an export: `exports.f = f`, `module.exports = { f }`. */
export function isHandedOut(use: Spot): boolean {
  let at = use;
  for (;;) {
    at = around(at).spot;
    const { up } = at;
    if (up === null) return false;
    const { type } = up.node;
    if (type === "AssignmentExpression") {
      if (at.field !== "right") return false;
      const left = bare(child(up.node, "left"));
      if (/MemberExpression$/.test(left?.type ?? "") && rootOf(left) === null && isExports(left)) return true;
    } else if (type === "ObjectProperty" ? at.field !== "value" : !/^(ObjectExpression|SpreadElement)$/.test(type)) {
      return /^(ExportDefaultDeclaration|TSExportAssignment)$/.test(type);
    }
    at = up;
  }
}

function isExports(member: Node | null): boolean {
  let at = member;
  while (at !== null && /MemberExpression$/.test(at.type)) at = bare(child(at, "object"));
  return EXPORTS.test(string(at, "name") ?? "");
}

/** Whether a use only says where something is put: `A.prototype.f = …`. */
function isPlaceOfAssignment(use: Spot): boolean {
  let at = use;
  while (at.up !== null && /MemberExpression$/.test(at.up.node.type) && at.field === "object") at = at.up;
  return at !== use && at.field === "left" && at.up?.node.type === "AssignmentExpression";
}
