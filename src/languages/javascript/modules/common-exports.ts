import type { ParsedSource } from "../judge/file.js";
import { propertyName } from "../judge/requires.js";
import { bare, child, keyName, list, type Node, string } from "../scan/full/node.js";
import { definedProperty, functionAround, IDENTIFIER, isPlain, isVoid, outerThis, requiredBy } from "./common-names.js";
import { isStarHelper } from "./star-helpers.js";

/** What a name that a CommonJS module exports stands for. */
export type CommonExport =
  | { readonly kind: "own" }
  /** Another module's, as it is; `name` is "" for all that it exports. */
  | { readonly kind: "passed"; readonly specifier: string; readonly name: string };

export interface CommonExports {
  readonly names: ReadonlyMap<string, CommonExport>;
  /** By name how many of `stars` came before it. */
  readonly starsBefore: ReadonlyMap<string, number>;
  /** Modules all of whose names but the default it passes on, in this order. */
  readonly stars: readonly string[];
  /** The module whose exports are its own, all of them; null for none. */
  readonly whole: string | null;
  /** All that it asks for while it loads, in this order. */
  readonly asked: readonly string[];
}

/** Why it isn't known what a CommonJS module passes on: the first statement that does something else. */
export interface NoExports {
  readonly message: string;
  readonly line: number;
}

class Other extends Error {
  constructor(
    message: string,
    readonly at: Node,
  ) {
    super(message);
  }
}

/** What a CommonJS module exports that only passes names on and makes plain values, each statement of which is understood. */
export function commonExports(source: ParsedSource): CommonExports | NoExports {
  try {
    return new Exporting(source).read();
  } catch (error) {
    if (!(error instanceof Other)) throw error;
    return { message: error.message, line: source.places.line(error.at.start) };
  }
}

const OWN: CommonExport = { kind: "own" };

class Exporting {
  private readonly names = new Map<string, CommonExport>();
  private readonly starsBefore = new Map<string, number>();
  private readonly stars: string[] = [];
  private whole: string | null = null;
  /** Names that have no value yet. */
  private readonly empty = new Set<string>();
  /** What the module's variables stand for, and where each gets it. */
  private readonly bound = new Map<string, { readonly value: CommonExport; readonly from: number }>();
  private readonly helpers = new Set<string>();
  /** Whether `module.exports` is another object than `exports`. */
  private isAnother = false;

  constructor(private readonly source: ParsedSource) {}

  read(): CommonExports {
    const { program, calls } = this.source;
    this.refuseOtherUses();
    const body = list(program, "body");
    // Getters and functions may take variables that stand below them.
    for (const each of body) this.declared(each);
    for (const each of body) this.statement(each);
    for (const name of this.empty) this.names.set(name, OWN);
    const asked = calls.filter((call) => functionAround(call) === null).map(({ node }) => requiredBy(node) ?? "");
    const { names, starsBefore, stars, whole } = this;
    return { names, starsBefore, stars, whole, asked };
  }

  /** Of `exports`, `module`, `require` and `this` beside the statements that are understood. */
  private refuseOtherUses(): void {
    const { scope, free, program, calls } = this.source;
    if (scope.evaluated !== null) throw new Other("it evaluates text", scope.evaluated);
    for (const name of ["exports", "module", "require", "Object"])
      for (const spot of scope.names.get(name)?.declared ?? []) throw new Other(`${name} is its own`, spot.node);
    for (const name of ["exports", "module", "require", "Object"])
      for (const { kind, spot } of free.get(name) ?? [])
        if (kind === "write") throw new Other(`${name} is given a value`, spot.node);
    for (const name of ["exports", "module"])
      for (const { spot } of free.get(name) ?? [])
        if (functionAround(spot) !== null) throw new Other("a function of it takes what it exports", spot.node);
    const asking = new Set(calls.flatMap(({ node }) => (requiredBy(node) === null ? [] : child(node, "callee"))));
    for (const { spot } of free.get("require") ?? [])
      if (!asking.has(spot.node)) throw new Other("what it asks for is computed", spot.node);
    const [given] = free.get("arguments") ?? [];
    const own = given?.spot.node ?? outerThis(program);
    if (own !== null) throw new Other("it takes what it exports by another name", own);
  }

  private declared(node: Node): void {
    if (node.type === "FunctionDeclaration") this.bind(child(node, "id"), OWN, 0);
    if (node.type !== "VariableDeclaration") return;
    if (!/^(?:const|let|var)$/.test(String(node.kind))) throw new Other("it does more than pass names on", node);
    for (const each of list(node, "declarations")) {
      const [id, init] = [child(each, "id"), child(each, "init")];
      if (isStarHelper(each, this.source.text)) this.helpers.add(string(id, "name") ?? "");
      else if (init === null) this.bind(id, OWN, 0);
      else if (id?.type === "ObjectPattern") this.taken(id, init);
      else this.bind(id, this.valueOf(init, each.start), each.end);
    }
  }

  /** `const { a } = require("./a")` */
  private taken(pattern: Node, init: Node): void {
    const specifier = requiredBy(init);
    if (specifier === null) throw new Other("it does more than pass names on", init);
    for (const one of list(pattern, "properties")) {
      const key = one.type === "ObjectProperty" ? keyName(child(one, "key"), one.computed === true) : null;
      const local = child(one, "value");
      if (key === null || local?.type !== "Identifier") throw new Other("it takes names apart further", one);
      this.bind(local, { kind: "passed", specifier, name: key }, pattern.end);
    }
  }

  private bind(id: Node | null, value: CommonExport, from: number): void {
    const name = string(id, "name") ?? "";
    const binding = this.source.scope.names.get(name);
    if (id === null || binding === undefined)
      throw new Other("it does more than pass names on", id ?? this.source.program);
    const written = binding.references.find(({ kind }) => kind === "write");
    if (binding.declared.length !== 1 || written !== undefined)
      throw new Other(`${name} gets another value`, written?.spot.node ?? id);
    this.bound.set(name, { value, from });
  }

  private statement(node: Node): void {
    if (/^(FunctionDeclaration|EmptyStatement|VariableDeclaration)$/.test(node.type)) return;
    const expression = node.type === "ExpressionStatement" ? bare(child(node, "expression")) : null;
    if (expression === null) throw new Other("it does more than pass names on", node);
    if (requiredBy(expression) !== null) return;
    if (expression.type === "AssignmentExpression" && expression.operator === "=") this.assigned(expression);
    else if (!this.isStar(expression)) this.defined(expression);
  }

  private assigned(node: Node): void {
    const left = child(node, "left") ?? node;
    const right = child(node, "right") ?? node;
    if (this.isWhole(left)) {
      this.replaced(left, right);
      return;
    }
    // `exports.b = exports.a = void 0`
    const chained: Node[] = [left];
    let value: Node = right;
    for (; value.type === "AssignmentExpression" && value.operator === "="; value = child(value, "right") ?? node)
      chained.push(child(value, "left") ?? node);
    if (isVoid(value)) {
      for (const each of chained) this.hoisted(this.exported(each));
      return;
    }
    if (chained.length > 1) throw new Other("it exports one value by several names", node);
    const name = this.exported(left);
    if (name === "__esModule") return;
    this.give(name, this.valueOf(value, node.start), node);
  }

  /** `module.exports = { … }`, `module.exports = require("./a")` */
  private replaced(left: Node, right: Node): void {
    if (this.names.size + this.empty.size + this.stars.length > 0 || this.isAnother || this.whole !== null)
      throw new Other("it replaces what it exports", left);
    this.isAnother = true;
    const specifier = requiredBy(right);
    if (specifier !== null) {
      this.whole = specifier;
      return;
    }
    const object = bare(right);
    if (object?.type !== "ObjectExpression") throw new Other("it does more than pass names on", right);
    for (const one of list(object, "properties")) {
      const name = one.type === "SpreadElement" ? null : keyName(child(one, "key"), one.computed === true);
      if (name === null || name === "__proto__") throw new Other("which names it exports is not known", one);
      const value = child(one, "value");
      this.give(name, one.type === "ObjectMethod" || value === null ? OWN : this.valueOf(value, one.start), one);
    }
  }

  private defined(node: Node): void {
    const found = definedProperty(node);
    if (found === null || !this.isExports(found.of)) throw new Other("it does more than pass names on", node);
    const { name, descriptor } = found;
    if ([...descriptor.keys()].some((key) => !/^(?:enumerable|configurable|get|value)$/.test(key)))
      throw new Other("it does more than pass names on", node);
    const [get, value] = [descriptor.get("get") ?? null, descriptor.get("value") ?? null];
    if (name === "__esModule" && isPlain(value) && get === null) return;
    if (get === null || value !== null) throw new Other("it does more than pass names on", node);
    if (descriptor.get("enumerable")?.value !== true)
      throw new Other("a name of it is not seen by who goes through all", node);
    this.give(name, this.gotten(get), node);
  }

  /** What a getter gives: what is asked for only then is the module's own. */
  private gotten(get: Node): CommonExport {
    if (get.async === true || get.generator === true || list(get, "params").length > 0) return OWN;
    const body = child(get, "body");
    const [only, ...more] = body?.type === "BlockStatement" ? list(body, "body") : [];
    const isReturn = only?.type === "ReturnStatement" && more.length === 0;
    const given = bare(body?.type === "BlockStatement" ? (isReturn ? child(only, "argument") : null) : body);
    const root = given?.type === "MemberExpression" ? bare(child(given, "object")) : given;
    if (given === null || root?.type !== "Identifier") return OWN;
    return this.named(given, Number.POSITIVE_INFINITY) ?? OWN;
  }

  private isStar(node: Node): boolean {
    if (node.type !== "CallExpression") return false;
    const [of, to, ...more] = list(node, "arguments");
    if (!this.isHelper(child(node, "callee"))) return false;
    const value = of === undefined ? null : this.valueOf(of, node.start);
    if (value?.kind !== "passed" || value.name !== "" || to === undefined || !this.isExports(to) || more.length > 0)
      throw new Other("which names it exports is not known", node);
    this.stars.push(value.specifier);
    return true;
  }

  /** `__exportStar`, `tslib_1.__exportStar`, `(0, tslib_1.__exportStar)` */
  private isHelper(node: Node | null): boolean {
    let callee = bare(node);
    if (callee?.type === "SequenceExpression") {
      const [first, last, ...more] = list(callee, "expressions");
      callee = first?.type === "NumericLiteral" && more.length === 0 ? (last ?? null) : null;
    }
    if (callee?.type === "Identifier")
      return callee.name === "__exportStar" && this.helpers.has("__exportStar") && this.helpers.has("__createBinding");
    if (callee?.type !== "MemberExpression" || propertyName(callee) !== "__exportStar") return false;
    const library = this.bound.get(string(child(callee, "object"), "name") ?? "")?.value;
    return library?.kind === "passed" && library.specifier === "tslib" && library.name === "";
  }

  private hoisted(name: string): void {
    if (this.names.has(name)) throw new Other(`${name} gets another value`, this.source.program);
    this.starsBefore.set(name, this.starsBefore.get(name) ?? this.stars.length);
    this.empty.add(name);
  }

  private give(name: string, value: CommonExport, at: Node): void {
    if (!IDENTIFIER.test(name) && value.kind === "passed") throw new Other("a name of it is no identifier", at);
    if (this.names.has(name)) throw new Other(`${name} gets another value`, at);
    this.starsBefore.set(name, this.starsBefore.get(name) ?? this.stars.length);
    this.empty.delete(name);
    this.names.set(name, value);
  }

  /** @param at what is taken of variables must be there before it */
  private valueOf(node: Node, at: number): CommonExport {
    const value = bare(node);
    const specifier = requiredBy(value);
    if (specifier !== null) return { kind: "passed", specifier, name: "" };
    if (isPlain(value)) return OWN;
    const found = value === null ? null : this.named(value, at);
    if (found === null) throw new Other("it does more than pass names on", node);
    return found;
  }

  /** What a variable, or a property of a module, stands for; null for anything else. */
  private named(node: Node, at: number): CommonExport | null {
    if (node.type === "Identifier") {
      const found = this.bound.get(string(node, "name") ?? "");
      return found === undefined || found.from > at ? null : found.value;
    }
    if (node.type !== "MemberExpression") return null;
    const [object, name] = [bare(child(node, "object")), propertyName(node)];
    if (object === null || name === null) return null;
    const specifier = requiredBy(object);
    const of = specifier !== null ? { kind: "passed" as const, specifier, name: "" } : null;
    const from = of ?? (object.type === "Identifier" ? this.named(object, at) : null);
    return from?.kind === "passed" && from.name === "" ? { ...from, name } : null;
  }

  /** The name by which a member of `exports` is exported. */
  private exported(left: Node): string {
    const name = left.type === "MemberExpression" ? propertyName(left) : null;
    const object = child(left, "object");
    if (name === null || name === "__proto__" || object === null || !this.isExports(object))
      throw new Other("it does more than pass names on", left);
    return name;
  }

  private isExports(node: Node): boolean {
    if (this.isWhole(node)) return this.whole === null;
    return node.type === "Identifier" && node.name === "exports" && !this.isAnother;
  }

  private isWhole(node: Node): boolean {
    if (node.type !== "MemberExpression" || propertyName(node) !== "exports") return false;
    return string(child(node, "object"), "name") === "module";
  }
}
