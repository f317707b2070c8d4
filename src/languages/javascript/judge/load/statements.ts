import { bare, child, list, type Node, string } from "../../scan/full/node.js";
import { exported, lexicalNames, variableNames } from "./declared-names.js";
import { ExpressionWalk } from "./expressions.js";
import { moduleValue } from "./interop.js";
import { constant, object, onlyConstant, PLAIN, type Scope, type Thing, truth, UNKNOWN, Value } from "./values.js";

const MOST_ROUNDS = 4;
const NOTHING =
  /^(?:EmptyStatement|DebuggerStatement|FunctionDeclaration|InterpreterDirective|Directive|ImportDeclaration|ExportAllDeclaration|TSInterfaceDeclaration|TSTypeAliasDeclaration|TSDeclareFunction|TSImportEqualsDeclaration|TypeAlias|InterfaceDeclaration|OpaqueType|Declare\w+)$/;

/** Statements in the order in which they run; of branches that can't be told apart, all. */
export abstract class StatementWalk extends ExpressionWalk {
  protected functionBody(body: Node, scope: Scope): void {
    for (const name of variableNames(body)) scope.declare(name);
    this.statements(list(body, "body"), scope);
  }

  /** @returns whether what follows them does not run */
  protected statements(all: readonly Node[], scope: Scope): boolean {
    for (const name of lexicalNames(all)) scope.declare(name);
    for (const each of all) {
      const one = exported(each);
      if (one.type !== "FunctionDeclaration") continue;
      const made = object(this.functionThing(one, scope));
      const name = string(child(one, "id"), "name");
      if (name !== null) this.learn(scope.find(name)?.value ?? scope.declare(name), made);
    }
    for (const each of all) if (this.statement(each, scope)) return true;
    return false;
  }

  private block(node: Node | null, scope: Scope): boolean {
    if (node === null) return false;
    if (node.type !== "BlockStatement") return this.statement(node, scope);
    return this.statements(list(node, "body"), scope.inside(node, this.epoch, this.scopeVariant, false));
  }

  private statement(node: Node, scope: Scope): boolean {
    this.step();
    switch (node.type) {
      case "ExpressionStatement":
        this.unused = bare(child(node, "expression"));
        this.evaluate(this.unused, scope);
        return false;
      case "VariableDeclaration":
        for (const each of list(node, "declarations")) this.declarator(each, node.kind === "var", scope);
        return false;
      case "ClassDeclaration":
        this.declareClass(node, scope);
        return false;
      case "BlockStatement":
        return this.block(node, scope);
      case "IfStatement":
        return this.ifStatement(node, scope);
      case "ReturnStatement":
        this.learn(this.returning, this.evaluate(child(node, "argument"), scope));
        return this.leaves();
      case "BreakStatement":
      case "ContinueStatement":
        return this.leaves();
      case "ThrowStatement":
        this.evaluate(child(node, "argument"), scope);
        if (this.tries === 0) this.emit("throws-at-load", "throw", node, this.doubtful > 0);
        return this.leaves();
      case "TryStatement":
        return this.tryStatement(node, scope);
      case "ForStatement":
      case "WhileStatement":
      case "DoWhileStatement":
      case "ForInStatement":
      case "ForOfStatement":
        this.loop(node, scope);
        return false;
      case "SwitchStatement":
        this.switchStatement(node, scope);
        return false;
      case "LabeledStatement":
        this.doubtful++;
        this.block(child(node, "body"), scope);
        this.doubtful--;
        return false;
      case "ExportNamedDeclaration":
      case "ExportDefaultDeclaration":
        this.exportStatement(node, scope);
        return false;
      case "TSEnumDeclaration":
        this.learn(scope.declare(string(child(node, "id"), "name") ?? ""), object(this.made(node, scope, true)));
        return false;
      default:
        if (!NOTHING.test(node.type)) this.emit("unknown-at-load", node.type, node, true);
        return false;
    }
  }

  /** Behind a condition that may have left, nothing runs for certain until the function ends. */
  private leaves(): boolean {
    if (this.doubtful > 0) {
      this.doubtful++;
      return false;
    }
    return true;
  }

  private declarator(node: Node, isVar: boolean, scope: Scope): void {
    const init = child(node, "init");
    if (init === null && isVar) return;
    this.bindTo(child(node, "id"), this.evaluate(init, scope), scope);
  }

  private declareClass(node: Node, scope: Scope): void {
    const value = this.evaluate(node, scope);
    const name = string(child(node, "id"), "name");
    if (name !== null) this.learn(scope.declare(name), value);
    for (const each of list(node, "decorators")) this.decorator(each, value, scope);
  }

  private decorator(node: Node, value: Value, scope: Scope): void {
    const called = this.evaluate(child(node, "expression"), scope);
    this.callValue(called, constant(undefined), { given: [value, Value.of(PLAIN)], rest: null }, node, scope, false);
  }

  private ifStatement(node: Node, scope: Scope): boolean {
    const known = truth(this.evaluate(child(node, "test"), scope));
    if (known !== null) return this.block(child(node, known ? "consequent" : "alternate"), scope);
    this.doubtful++;
    this.block(child(node, "consequent"), scope);
    this.block(child(node, "alternate"), scope);
    this.doubtful--;
    return false;
  }

  private tryStatement(node: Node, scope: Scope): boolean {
    const handler = child(node, "handler");
    this.doubtful++;
    if (handler !== null) this.tries++;
    this.block(child(node, "block"), scope);
    if (handler !== null) {
      this.tries--;
      const inner = scope.inside(handler, this.epoch, this.scopeVariant, false);
      for (const name of lexicalNames([])) inner.declare(name);
      this.bind(child(handler, "param"), Value.of(PLAIN), inner);
      this.block(child(handler, "body"), inner);
    }
    this.block(child(node, "finalizer"), scope);
    this.doubtful--;
    return false;
  }

  private loop(node: Node, above: Scope): void {
    const scope = above.inside(node, this.epoch, this.scopeVariant, false);
    const left = child(node, "left");
    const init = child(node, "init") ?? left;
    if (init !== null) for (const name of lexicalNames([init])) scope.declare(name);
    if (left === null && init !== null) {
      if (init.type === "VariableDeclaration") this.statement(init, scope);
      else this.evaluate(init, scope);
    }
    const over = child(node, "right");
    const each = over === null ? null : this.contents(node, this.evaluate(over, scope));
    if (node.await === true)
      this.emit(scope.frame === this.top.frame ? "waits-at-load" : "schedules", "for await", node);
    this.doubtful++;
    const doubtful = this.doubtful;
    let known = -1;
    for (let round = 0; known !== this.version; round++) {
      if (round === MOST_ROUNDS) {
        this.emit("unknown-at-load", "a loop that makes ever more", node, true);
        break;
      }
      known = this.version;
      if (left !== null && each !== null) {
        const target = left.type === "VariableDeclaration" ? child(list(left, "declarations")[0] ?? null, "id") : left;
        this.bindTo(target, each, scope);
      }
      this.evaluateIf(child(node, "test"), scope);
      this.block(child(node, "body"), scope);
      this.evaluateIf(child(node, "update"), scope);
    }
    this.doubtful = doubtful - 1;
  }

  private evaluateIf(node: Node | null, scope: Scope): void {
    if (node !== null) this.evaluate(node, scope);
  }

  private contents(node: Node, over: Value): Value {
    if (node.type === "ForInStatement") {
      for (const part of over) if (part.kind === "builtin" && part.path === "process.env") this.read(over, null, node);
      return Value.of(PLAIN);
    }
    const found = this.read(over, null, node);
    if (found.isEmpty || over.isEmpty) found.put(PLAIN);
    return found;
  }

  private switchStatement(node: Node, above: Scope): void {
    this.evaluate(child(node, "discriminant"), above);
    const scope = above.inside(node, this.epoch, this.scopeVariant, false);
    const cases = list(node, "cases");
    for (const name of lexicalNames(cases.flatMap((each) => list(each, "consequent")))) scope.declare(name);
    this.doubtful++;
    const doubtful = this.doubtful;
    for (const each of cases) {
      this.evaluateIf(child(each, "test"), scope);
      this.statements(list(each, "consequent"), scope);
    }
    this.doubtful = Math.max(doubtful - 1, 0);
  }

  private exportStatement(node: Node, scope: Scope): void {
    const declared = child(node, "declaration");
    if (node.type === "ExportDefaultDeclaration") {
      if (declared?.type === "ClassDeclaration" && child(declared, "id") !== null) this.declareClass(declared, scope);
      const id = declared === null ? null : string(child(declared, "id"), "name");
      const value =
        id === null || declared?.type === "Identifier" ? this.evaluate(declared, scope) : scope.find(id)?.value;
      this.write(this.exportsOf(), "default", value ?? Value.of(UNKNOWN), node);
      return;
    }
    if (declared !== null) this.statement(declared, scope);
  }

  protected bind(pattern: Node | null, value: Value, scope: Scope): void {
    if (pattern === null) return;
    switch (pattern.type) {
      case "Identifier":
        this.assign(scope.declare(string(pattern, "name") ?? ""), value);
        return;
      case "AssignmentPattern": {
        const [only] = [...value];
        const known = value.parts.size === 1 && only?.kind === "constant" ? only.value === undefined : null;
        const both = new Value();
        for (const part of value) if (part.kind !== "constant" || part.value !== undefined) both.put(part);
        if (known !== false) {
          if (known === null) this.doubtful++;
          both.add(this.evaluate(child(pattern, "right"), scope));
          if (known === null) this.doubtful--;
        }
        this.into(child(pattern, "left"), both, scope);
        return;
      }
      case "ObjectPattern":
        for (const each of list(pattern, "properties")) {
          if (each.type === "RestElement") {
            const made = object(this.made(each, scope));
            this.copyAll(made, value, each);
            this.into(child(each, "argument"), made, scope);
          } else {
            const found = this.read(value, this.keyOf(each, "key", scope), each);
            this.into(child(each, "value"), found.isEmpty ? constant(undefined) : found, scope);
          }
        }
        return;
      case "ArrayPattern":
        for (const each of list(pattern, "elements")) {
          const found = this.read(value, null, each);
          if (each.type === "RestElement") {
            const made = this.made(each, scope, true);
            this.learn(made.rest, found);
            this.into(child(each, "argument"), object(made), scope);
          } else this.into(each, found, scope);
        }
        return;
      case "TSParameterProperty":
        this.bind(child(pattern, "parameter"), value, scope);
        return;
      default:
        this.bindTo(pattern, value, scope);
    }
  }

  /** Names of a pattern are declared by whoever walks its block; parameters by being bound. */
  private into(pattern: Node | null, value: Value, scope: Scope): void {
    if (pattern?.type === "Identifier" && scope.find(string(pattern, "name") ?? "") !== null)
      this.bindTo(pattern, value, scope);
    else this.bind(pattern, value, scope);
  }

  protected classValue(node: Node, outer: Scope): Value {
    const scope = outer.inside(node, this.epoch, this.scopeVariant, false);
    const thing = this.made(node, scope);
    thing.code ??= { node, scope, home: thing };
    const value = object(thing);
    const name = string(child(node, "id"), "name");
    if (name !== null) this.learn(scope.declare(name), value);
    const above = child(node, "superClass");
    const shape = this.prototypeOf(thing);
    if (above !== null) {
      const base = this.evaluate(above, scope);
      this.learn(thing.bases, base);
      for (const part of shape)
        if (part.kind === "object") this.learn(part.object.bases, this.read(base, "prototype", node));
    }
    const body = child(node, "body");
    for (const each of body === null ? [] : list(body, "body")) this.classMember(each, thing, shape, scope);
    return value;
  }

  private classMember(node: Node, thing: Thing, shape: Value, scope: Scope): void {
    const target = node.static === true ? object(thing) : shape;
    for (const each of list(node, "decorators")) this.decorator(each, target, scope);
    if (node.type === "StaticBlock") {
      const inner = this.staticScope(node, thing, scope);
      this.functionBody(node, inner);
      return;
    }
    const key =
      node.type === "ClassPrivateMethod" || node.type === "ClassPrivateProperty"
        ? `#${string(child(child(node, "key"), "id"), "name")}`
        : this.keyOf(node, "key", scope);
    if (/Method$/.test(node.type)) {
      const made = this.functionThing(node, scope, thing);
      if (node.kind === "get")
        for (const part of target) if (part.kind === "object") this.setGetter(part.object, key, object(made));
      if (node.kind === "set")
        for (const part of target) if (part.kind === "object") this.setSetter(part.object, key, object(made));
      if (node.kind === "method") this.write(target, key, object(made), node);
    } else if (/Property$/.test(node.type) && node.static === true) {
      const inner = this.staticScope(node, thing, scope);
      this.write(target, key, this.evaluate(child(node, "value"), inner), node);
    }
  }

  private staticScope(node: Node, thing: Thing, scope: Scope): Scope {
    const inner = scope.inside(node, this.epoch, this.scopeVariant, true);
    inner.frame.self.add(object(thing));
    inner.frame.home = thing;
    return inner;
  }

  protected instanceFields(thing: Thing, self: Value, scope: Scope): void {
    const body = thing.code === null ? null : child(thing.code.node, "body");
    for (const each of body === null ? [] : list(body, "body")) {
      if (!/Property$/.test(each.type) || each.static === true) continue;
      const inner = scope.inside(each, this.epoch, this.scopeVariant, true);
      this.learn(inner.frame.self, self);
      inner.frame.home = thing;
      const key =
        each.type === "ClassPrivateProperty"
          ? `#${string(child(child(each, "key"), "id"), "name")}`
          : each.computed === true
            ? null
            : this.keyOf(each, "key", scope);
      this.write(self, key, this.evaluate(child(each, "value"), inner), each);
    }
  }

  /** Names that `import` statements bind. */
  protected importNames(node: Node, scope: Scope): void {
    const specifier = string(child(node, "source"), "value") ?? "";
    if (node.importKind === "type" || node.importKind === "typeof") return;
    this.noteRequire(specifier, node);
    for (const each of list(node, "specifiers")) {
      const local = scope.declare(string(child(each, "local"), "name") ?? "");
      const whole = moduleValue(specifier);
      const name =
        each.type === "ImportDefaultSpecifier"
          ? "default"
          : each.type === "ImportSpecifier"
            ? (string(child(each, "imported"), "name") ?? string(child(each, "imported"), "value"))
            : null;
      local.add(name === null ? whole : this.read(whole, name, each));
    }
  }

  protected known(value: Value): unknown {
    return onlyConstant(value);
  }
}
