import { builtinName } from "../../builtins.js";
import type { FlatTree } from "../../scan/full/flat-tree.js";
import { type Node, string } from "../../scan/full/node.js";
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
import { isCalledAtOnce } from "./load-only.js";
import { isInstanceField } from "./runs-later.js";
import { typeIs } from "./type-is.js";

/** A module of which it is asked who changes it. */
export interface Meant {
  /** One of Node's modules by its full name: then only what it or an unknown one was asked for counts. */
  readonly builtin?: string;
  /** Whether what a specifier stands for in the file that may change it is certainly another object than what that module exports. */
  isOther?(specifier: string): boolean;
}

/** What a file may give another value at any time, whoever's it is. */
export interface Changes {
  /**
   * Whether it gives a property of what it asks other modules for a new value, as far as names tell.
   *
   * @param isNested whether it is one of an object that another module exports, not of its exports themselves
   * @param meant what is known of the module that is asked about
   */
  changes(name: string, isNested: boolean, meant?: Meant): ChangedWhen;
  /**
   * Whether it does so with exports of any module, whatever their names.
   *
   * @param isNested whether with properties of what these hold
   */
  changesSome(isNested?: boolean, meant?: Meant): ChangedWhen;
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
const mayBeNamed = typeIs(/^(?:Function|Class)/);
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
export function changesIn(tree: FlatTree | null, loadOnly: ReadonlySet<Node>): Changes {
  const found = new ChangeWalk();
  if (tree !== null) found.walk(tree, loadOnly);
  return found;
}

class ChangeWalk implements Changes {
  readonly exports = new Set<string>();
  readonly properties = new Set<string>();
  private readonly assignments = new Map<string, Assignment[]>();
  private readonly whole = new Set<string>();
  private readonly parts = new Set<string>();
  /** By such names what was asked for; null for what is computed. */
  private readonly askedFor = new Map<string, Set<string | null>>();
  /** Names of what was asked for by more than a `require`: in a helper, or by an `import`. */
  private readonly askedOtherwise = new Set<string>();
  private readonly foreignNames = new Set<string>();
  private readonly ownNames = new Set<string>();
  private readonly bare = new Set<string>();
  private readonly changedAll = new Map<string, ChangedWhen>();
  /** `Object.assign(require("…"), …)` */
  private changesAsked: ChangedWhen = null;

  /** Of names that were asked for, once all was walked. */
  private readonly nestedAnswers = new Map<string, ChangedWhen>();
  private readonly ownAnswers = new Map<string, ChangedWhen>();

  changes(name: string, isNested: boolean, meant: Meant = {}): ChangedWhen {
    const { builtin } = meant;
    const answers = isNested ? this.nestedAnswers : this.ownAnswers;
    const key = builtin === undefined ? name : `${name}\0${builtin}`;
    let known = answers.get(key);
    if (known === undefined) {
      known = this.changed(name, isNested, builtin === undefined ? {} : { builtin });
      answers.set(key, known);
    }
    return known === null || meant.isOther === undefined ? known : this.changed(name, isNested, meant);
  }

  private changed(name: string, isNested: boolean, meant: Meant): ChangedWhen {
    const mayBe = (each: string): boolean => this.mayBe(each, meant.builtin);
    let found = this.changesAsked;
    for (const [each, when] of this.changedAll)
      if (mayBe(each) && !this.isOther(each, meant) && (this.whole.has(each) || (isNested && this.parts.has(each))))
        found = latest(found, when);
    const all = this.assignments.get(name);
    if (all === undefined) return found;
    const leaks = [...this.whole].some((each) => mayBe(each) && this.bare.has(each));
    for (const each of all)
      if (this.isForeign(each, isNested, leaks, meant)) found = latest(found, each.isLater ? "later" : "load");
    return found;
  }

  /** Whether a name of what was asked for may stand for one of Node's modules. */
  private mayBe(name: string, builtin: string | undefined): boolean {
    const asked = this.askedFor.get(name);
    return builtin === undefined || asked === undefined || asked.has(null) || asked.has(builtin);
  }

  /** Whether a name certainly stands for the exports of modules that are not the one that is meant. */
  private isOther(name: string, { isOther }: Meant): boolean {
    if (isOther === undefined || !this.whole.has(name) || this.parts.has(name) || this.foreignNames.has(name))
      return false;
    if (this.ownNames.has(name) || this.askedOtherwise.has(name)) return false;
    const asked = [...(this.askedFor.get(name) ?? [])];
    return asked.length > 0 && asked.every((each) => each !== null && each !== "" && isOther(each));
  }

  private isForeign({ name, root, isDirect }: Assignment, isNested: boolean, leaks: boolean, meant: Meant): boolean {
    if (root === "require") return isNested || isDirect;
    if (root !== null && isDirect && this.isOther(root, meant)) return false;
    if (root !== null && (this.whole.has(root) || this.parts.has(root)))
      return this.mayBe(root, meant.builtin) && (isNested || (isDirect && this.whole.has(root)));
    if (name === "prototype" || root === "this" || (!isNested && !leaks)) return false;
    return root === null || !this.ownNames.has(root) || this.foreignNames.has(root);
  }

  changesSome(isNested = false, meant: Meant = {}): ChangedWhen {
    let found = this.changesAsked;
    if (isNested) {
      for (const name of this.assignments.keys()) found = latest(found, this.changes(name, true));
      return found;
    }
    for (const all of this.assignments.values())
      for (const { isDirect, isLater, root } of all)
        if (isDirect && root !== null && (root === "require" || (this.whole.has(root) && !this.isOther(root, meant))))
          found = latest(found, isLater ? "later" : "load");
    for (const [each, when] of this.changedAll)
      if (this.whole.has(each) && !this.isOther(each, meant)) found = latest(found, when);
    return found;
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
        if (isBare(node, above)) this.later.push(() => this.bare.add(keyIn(names, `${node.name}`)));
        return;
      case "VariableDeclarator":
        for (const name of boundNames(node.id as Node)) names.own.add(name);
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
    const name = nameOf(target);
    const isOwnExports = isExports(of);
    const index = (target.property as Node).type === "NumericLiteral" ? (target.property as Node).value : null;
    if (isInner && isOwnExports) this.exports.add(name ?? "*");
    if (name !== null) this.given(name, of, isInner, names);
    // What stands at an index is also in what a list is as a whole.
    else if (index !== null) for (const each of [String(index), "length"]) this.given(each, of, isInner, names);
    else if (isIdentifier(of)) this.changesAll(keyIn(names, of.name), isInner);
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

function latest(a: ChangedWhen, b: ChangedWhen): ChangedWhen {
  return a === "later" || b === "later" ? "later" : (a ?? b);
}
