import { builtinName } from "../../builtins.js";
import type { FlatTree } from "../../scan/full/flat-tree.js";
import { type Node, string } from "../../scan/full/node.js";
import { isHelper } from "../../scan/helpers.js";
import {
  isBare,
  isExports,
  isIdentifier,
  isMade,
  isMember,
  isPlainRequire,
  isRequire,
  keyIn,
  membersIn,
  type Names,
  nameOf,
  rootOf,
  specifierOf,
  unwrapped,
} from "./changed-names.js";
import { boundNames } from "./declared-names.js";
import { type Assignment, type ChangedWhen, type ChangeFacts, latest } from "./known-changes.js";
import { isCalledAtOnce } from "./load-only.js";
import { isInstanceField } from "./runs-later.js";
import { typeIs } from "./type-is.js";

const isFunctionType = typeIs(/Function|Method$/);
const mayBeNamed = typeIs(/^(?:Function|Class)/);
const CHANGING = /^(?:assign|definePropert(?:y|ies)|setPrototypeOf|set|__exportStar|__createBinding)$/;
/** Of these what is changed is what they are handed second. */
const CHANGING_SECOND = /^__exportStar$/;
const READS = /^(?:keys|values|entries|getOwnPropertyNames|stringify|isArray|assign)$/;

/**
 * Goes over all of a file's tree once. Names of one function are one name, whatever its blocks: it counts as the file's own
 * object only where all that it is given is. Not seen: assignments of computed names to what was handed on, and those by modules that
 * get the object in a call.
 *
 * @param loadOnly functions that run while the file loads, and never later
 */
export function changesIn(tree: FlatTree | null, loadOnly: ReadonlySet<Node>): ChangeFacts {
  const found = new ChangeWalk();
  if (tree !== null) found.walk(tree, loadOnly);
  return found.facts();
}

class ChangeWalk {
  private readonly exports = new Set<string>();
  private readonly properties = new Set<string>();
  private readonly assignments = new Map<string, Assignment[]>();
  private readonly whole = new Set<string>();
  private readonly parts = new Set<string>();
  private readonly askedFor = new Map<string, Set<string | null>>();
  private readonly askedOtherwise = new Set<string>();
  private readonly foreignNames = new Set<string>();
  private readonly ownNames = new Set<string>();
  private readonly bare = new Set<string>();
  private readonly changedAll = new Map<string, ChangedWhen>();
  private changesAsked: ChangedWhen = null;
  /** Of names that are nothing but a text. */
  private readonly constants = new Map<string, string>();
  private changesUnnamed: ChangedWhen = null;
  private readonly handedOn = new Set<string | null>();
  private asksForAny = false;

  facts(): ChangeFacts {
    const { exports, properties, assignments, whole, parts, askedFor, askedOtherwise } = this;
    const { foreignNames, ownNames, bare, changedAll, changesAsked } = this;
    const { changesUnnamed, handedOn, asksForAny } = this;
    const asked = { whole, parts, askedFor, askedOtherwise, changesAsked, handedOn, asksForAny };
    return { exports, properties, assignments, ...asked, foreignNames, ownNames, bare, changedAll, changesUnnamed };
  }

  /** What is left to do once all declarations are known. */
  private readonly later: (() => void)[] = [];

  walk({ nodes, above }: FlatTree, loadOnly: ReadonlySet<Node>): void {
    const known: Names[] = [{ id: 0, above: null, own: new Set() }];
    /** Of each node whether what is in it runs later. */
    const inner: boolean[] = [];
    let count = 0;
    for (const [at, node] of nodes.entries()) {
      const aboveIt = above[at] ?? 0;
      const around = nodes[aboveIt] ?? node;
      const outer = known[aboveIt] as Names;
      const isInner = at > 0 && inner[aboveIt] === true;
      const isFunction = isFunctionType(node);
      const names = isFunction ? { id: ++count, above: outer, own: new Set<string>() } : outer;
      known[at] = names;
      inner[at] =
        isInner || (isFunction && !isCalledAtOnce(node, around) && !loadOnly.has(node)) || isInstanceField(node);
      this.look(node, around, isInner, names, outer);
    }
    for (const each of this.later) each();
    this.later.length = 0;
  }

  private look(node: Node, above: Node, isInner: boolean, names: Names, outer: Names): void {
    switch (node.type) {
      case "Identifier":
        if (isBare(node, above) && !isOnlyRead(node, above))
          this.later.push(() => this.bare.add(keyIn(names, `${node.name}`)));
        return;
      case "VariableDeclarator":
        for (const name of boundNames(node.id as Node)) names.own.add(name);
        this.noteConstant(node, above, names);
        if (node.init !== null && node.init !== undefined)
          this.later.push(() => this.named(node.id as Node, node.init as Node, names));
        return;
      case "AssignmentExpression":
        this.later.push(() => {
          this.named(node.left as Node, node.right as Node, names);
          for (const target of membersIn(node.left as Node)) this.assigned(target, isInner, names);
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
        if (isRequire(node) === "whole") this.asked(node, above);
        return;
      case "ImportDefaultSpecifier":
      case "ImportNamespaceSpecifier":
      case "ImportSpecifier": {
        const name = `${string(node.local as Node, "name")}`;
        names.own.add(name);
        (node.type === "ImportSpecifier" ? this.parts : this.whole).add(keyIn(names, name));
        this.asks(keyIn(names, name), string(above.source as Node, "value"));
        this.askedOtherwise.add(keyIn(names, name));
        return;
      }
      case "CatchClause":
        this.foreign(node.param as Node | null, names);
        return;
      case "ForOfStatement":
      case "ForInStatement":
        if ((node.left as Node).type === "VariableDeclaration") this.foreign(node.left as Node, names);
        else
          this.later.push(() => {
            for (const name of boundNames(node.left as Node)) this.foreignNames.add(keyIn(names, name));
            for (const target of membersIn(node.left as Node)) this.assigned(target, isInner, names);
          });
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

  private noteConstant({ id, init }: Node, above: Node, names: Names): void {
    const value = string(init as Node | null, "value");
    if (above.kind === "const" && isIdentifier(id) && value !== null) this.constants.set(keyIn(names, id.name), value);
  }

  private asked(node: Node, above: Node): void {
    const specifier = specifierOf(node);
    if (specifier === null || specifier === "") this.asksForAny = true;
    if (isHandedOn(node, above)) this.handedOn.add(specifier === null ? null : (builtinName(specifier) ?? specifier));
  }

  /** A name gets a value: of another module's, one made here, or any other. */
  private named(target: Node, value: Node, names: Names): void {
    const made = unwrapped(value);
    const isAsked = isRequire(made);
    if (isAsked !== null)
      for (const name of isIdentifier(target) ? [target.name] : boundNames(target))
        this.asks(keyIn(names, name), specifierOf(made));
    if (isAsked !== null && isIdentifier(target) && !isPlainRequire(made))
      this.askedOtherwise.add(keyIn(names, target.name));
    if (isIdentifier(target)) {
      const name = keyIn(names, target.name);
      if (isAsked === "whole") this.whole.add(name);
      else if (isAsked === "part") this.parts.add(name);
      else if (isMade(made)) this.ownNames.add(name);
      else this.foreignNames.add(name);
    } else if (/Pattern$/.test(target.type))
      for (const name of boundNames(target))
        (isAsked === null ? this.foreignNames : this.parts).add(keyIn(names, name));
  }

  private asks(name: string, specifier: string | null): void {
    const asked = specifier === null ? null : (builtinName(specifier) ?? specifier);
    this.askedFor.set(name, (this.askedFor.get(name) ?? new Set()).add(asked));
  }

  /** Parameters and what loops and handlers bind. */
  private foreign(pattern: Node | null, names: Names): void {
    if (pattern === null || pattern === undefined) return;
    const all =
      pattern.type === "VariableDeclaration"
        ? (pattern.declarations as Node[]).map((each) => each.id as Node)
        : [pattern];
    for (const each of all)
      for (const name of boundNames(each)) {
        names.own.add(name);
        this.foreignNames.add(keyIn(names, name));
      }
  }

  private assigned(target: Node, isInner: boolean, names: Names): void {
    if (target === null || !isMember(target)) return;
    const of = target.object as Node;
    const key = target.property as Node;
    const known =
      target.computed === true && isIdentifier(key) ? this.constants.get(keyIn(names, key.name)) : undefined;
    const name = known ?? nameOf(target);
    const isOwnExports = isExports(of);
    const index = (target.property as Node).type === "NumericLiteral" ? (target.property as Node).value : null;
    if (isInner && isOwnExports) this.exports.add(name ?? "*");
    if (name !== null) this.given(name, of, isInner, names);
    // What stands at an index is also in what a list is as a whole.
    else if (index !== null) for (const each of [String(index), "length"]) this.given(each, of, isInner, names);
    else if (isIdentifier(of)) this.changesAll(keyIn(names, of.name), isInner);
    else if (isRequire(unwrapped(of)) === "whole")
      this.changesAsked = latest(this.changesAsked, isInner ? "later" : "load");
    else if (of.type !== "ThisExpression" && !isExports(of))
      this.changesUnnamed = latest(this.changesUnnamed, isInner ? "later" : "load");
  }

  private given(name: string, of: Node, isInner: boolean, names: Names): void {
    if (isInner) this.properties.add(name);
    if (isExports(of)) return;
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
    if (name === "assign" && changed !== undefined && isInner && isExports(changed)) this.exports.add("*");
    const key = name === "defineProperty" ? string((node.arguments as Node[])[1] ?? null, "value") : null;
    if (key !== null && isIdentifier(changed)) this.given(key, changed, isInner, names);
    else if (isIdentifier(changed)) this.changesAll(keyIn(names, changed.name), isInner);
    else if (changed !== undefined && isRequire(unwrapped(changed)) === "whole")
      this.changesAsked = latest(this.changesAsked, isInner ? "later" : "load");
  }

  private changesAll(name: string, isInner: boolean): void {
    this.changedAll.set(name, latest(this.changedAll.get(name) ?? null, isInner ? "later" : "load"));
  }
}

/** Whether what a `require` gives is put somewhere, or handed to somebody: it is neither exported nor copied, and no name stands for it. */
function isHandedOn(node: Node, above: Node): boolean {
  if (/^(?:VariableDeclarator|ExpressionStatement|SpreadElement)$|^Export/.test(above.type)) return false;
  if (above.type === "AssignmentExpression" && isIdentifier(above.left)) return false;
  return isBare(node, above) && !isOnlyRead(node, above);
}

/** Whether an argument is handed to a function that only reads it, copies it, or gives it back. */
function isOnlyRead(node: Node, above: Node): boolean {
  if (above.type !== "CallExpression") return false;
  const callee = above.callee as Node;
  const name = isMember(callee) ? nameOf(callee) : isIdentifier(callee) ? callee.name : null;
  if (name === null) return false;
  if (isHelper(name)) return true;
  const isBuiltin = isMember(callee) && /^(?:Object|JSON|Array|Reflect)$/.test(rootOf(callee) ?? "");
  return isBuiltin && READS.test(name) && (name !== "assign" || (above.arguments as Node[])[0] !== node);
}
