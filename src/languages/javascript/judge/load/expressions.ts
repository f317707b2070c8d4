import { bare, child, isNode, keyName, list, type Node, string } from "../../scan/full/node.js";
import { ABSENT, GLOBALS } from "./builtin-calls.js";
import { Interop } from "./interop.js";
import {
  builtin,
  type Code,
  constant,
  object,
  onlyConstant,
  PLAIN,
  type Scope,
  type Thing,
  truth,
  UNDEFINED,
  UNKNOWN,
  Value,
} from "./values.js";

const FUNCTION =
  /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ObjectMethod|ClassMethod|ClassPrivateMethod)$/;
const IGNORED = /^(?:TS\w*Type\w*|TSInterfaceDeclaration|TypeAlias|InterfaceDeclaration|OpaqueType|Declare\w+)$/;

/** What expressions may be, and what evaluating them does. */
export abstract class ExpressionWalk extends Interop {
  /** @param given the object that a class or function with this name was made as before */
  protected functionThing(node: Node, scope: Scope, home: Thing | null = null): Thing {
    const thing = this.made(node, scope);
    const code: Code = { node, scope, home };
    thing.code ??= code;
    return thing;
  }

  protected abstract classValue(node: Node, scope: Scope): Value;

  protected override evaluate(given: Node | null, scope: Scope): Value {
    const node = bare(given);
    if (node === null) return constant(undefined);
    this.step();
    if (FUNCTION.test(node.type)) return this.functionValue(node, scope);
    switch (node.type) {
      case "StringLiteral":
      case "NumericLiteral":
      case "BooleanLiteral":
        return constant(node.value as string | number | boolean);
      case "NullLiteral":
        return constant(null);
      case "BigIntLiteral":
        return Value.of(PLAIN);
      case "RegExpLiteral":
      case "JSXElement":
      case "JSXFragment":
        if (node.type !== "RegExpLiteral") this.emit("unknown-at-load", "JSX", node, true);
        return object(this.made(node, scope, true));
      case "TemplateLiteral":
        return this.template(node, scope);
      case "Identifier":
        return this.identifier(node, scope);
      case "ThisExpression":
        return scope.frame.self.isEmpty ? constant(undefined) : scope.frame.self;
      case "Super":
        return scope.frame.home?.bases ?? Value.of(UNKNOWN);
      case "MemberExpression":
      case "OptionalMemberExpression":
        return this.member(node, scope);
      case "CallExpression":
      case "OptionalCallExpression":
      case "NewExpression":
        return this.callExpression(node, scope);
      case "ImportExpression":
        return this.dynamicImport(node);
      case "AssignmentExpression":
        return this.assignment(node, scope);
      case "UpdateExpression":
        if (node !== this.unused) this.evaluate(child(node, "argument"), scope);
        this.bindTo(child(node, "argument"), Value.of(PLAIN), scope);
        return Value.of(PLAIN);
      case "UnaryExpression":
        return this.unary(node, scope);
      case "BinaryExpression":
        return this.binary(node, scope);
      case "LogicalExpression":
        return this.logical(
          string(node, "operator") ?? "",
          this.evaluate(child(node, "left"), scope),
          child(node, "right"),
          scope,
        );
      case "ConditionalExpression":
        return this.conditional(node, scope);
      case "SequenceExpression":
        return list(node, "expressions").reduce((_, each) => this.evaluate(each, scope), constant(undefined));
      case "ObjectExpression":
        return this.objectLiteral(node, scope);
      case "ArrayExpression":
        return this.arrayLiteral(node, scope);
      case "ClassExpression":
      case "ClassDeclaration":
        return this.classValue(node, scope);
      case "TaggedTemplateExpression":
        return this.tagged(node, scope);
      case "SpreadElement":
        return this.read(this.evaluate(child(node, "argument"), scope), null, node);
      case "AwaitExpression":
        this.emit(scope.frame === this.top.frame ? "waits-at-load" : "schedules", "await", node);
        return this.evaluate(child(node, "argument"), scope);
      case "YieldExpression":
        this.learn(scope.frame.returns, this.evaluate(child(node, "argument"), scope));
        return Value.of(UNKNOWN);
      case "MetaProperty":
        return child(node, "meta")?.name === "import" ? builtin("import.meta") : Value.of(PLAIN);
      case "TSInstantiationExpression":
        return this.evaluate(child(node, "expression"), scope);
      case "PrivateName":
        return Value.of(PLAIN);
      default:
        if (!IGNORED.test(node.type)) this.emit("unknown-at-load", node.type, node, true);
        return Value.of(UNKNOWN);
    }
  }

  protected functionValue(node: Node, scope: Scope): Value {
    const id = child(node, "id");
    if (node.type !== "FunctionExpression" || id === null) return object(this.functionThing(node, scope));
    // Its own name is seen in it alone.
    const inner = scope.inside(id, scope.epoch, this.scopeVariant, false);
    const made = object(this.functionThing(node, inner));
    inner.declare(string(id, "name") ?? "").add(made);
    return made;
  }

  private template(node: Node, scope: Scope): Value {
    const values = list(node, "expressions").map((each) => this.evaluate(each, scope));
    const quasis = list(node, "quasis").map((each) => (each.value as { cooked?: string }).cooked ?? "");
    if (values.length === 0) return constant(quasis[0] ?? "");
    const [first] = values;
    // `${__dirname}/x`
    if (first !== undefined && values.length === 1 && quasis[0] === "") {
      const [part] = [...first];
      if (part?.kind === "own-path" && first.parts.size === 1)
        return Value.of({ kind: "own-path", path: `${part.path}/${quasis[1] ?? ""}` });
    }
    return Value.of(PLAIN);
  }

  protected override identifier(node: Node, scope: Scope): Value {
    const name = string(node, "name") ?? "";
    const found = scope.find(name);
    if (found !== null && found.scope.epoch < this.epoch) {
      const { names, contents } = this.state;
      if (names.has(name) || (contents.has(name) && node !== this.changed && hasContents(found.value)))
        this.emit("reads-changing", name, node);
      this.readsExported(found.value, node);
    }
    if (found !== null) return found.value.isEmpty ? constant(undefined) : found.value;
    if (name === "arguments") return scope.frame.arguments;
    return this.readGlobal(name, node);
  }

  protected override keyOf(node: Node, field: string, scope: Scope): string | null {
    const key = child(node, field);
    if (node.computed !== true) return keyName(key, false);
    const value = onlyConstant(this.evaluate(key, scope));
    return typeof value === "string" || typeof value === "number" ? `${value}` : null;
  }

  private member(node: Node, scope: Scope): Value {
    const of = child(node, "object");
    if (of?.type === "Super") {
      const key = this.keyOf(node, "property", scope);
      return this.read(this.read(scope.frame.home?.bases ?? Value.of(UNKNOWN), "prototype", node), key, node);
    }
    const from = this.evaluate(of, scope);
    const found = this.read(from, this.keyOf(node, "property", scope), node);
    if (node.type === "OptionalMemberExpression") {
      const copy = Value.of(UNDEFINED);
      copy.add(found);
      return copy;
    }
    return found.isEmpty ? constant(undefined) : found;
  }

  private assignment(node: Node, scope: Scope): Value {
    const left = child(node, "left");
    const operator = string(node, "operator") ?? "=";
    if (operator === "=") {
      const value = this.evaluate(child(node, "right"), scope);
      this.bindTo(left, value, scope);
      return value;
    }
    if (/^(?:\|\||&&|\?\?)=$/.test(operator)) {
      const before = this.evaluate(left, scope);
      const value = this.logical(operator.slice(0, -1), before, child(node, "right"), scope);
      this.doubtful++;
      this.bindTo(left, value, scope);
      this.doubtful--;
      return value;
    }
    this.evaluate(left, scope);
    this.evaluate(child(node, "right"), scope);
    this.bindTo(left, Value.of(PLAIN), scope);
    return Value.of(PLAIN);
  }

  /** Assigns to whatever stands left of `=`. */
  protected bindTo(target: Node | null, value: Value, scope: Scope): void {
    const node = bare(target);
    if (node === null) return;
    if (node.type === "Identifier") {
      const name = string(node, "name") ?? "";
      const found = scope.find(name);
      if (found === null) this.emit(name === "require" ? "changes-loader" : "changes-global", name, node);
      else {
        if (found.scope.epoch < this.epoch) this.emit("changes-own-module", name, node);
        this.assign(found.value, value);
      }
    } else if (node.type === "MemberExpression" || node.type === "OptionalMemberExpression") {
      this.assignTo(this.changedObject(child(node, "object"), scope), this.keyOf(node, "property", scope), value, node);
    } else this.bind(node, value, scope);
  }

  private changedObject(node: Node | null, scope: Scope): Value {
    const before = this.changed;
    this.changed = bare(node);
    const value = this.evaluate(node, scope);
    this.changed = before;
    return value;
  }

  private unary(node: Node, scope: Scope): Value {
    const operator = string(node, "operator") ?? "";
    const argument = bare(child(node, "argument"));
    if (operator === "delete" && argument !== null && /MemberExpression$/.test(argument.type)) {
      const of = this.evaluate(child(argument, "object"), scope);
      this.doubtful++;
      this.write(of, this.keyOf(argument, "property", scope), constant(undefined), node);
      this.doubtful--;
      return Value.of(PLAIN);
    }
    if (operator === "typeof") return this.typeOf(argument, scope);
    const value = this.evaluate(argument, scope);
    if (operator === "void") return constant(undefined);
    if (operator === "!") {
      const known = truth(value);
      return known === null ? Value.of(PLAIN) : constant(!known);
    }
    return Value.of(PLAIN);
  }

  private typeOf(node: Node | null, scope: Scope): Value {
    if (node?.type === "Identifier") {
      const name = string(node, "name") ?? "";
      if (scope.find(name) === null && name !== "arguments") {
        if (name === "require" && !this.isModule) return constant("function");
        if (ABSENT.test(name) || (this.isModule && /^(?:require|module|exports|__\w+name)$/.test(name))) {
          if (ABSENT.test(name)) this.emit("reads-global", name, node);
          return constant("undefined");
        }
        if (/^(?:process|global|globalThis|console|Math|JSON|Reflect)$/.test(name)) return constant("object");
        if (!GLOBALS.has(name)) this.emit("reads-global", name, node);
        return Value.of(PLAIN);
      }
    }
    const parts = [...this.evaluate(node, scope)];
    const [only] = parts;
    if (parts.length !== 1 || only === undefined) return Value.of(PLAIN);
    if (only.kind === "constant") return constant(typeof only.value);
    if (only.kind === "object")
      return constant(only.object.code !== null || only.object.bound !== null ? "function" : "object");
    return Value.of(PLAIN);
  }

  private binary(node: Node, scope: Scope): Value {
    const left = this.evaluate(child(node, "left"), scope);
    const right = this.evaluate(child(node, "right"), scope);
    const [a, b] = [onlyConstant(left), onlyConstant(right)];
    const operator = string(node, "operator") ?? "";
    if (operator === "+") {
      const [part] = [...left];
      if (left.parts.size === 1 && part?.kind === "own-path" && typeof b === "string")
        return Value.of({ kind: "own-path", path: `${part.path}${b}` });
    }
    if (typeof a === "symbol" || typeof b === "symbol") return Value.of(PLAIN);
    if (operator === "===" || (operator === "==" && typeof a === typeof b)) return constant(a === b);
    if (operator === "!==" || (operator === "!=" && typeof a === typeof b)) return constant(a !== b);
    return Value.of(PLAIN);
  }

  protected logical(operator: string, left: Value, right: Node | null, scope: Scope): Value {
    const known = operator === "??" ? isDefined(left) : truth(left);
    const stops = operator === "&&" ? known === false : known === true;
    if (stops) return left;
    const goesOn = operator === "&&" ? known === true : known === false;
    if (goesOn) return this.evaluate(right, scope);
    this.doubtful++;
    const other = this.evaluate(right, scope);
    this.doubtful--;
    const both = new Value();
    for (const part of left) {
      // What would have stopped here, or gone on, isn't the result.
      if (part.kind === "constant" && operator !== "??" && Boolean(part.value) === (operator === "&&")) continue;
      if (operator === "&&" && (part.kind === "object" || part.kind === "own-path")) continue;
      both.put(part);
    }
    both.add(other);
    return both;
  }

  private conditional(node: Node, scope: Scope): Value {
    const known = truth(this.evaluate(child(node, "test"), scope));
    if (known !== null) return this.evaluate(child(node, known ? "consequent" : "alternate"), scope);
    this.doubtful++;
    const both = new Value();
    both.add(this.evaluate(child(node, "consequent"), scope));
    both.add(this.evaluate(child(node, "alternate"), scope));
    this.doubtful--;
    return both;
  }

  private objectLiteral(node: Node, scope: Scope): Value {
    const thing = this.made(node, scope);
    const value = object(thing);
    for (const each of list(node, "properties")) {
      if (each.type === "SpreadElement") {
        this.copyAll(value, this.evaluate(child(each, "argument"), scope), each);
        continue;
      }
      const key = this.keyOf(each, "key", scope);
      if (each.type === "ObjectMethod" && each.kind !== "method") {
        const made = object(this.functionThing(each, scope));
        if (each.kind === "get") this.setGetter(thing, key, made);
        else this.setSetter(thing, key, made);
      } else {
        const given = each.type === "ObjectMethod" ? each : child(each, "value");
        this.writePart({ kind: "object", object: thing }, key, this.evaluate(given, scope), each);
      }
    }
    return value;
  }

  private arrayLiteral(node: Node, scope: Scope): Value {
    const thing = this.made(node, scope, true);
    const elements = node.elements as readonly unknown[];
    for (const each of elements) if (isNode(each)) this.learn(thing.rest, this.evaluate(each, scope));
    return object(thing);
  }
}

function hasContents(value: Value): boolean {
  return [...value].some((part) => part.kind === "unknown" || (part.kind === "object" && part.object.code === null));
}

function isDefined(value: Value): boolean | null {
  let known: boolean | null = null;
  for (const part of value) {
    const one =
      part.kind === "constant"
        ? part.value !== undefined && part.value !== null
        : part.kind === "object" || part.kind === "own-path"
          ? true
          : null;
    if (one === null || (known !== null && known !== one)) return null;
    known = one;
  }
  return known;
}
