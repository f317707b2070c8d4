import { type Node, string } from "../../scan/full/node.js";
import { isCalledAtOnce } from "./load-only.js";
import { isInstanceField } from "./runs-later.js";
import { typeIs } from "./type-is.js";

/** What a file may give another value at any time, whoever's it is. */
export interface Changes {
  /**
   * Whether it gives a property of what it asks other modules for a new value, as far as names tell.
   *
   * @param isNested whether it is one of an object that another module exports, not of its exports themselves
   */
  changes(name: string, isNested: boolean): ChangedWhen;
  /** Whether it does so with exports of any module, whatever their names. */
  changesSome(): ChangedWhen;
  /** Names that its functions may export anew. */
  readonly exports: ReadonlySet<string>;
  /** Names of properties, of whatever object, that its functions assign. */
  readonly properties: ReadonlySet<string>;
}

/** "load" for what is done while the file loads and never later; null for never. */
export type ChangedWhen = "load" | "later" | null;

interface Assignment {
  readonly name: string;
  /** The name that the chain of members begins with; null for another expression. */
  readonly root: string | null;
  /** Whether the property is the root's own. */
  readonly isDirect: boolean;
  readonly isLater: boolean;
}

const isFunctionType = typeIs(/Function|Method$/);
const isMember = typeIs(/MemberExpression$/);
const mayBeNamed = typeIs(/^(?:Function|Class)/);
const isCall = typeIs(/^(?:Optional)?CallExpression$|^NewExpression$/);
const isPropertyOrMethod = typeIs(/Property$|Method$/);
const hasOwnNames = typeIs(/^Class|Specifier$|^Function|^Catch|^Labeled|^Break|^Continue|^Meta/);
const SKIPPED = new Set([
  "type",
  "start",
  "end",
  "loc",
  "extra",
  "errors",
  "comments",
  "leadingComments",
  "trailingComments",
  "range",
]);
const CHANGING = /^(?:assign|definePropert(?:y|ies)|setPrototypeOf|set|__exportStar|__createBinding)$/;
/** Of these what is changed is what they are handed second. */
const CHANGING_SECOND = /^__exportStar$/;

/**
 * Goes over all of a file's tree once. Names of one function are one name, whatever its blocks: it counts as the file's own
 * object only where all that it is given is. Not seen: assignments of computed names to what was handed on, and those by modules that
 * get the object in a call.
 *
 * @param loadOnly functions that run while the file loads, and never later
 */
export function changesIn(program: Node | null, loadOnly: ReadonlySet<Node>): Changes {
  const found = new ChangeWalk(loadOnly);
  if (program !== null) found.walk(program);
  return found;
}

class ChangeWalk implements Changes {
  readonly exports = new Set<string>();
  readonly properties = new Set<string>();
  private readonly assignments = new Map<string, Assignment[]>();
  private readonly whole = new Set<string>();
  private readonly parts = new Set<string>();
  private readonly foreignNames = new Set<string>();
  private readonly ownNames = new Set<string>();
  private readonly bare = new Set<string>();
  private readonly changedAll = new Map<string, ChangedWhen>();
  /** `Object.assign(require("…"), …)` */
  private changesAsked: ChangedWhen = null;

  /** Of names that were asked for, once all was walked. */
  private readonly nestedAnswers = new Map<string, ChangedWhen>();
  private readonly ownAnswers = new Map<string, ChangedWhen>();

  constructor(private readonly loadOnly: ReadonlySet<Node>) {}

  changes(name: string, isNested: boolean): ChangedWhen {
    const answers = isNested ? this.nestedAnswers : this.ownAnswers;
    let known = answers.get(name);
    if (known === undefined) {
      known = this.changed(name, isNested);
      answers.set(name, known);
    }
    return known;
  }

  private changed(name: string, isNested: boolean): ChangedWhen {
    let found = this.changesAsked;
    for (const [each, when] of this.changedAll)
      if (this.whole.has(each) || (isNested && this.parts.has(each))) found = latest(found, when);
    const all = this.assignments.get(name);
    if (all === undefined) return found;
    const leaks = [...this.whole].some((each) => this.bare.has(each));
    for (const each of all)
      if (this.isForeign(each, isNested, leaks)) found = latest(found, each.isLater ? "later" : "load");
    return found;
  }

  private isForeign({ name, root, isDirect }: Assignment, isNested: boolean, leaks: boolean): boolean {
    if (root === "require") return isNested || isDirect;
    if (root !== null && (this.whole.has(root) || this.parts.has(root)))
      return isNested || (isDirect && this.whole.has(root));
    if (name === "prototype" || root === "this" || (!isNested && !leaks)) return false;
    return root === null || !this.ownNames.has(root) || this.foreignNames.has(root);
  }

  changesSome(): ChangedWhen {
    let found = this.changesAsked;
    for (const all of this.assignments.values())
      for (const { isDirect, isLater, root } of all)
        if (isDirect && root !== null && (root === "require" || this.whole.has(root)))
          found = latest(found, isLater ? "later" : "load");
    for (const [each, when] of this.changedAll) if (this.whole.has(each)) found = latest(found, when);
    return found;
  }

  /** What is left to do once all declarations are known. */
  private readonly later: (() => void)[] = [];

  /** Without recursion: texts may be nested deeply. */
  walk(program: Node): void {
    const top: Names = { id: 0, above: null, own: new Set() };
    let count = 0;
    const open: { node: Node; above: Node; isInner: boolean; names: Names }[] = [
      { node: program, above: program, isInner: false, names: top },
    ];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const { node, above, isInner } = at;
      const isFunction = isFunctionType(node);
      const names = isFunction ? { id: ++count, above: at.names, own: new Set<string>() } : at.names;
      this.look(node, above, isInner, names, at.names);
      const inner =
        isInner || (isFunction && !isCalledAtOnce(node, at.above) && !this.loadOnly.has(node)) || isInstanceField(node);
      for (const field in node) {
        if (SKIPPED.has(field)) continue;
        const value = node[field];
        if (typeof value !== "object" || value === null) continue;
        if (Array.isArray(value)) {
          for (const one of value)
            if (typeof one?.type === "string") open.push({ node: one, above: node, isInner: inner, names });
        } else if (typeof (value as Node).type === "string")
          open.push({ node: value as Node, above: node, isInner: inner, names });
      }
    }
    for (const each of this.later) each();
    this.later.length = 0;
  }

  private look(node: Node, above: Node, isInner: boolean, names: Names, outer: Names): void {
    switch (node.type) {
      case "Identifier":
        if (isBare(node, above)) this.later.push(() => this.bare.add(keyIn(names, `${node.name}`)));
        return;
      case "VariableDeclarator":
        for (const name of namesIn(node.id as Node)) names.own.add(name);
        if (node.init !== null && node.init !== undefined)
          this.later.push(() => this.named(node.id as Node, node.init as Node, names));
        return;
      case "AssignmentExpression":
        this.later.push(() => {
          this.named(node.left as Node, node.right as Node, names);
          this.assigned(node.left as Node, isInner, names);
        });
        return;
      case "UpdateExpression":
        this.later.push(() => this.assigned(node.argument as Node, isInner, names));
        return;
      case "UnaryExpression":
        if (node.operator === "delete") this.later.push(() => this.assigned(node.argument as Node, isInner, names));
        return;
      case "CallExpression":
        this.later.push(() => this.called(node, isInner, names));
        return;
      case "ImportDefaultSpecifier":
      case "ImportNamespaceSpecifier":
      case "ImportSpecifier": {
        const name = `${string(node.local as Node, "name")}`;
        names.own.add(name);
        (node.type === "ImportSpecifier" ? this.parts : this.whole).add(keyIn(names, name));
        return;
      }
      case "CatchClause":
        this.foreign(node.param as Node | null, names);
        return;
      case "ForOfStatement":
      case "ForInStatement":
        if ((node.left as Node).type === "VariableDeclaration") this.foreign(node.left as Node, names);
        else
          for (const name of namesIn(node.left as Node))
            this.later.push(() => this.foreignNames.add(keyIn(names, name)));
        return;
      default:
    }
    if (mayBeNamed(node) && isIdentifier(node.id)) {
      const home = /Declaration$/.test(node.type) ? outer : names;
      home.own.add(node.id.name);
      this.ownNames.add(keyIn(home, node.id.name));
    }
    if (isFunctionType(node) && Array.isArray(node.params))
      for (const each of node.params as Node[]) this.foreign(each, names);
  }

  /** A name gets a value: of another module's, one made here, or any other. */
  private named(target: Node, value: Node, names: Names): void {
    const made = unwrapped(value);
    const isAsked = isRequire(made);
    if (isIdentifier(target)) {
      const name = keyIn(names, target.name);
      if (isAsked === "whole") this.whole.add(name);
      else if (isAsked === "part") this.parts.add(name);
      else if (isMade(made)) this.ownNames.add(name);
      else this.foreignNames.add(name);
    } else if (/Pattern$/.test(target.type))
      for (const name of namesIn(target)) (isAsked === null ? this.foreignNames : this.parts).add(keyIn(names, name));
  }

  /** Parameters and what loops and handlers bind. */
  private foreign(pattern: Node | null, names: Names): void {
    if (pattern === null || pattern === undefined) return;
    const all =
      pattern.type === "VariableDeclaration"
        ? (pattern.declarations as Node[]).map((each) => each.id as Node)
        : [pattern];
    for (const each of all)
      for (const name of namesIn(each)) {
        names.own.add(name);
        this.foreignNames.add(keyIn(names, name));
      }
  }

  private assigned(target: Node, isInner: boolean, names: Names): void {
    if (target === null || !isMember(target)) return;
    const of = target.object as Node;
    const name = nameOf(target);
    const isOwnExports = isExports(of);
    if (isInner && isOwnExports) this.exports.add(name ?? "*");
    if (name === null) {
      if (isIdentifier(of)) this.changesAll(keyIn(names, of.name), isInner);
      return;
    }
    if (isInner) this.properties.add(name);
    if (isOwnExports) return;
    const first = rootOf(of);
    const root = first === null || first === "this" || first === "require" ? first : keyIn(names, first);
    const made = {
      name,
      root,
      isDirect: of.type === "Identifier" || (root === "require" && unwrapped(of).type === "CallExpression"),
      isLater: isInner,
    };
    const known = this.assignments.get(name);
    if (known === undefined) this.assignments.set(name, [made]);
    else known.push(made);
  }

  private called(node: Node, isInner: boolean, names: Names): void {
    const callee = node.callee as Node;
    const name = isMember(callee) ? nameOf(callee) : isIdentifier(callee) ? `${callee.name}` : null;
    if (name === null || !CHANGING.test(name)) return;
    const changed = (node.arguments as Node[])[CHANGING_SECOND.test(name) ? 1 : 0];
    if (isIdentifier(changed)) this.changesAll(keyIn(names, changed.name), isInner);
    else if (changed !== undefined && isRequire(unwrapped(changed)) === "whole")
      this.changesAsked = latest(this.changesAsked, isInner ? "later" : "load");
  }

  private changesAll(name: string, isInner: boolean): void {
    this.changedAll.set(name, latest(this.changedAll.get(name) ?? null, isInner ? "later" : "load"));
  }
}

function latest(a: ChangedWhen, b: ChangedWhen): ChangedWhen {
  return a === "later" || b === "later" ? "later" : (a ?? b);
}

/** The names of a function, or of the file. */
interface Names {
  readonly id: number;
  readonly above: Names | null;
  readonly own: Set<string>;
}

/** A name as its scope makes it one of its own; those that nothing declares are the file's. */
function keyIn(names: Names, name: string): string {
  for (let at: Names | null = names; at !== null; at = at.above) if (at.own.has(name)) return `${name}#${at.id}`;
  return `${name}#0`;
}

function isIdentifier(node: unknown): node is Node & { readonly type: "Identifier"; readonly name: string } {
  return typeof node === "object" && node !== null && (node as Node).type === "Identifier";
}

function nameOf(member: Node): string | null {
  const property = member.property as Node;
  if (member.computed !== true) return string(property, "name");
  return property.type === "StringLiteral" ? string(property, "value") : null;
}

function unwrapped(node: Node): Node {
  let at = node;
  while (at.type === "ParenthesizedExpression" || /^TS\w+(?:Expression|Assertion)$/.test(at.type))
    at = at.expression as Node;
  return at;
}

/** "whole" for `require("x")`, also in a helper; "part" for something of it. */
function isRequire(node: Node): "whole" | "part" | null {
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

function isMade(node: Node): boolean {
  if (/^(?:Object|Array|New|Class|Function|ArrowFunction)\w*$|Literal$/.test(node.type)) return true;
  if (node.type === "AssignmentExpression") return isMade(unwrapped(node.right as Node));
  return (
    node.type === "CallExpression" &&
    isMember(node.callee as Node) &&
    /^(?:create|fromEntries)$/.test(nameOf(node.callee as Node) ?? "")
  );
}

function rootOf(node: Node): string | null {
  let at = unwrapped(node);
  for (;;) {
    if (isMember(at)) at = unwrapped(at.object as Node);
    else if (at.type === "Identifier") return `${at.name}`;
    else if (at.type === "ThisExpression") return "this";
    else return isRequire(at) === null ? null : "require";
  }
}

function isExports(node: Node): boolean {
  if (isIdentifier(node)) return node.name === "exports";
  return isMember(node) && isIdentifier(node.object) && node.object.name === "module" && nameOf(node) === "exports";
}

function namesIn(pattern: Node): string[] {
  const names: string[] = [];
  const open: (Node | null)[] = [pattern];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === null) continue;
    if (isIdentifier(at)) names.push(`${at.name}`);
    else if (at.type === "ObjectPattern")
      for (const each of at.properties as Node[]) open.push((each.value ?? each.argument) as Node);
    else if (at.type === "ArrayPattern") open.push(...(at.elements as (Node | null)[]));
    else if (at.type === "AssignmentPattern") open.push(at.left as Node);
    else if (at.type === "RestElement") open.push(at.argument as Node);
    else if (at.type === "TSParameterProperty") open.push(at.parameter as Node);
  }
  return names;
}

/** Used otherwise than by its members, by being called, or by being exported. */
function isBare(node: Node, above: Node): boolean {
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
