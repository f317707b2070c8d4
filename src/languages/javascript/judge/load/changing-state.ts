import type { FlatTree } from "../../scan/full/flat-tree.js";
import { bare, child, children, keyName, list, type Node, string } from "../../scan/full/node.js";
import { boundNames } from "./declared-names.js";
import { isCalledAtOnce } from "./load-only.js";
import { isFunction, isInstanceField } from "./runs-later.js";
import { typeIs } from "./type-is.js";

/** What of a file's own state its functions may change once it was loaded; by bare names, whatever they are of. */
export interface ChangingState {
  /** Variables that a function around which they stand assigns. */
  readonly names: ReadonlySet<string>;
  /** Variables whose contents functions change: `list.push(x)`, `table[key] = x`. */
  readonly contents: ReadonlySet<string>;
  /** Properties that functions assign. */
  readonly properties: ReadonlySet<string>;
  /** Properties whose contents functions change. */
  readonly propertyContents: ReadonlySet<string>;
  /** Names of getters. */
  readonly getters: ReadonlySet<string>;
  /** Variables and properties whose contents the file changes, and when. */
  readonly touched: ReadonlyMap<string, "load" | "later">;
}

const isDeclaration = typeIs(/^(?:Function|Class)Declaration$/);
const isCall = typeIs(/^(?:Optional)?CallExpression$|^NewExpression$/);
const isLoop = typeIs(/^For(?:In|Of)Statement$/);
const MEMBER = /MemberExpression$/;
export const CHANGING_METHOD =
  /^(?:push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|set|add|delete|clear|append)$/;
const CHANGING_CALL = /^(?:assign|definePropert(?:y|ies)|deleteProperty|setPrototypeOf|set)$/;
/** Objects whose functions keep and change nothing that they are handed, but for those named above. */
const BUILTIN = /^(?:Object|Reflect|JSON|Array|Math|String|Number|Boolean|console|Symbol|Buffer|path|util|fs)$/;

interface Names {
  readonly above: Names | null;
  readonly own: Set<string>;
  /** Whether its code runs after the load as well: not so for the file's and for functions that only run meanwhile. */
  readonly isLater: boolean;
}

/** @param loadOnly functions that run while the file loads, and never later */
export function changingState(tree: FlatTree | null, loadOnly: ReadonlySet<Node>): ChangingState {
  const walk = new StateWalk();
  if (tree !== null) walk.walk(tree, loadOnly);
  return walk.state();
}

class StateWalk {
  private readonly names = new Set<string>();
  private readonly contents = new Set<string>();
  private readonly properties = new Set<string>();
  private readonly propertyContents = new Set<string>();
  private readonly getters = new Set<string>();
  private readonly touched = new Map<string, "load" | "later">();
  private readonly unsettled: { name: string; at: Names; into: Set<string> }[] = [];

  /** As plain data. */
  state(): ChangingState {
    const { names, contents, properties, propertyContents, getters, touched } = this;
    return { names, contents, properties, propertyContents, getters, touched };
  }

  walk({ nodes, above }: FlatTree, loadOnly: ReadonlySet<Node>): void {
    const known: Names[] = [];
    for (const [at, node] of nodes.entries()) {
      const around = above[at] ?? 0;
      let names = known[around] ?? { above: null, own: new Set(), isLater: false };
      if (isDeclaration(node)) for (const each of boundNames(child(node, "id"))) names.own.add(each);
      if (isFunction(node)) {
        const isAtLoad = isCalledAtOnce(node, nodes[around] ?? node) || loadOnly.has(node);
        names = { above: names, own: new Set(), isLater: names.isLater || !isAtLoad };
        for (const each of list(node, "params").flatMap(boundNames)) names.own.add(each);
      }
      if (isInstanceField(node)) names = { above: names, own: new Set(), isLater: true };
      known[at] = names;
      this.look(node, names);
    }
    for (const { name, at, into } of this.unsettled) if (!at.own.has(name)) into.add(name);
  }

  private look(node: Node, names: Names): void {
    if (node.kind === "get") this.getters.add(keyName(child(node, "key"), node.computed === true) ?? "*");
    if (node.type === "VariableDeclarator") for (const each of boundNames(child(node, "id"))) names.own.add(each);
    if (node.type === "CatchClause") for (const each of boundNames(child(node, "param"))) names.own.add(each);
    if (isCall(node)) this.called(node, names);
    if (names.isLater && node.type === "VariableDeclarator") this.handed(bare(child(node, "init")), names);
    if (node.type === "AssignmentExpression" || isLoop(node)) this.assigned(bare(child(node, "left")), names);
    else if (node.type === "UpdateExpression" || (node.type === "UnaryExpression" && node.operator === "delete"))
      this.assigned(bare(child(node, "argument")), names);
  }

  private assigned(target: Node | null, names: Names): void {
    if (target === null || target.type === "VariableDeclaration") return;
    if (!MEMBER.test(target.type)) {
      if (!names.isLater) return;
      for (const name of boundNames(target)) this.unsettled.push({ name, at: names, into: this.names });
      if (/Pattern$/.test(target.type)) this.members(target, names);
      return;
    }
    const key = propertyOf(target);
    if (key === null) this.changesContents(bare(child(target, "object")), names);
    else if (names.isLater) this.properties.add(key);
  }

  /** `[a.b] = …`, `({ x: a.b } = …)` */
  private members(pattern: Node, names: Names): void {
    const open = [pattern];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (MEMBER.test(at.type)) this.assigned(at, names);
      else for (const [, each] of children(at)) open.push(each);
    }
  }

  private called(node: Node, names: Names): void {
    const callee = bare(child(node, "callee"));
    if (callee === null) return;
    const root = MEMBER.test(callee.type) ? (string(bare(child(callee, "object")), "name") ?? "") : "";
    if (!BUILTIN.test(root) && names.isLater)
      for (const each of list(node, "arguments")) this.handed(bare(each), names);
    if (!MEMBER.test(callee.type)) return;
    const name = propertyOf(callee) ?? "";
    const [first, second, third] = list(node, "arguments");
    if (name === "defineProperty") this.defined(second, third);
    const of = bare(child(callee, "object"));
    if (CHANGING_METHOD.test(name)) this.changesContents(of, names);
    if (CHANGING_CALL.test(name) && /^(?:Object|Reflect)$/.test(string(of, "name") ?? ""))
      this.changesContents(bare(first ?? null), names);
  }

  private defined(key: Node | undefined, descriptor: Node | undefined): void {
    const isGetter = (descriptor === undefined ? [] : list(descriptor, "properties")).some(
      (each) => keyName(child(each, "key"), each.computed === true) === "get",
    );
    if (isGetter && key !== undefined) this.getters.add(string(key, "value") ?? "*");
  }

  /** Whoever is handed an object may change it. */
  private handed(node: Node | null, names: Names): void {
    if (node?.type === "Identifier")
      this.unsettled.push({ name: string(node, "name") ?? "", at: names, into: this.contents });
    else if (node !== null && MEMBER.test(node.type)) this.propertyContents.add(propertyOf(node) ?? "*");
  }

  private changesContents(of: Node | null, names: Names): void {
    if (of === null) return;
    const name = of.type === "Identifier" ? string(of, "name") : MEMBER.test(of.type) ? (propertyOf(of) ?? "*") : null;
    if (name === null) return;
    if (names.isLater) this.touched.set(name, "later");
    else if (!this.touched.has(name)) this.touched.set(name, "load");
    if (!names.isLater) return;
    if (of.type === "Identifier") this.unsettled.push({ name, at: names, into: this.contents });
    else this.propertyContents.add(name);
  }
}

function propertyOf(member: Node): string | null {
  const property = child(member, "property");
  if (property?.type === "PrivateName") return `#${string(child(property, "id"), "name")}`;
  return keyName(property, member.computed === true);
}
