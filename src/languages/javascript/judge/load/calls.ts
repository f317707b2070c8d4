import { bare, child, list, type Node, string } from "../../scan/full/node.js";
import { DoingsList, lineOf } from "./doings.js";
import type { Doings, ForeignPath } from "./facts.js";
import { argumentPath, joined, ObjectWalk } from "./objects.js";
import {
  constant,
  object,
  onlyConstant,
  type Part,
  PLAIN,
  type Scope,
  type Thing,
  UNDEFINED,
  UNKNOWN,
  Value,
} from "./values.js";

const DEEPEST_CALL = 30;
const MOST_ROUNDS = 4;
const MOST_REACHED = 200;

/** Arguments of a call; those behind a spread are not told apart. */
export interface Arguments {
  readonly given: readonly Value[];
  readonly rest: Value | null;
}

/** Methods that every function, or every object, has. */
const OF_ANY =
  /^(?:call|apply|bind|hasOwnProperty|isPrototypeOf|propertyIsEnumerable|toString|toLocaleString|valueOf)$/;

/** Follows calls: of the file's own functions into their bodies, of others' by noting them. */
export abstract class CallWalk extends ObjectWalk {
  /** Calls that are followed only in case that somebody makes them are kept apart from those that are made. */
  protected variant = 0;
  protected depth = 0;
  /** Calls from other modules that were followed: each has scopes of its own. */
  protected calling = 0;
  protected get scopeVariant(): number {
    return this.calling * 2 + this.variant;
  }
  protected abstract readonly top: Scope;

  protected abstract evaluate(node: Node | null, scope: Scope): Value;
  protected abstract bind(pattern: Node | null, value: Value, scope: Scope): void;
  protected abstract functionBody(node: Node, scope: Scope): void;
  protected abstract instanceFields(thing: Thing, self: Value, scope: Scope): void;
  protected abstract builtinCall(
    path: string,
    self: Value,
    args: Arguments,
    node: Node,
    scope: Scope,
    isNew: boolean,
  ): Value;

  protected callGetter(getter: Value, self: Value, node: Node): Value {
    return this.callValue(getter, self, { given: [], rest: null }, node, this.top, false);
  }

  protected callSetter(setter: Value, self: Value, given: Value, node: Node): void {
    this.callValue(setter, self, { given: [given], rest: null }, node, this.top, false);
  }

  protected callValue(callee: Value, self: Value, args: Arguments, node: Node, scope: Scope, isNew: boolean): Value {
    const found = new Value();
    const parts = [...callee];
    if (parts.every((part) => part.kind === "constant" || part.kind === "plain")) {
      this.emit("unknown-at-load", "calls what is not known", node, true);
      this.mayCallAll(args);
      return Value.of(UNKNOWN);
    }
    const isDoubtful = parts.length > 1;
    if (isDoubtful) this.doubtful++;
    for (const part of parts) found.add(this.callPart(part, self, args, node, scope, isNew));
    if (isDoubtful) this.doubtful--;
    return found;
  }

  private callPart(part: Part, self: Value, args: Arguments, node: Node, scope: Scope, isNew: boolean): Value {
    switch (part.kind) {
      case "object":
        return this.callThing(part.object, self, args, node, scope, isNew);
      case "foreign":
        return this.callForeign(part.specifier, part.path, args, node, isNew);
      case "builtin":
        return this.builtinCall(part.path, self, args, node, scope, isNew);
      case "argument":
        this.emit("calls-argument", `${part.at}`, node);
        this.changeReceiver(self, node);
        this.mayCallAll(args);
        return Value.of({ ...part, isWithin: true });
      case "unknown":
        this.emit("unknown-at-load", "calls what is not known", node, true);
        this.mayCallAll(args);
        return Value.of(UNKNOWN);
      default:
        return new Value();
    }
  }

  /** A method of an argument may change it, and all that is within: whether it does shows in a run. */
  private changeReceiver(self: Value, node: Node): void {
    const callee = bare(child(node, "callee"));
    const method = callee?.computed === true ? "" : (string(child(callee, "property"), "name") ?? "");
    if (OF_ANY.test(method)) return;
    for (const part of self)
      if (part.kind === "argument")
        this.emit("changes-argument", argumentPath({ ...part, isWithin: true }), node, true);
  }

  private callThing(thing: Thing, self: Value, args: Arguments, node: Node, scope: Scope, isNew: boolean): Value {
    const { bound } = thing;
    if (bound !== null) {
      const all = { given: [...bound.given, ...args.given], rest: args.rest };
      return this.callValue(bound.target, bound.self, all, node, scope, isNew);
    }
    if (thing.code === null) {
      this.emit("unknown-at-load", "calls what is not known", node, true);
      return Value.of(UNKNOWN);
    }
    if (!isNew) return this.invoke(thing, self, args, node);
    const made = this.made(node, scope);
    const instance = object(made);
    this.learn(made.bases, this.prototypeOf(thing));
    const returned = this.invoke(thing, instance, args, node);
    for (const part of returned) if (part.kind !== "constant" && part.kind !== "plain") instance.put(part);
    return instance;
  }

  /** Walks a function's or constructor's code. */
  protected invoke(thing: Thing, self: Value, args: Arguments, node: Node): Value {
    const { code } = thing;
    if (code === null) return Value.of(UNKNOWN);
    this.step();
    if (/^Class(?:Declaration|Expression)$/.test(code.node.type)) return this.construct(thing, self, args, node);
    const inner = code.scope.inside(
      code.node,
      this.epoch,
      this.scopeVariant,
      code.node.type !== "ArrowFunctionExpression",
    );
    const isArrow = code.node.type === "ArrowFunctionExpression";
    const state = isArrow ? this.arrowState(inner) : inner.frame;
    if (!isArrow) {
      this.learn(inner.frame.self, self);
      inner.frame.home = code.home;
      for (const each of args.given) this.learn(inner.frame.arguments, each);
      if (args.rest !== null) this.learn(inner.frame.arguments, args.rest);
    }
    const before = this.doubtful;
    if (state.isActive || this.depth > DEEPEST_CALL) {
      if (this.depth > DEEPEST_CALL) this.emit("unknown-at-load", "calls nested too deeply", node, true);
      this.bindParameters(code.node, args, inner);
      return state.returns;
    }
    if (state.wasEntered) this.doubtful++;
    state.wasEntered = true;
    this.bindParameters(code.node, args, inner);
    if (state.doneAt !== this.version) this.walkBody(code.node, inner, state);
    this.doubtful = before;
    return state.returns.isEmpty ? constant(undefined) : state.returns;
  }

  private walkBody(code: Node, inner: Scope, state: { isActive: boolean; doneAt: number; returns: Value }): void {
    this.depth++;
    state.isActive = true;
    const doubtful = this.doubtful;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const known = this.version;
      this.doubtful = doubtful + (round > 0 ? 1 : 0);
      const body = child(code, "body");
      const saved = this.returning;
      this.returning = state.returns;
      if (body?.type === "BlockStatement") this.functionBody(body, inner);
      else this.learn(state.returns, this.evaluate(body, inner));
      this.returning = saved;
      if (known === this.version) break;
    }
    state.isActive = false;
    state.doneAt = this.version;
    this.depth--;
  }

  /** Where `return` puts its value. */
  protected returning = new Value();
  private readonly arrows = new Map<
    Scope,
    { isActive: boolean; wasEntered: boolean; doneAt: number; returns: Value }
  >();

  private arrowState(scope: Scope) {
    let known = this.arrows.get(scope);
    if (known === undefined) {
      known = { isActive: false, wasEntered: false, doneAt: -1, returns: new Value() };
      this.arrows.set(scope, known);
    }
    return known;
  }

  private bindParameters(code: Node, args: Arguments, inner: Scope): void {
    list(code, "params").forEach((parameter, at) => {
      const value = new Value();
      const given = args.given[at];
      if (parameter.type === "RestElement") {
        const thing = this.made(parameter, inner, true);
        for (const each of args.given.slice(at)) this.learn(thing.rest, each);
        if (args.rest !== null) this.learn(thing.rest, args.rest);
        value.add(object(thing));
        this.bind(child(parameter, "argument"), value, inner);
        return;
      }
      if (given !== undefined) value.add(given);
      else if (args.rest !== null) value.add(args.rest);
      if (given === undefined) value.put(UNDEFINED);
      this.bind(parameter, value, inner);
    });
  }

  private construct(thing: Thing, self: Value, args: Arguments, node: Node): Value {
    const { code } = thing;
    if (code === null) return Value.of(UNKNOWN);
    this.instanceFields(thing, self, code.scope);
    const body = child(code.node, "body");
    const maker = body === null ? undefined : list(body, "body").find((each) => each.kind === "constructor");
    if (maker !== undefined) {
      const method = this.made(maker, code.scope);
      method.code ??= { node: maker, scope: code.scope, home: thing };
      return this.invoke(method, self, args, node);
    }
    if (!thing.bases.isEmpty) this.callSuper(thing, self, args, node, code.scope);
    return constant(undefined);
  }

  /** Runs the constructors that a class derives from, on the same object. */
  protected callSuper(home: Thing, self: Value, args: Arguments, node: Node, scope: Scope): void {
    for (const base of home.bases) {
      if (base.kind === "object") this.invoke(base.object, self, args, node);
      else {
        const made = this.callPart(base, self, args, node, scope, true);
        for (const part of self) if (part.kind === "object") this.learn(part.object.bases, made);
      }
    }
  }

  /** Notes a call of another module's function. Whatever it hands out may come from anywhere that module reaches. */
  protected callForeign(specifier: string, path: string, args: Arguments, node: Node, isNew: boolean): Value {
    const values = args.rest === null ? args.given : [...args.given, args.rest];
    const called: Part = { kind: "foreign", specifier, path: `${path}()` };
    this.sink.call({
      specifier,
      path,
      line: lineOf(node),
      isNew,
      isConditional: this.doubtful > 0,
      constants: args.given.map(knownConstant),
      ownArguments: args.given.map((each) => this.isOwn(each, new Set())),
      handedArguments: args.given.map((each) => this.handed(each, true)),
      handedOutside: args.given.map((each) => this.handed(each, false)),
      hasOwnRest: args.rest === null || this.isOwn(args.rest, new Set()),
      ifCalled: this.ifCalled(args),
    });
    for (const each of values) this.taint(each, { ...called, path: `${path}().*` });
    return Value.of(path.split(".").length > 5 ? UNKNOWN : called);
  }

  /** Whoever got it may have put anything of his into it. */
  private taint(value: Value, what: Part): void {
    for (const part of value) {
      if (part.kind !== "object" || part.object.code !== null) continue;
      this.learn(part.object.rest, Value.of(what));
    }
  }

  /** What functions do that are reachable from arguments. */
  private ifCalled(args: Arguments): Doings {
    const own = this.sink;
    const inner = new DoingsList();
    inner.doubtful = own.doubtful;
    this.sink = inner;
    this.mayCallAll(args);
    this.sink = own;
    return inner.done();
  }

  protected mayCallAll(args: Arguments): void {
    const functions = new Set<Thing>();
    const seen = new Set<Value>();
    for (const each of args.given) this.functionsIn(each, functions, seen, 0);
    if (args.rest !== null) this.functionsIn(args.rest, functions, seen, 0);
    if (functions.size === 0 || this.variant === 1 || this.depth > 8) {
      if (functions.size > 0 && this.variant !== 1) this.sink.effect("unknown-at-load", "hands functions on", 0, true);
      return;
    }
    this.variant = 1;
    this.doubtful++;
    for (const each of functions) {
      if (each.bound !== null || each.code === null) continue;
      this.invoke(each, Value.of(UNKNOWN), { given: [], rest: Value.of(UNKNOWN) }, each.code.node);
    }
    this.doubtful--;
    this.variant = 0;
  }

  private functionsIn(value: Value, found: Set<Thing>, seen: Set<Value>, depth: number): void {
    if (seen.has(value) || depth > 3 || seen.size > MOST_REACHED) return;
    seen.add(value);
    for (const part of value) {
      if (part.kind !== "object") continue;
      const { object: thing } = part;
      if (thing.code !== null) found.add(thing);
      for (const field of thing.fields.values()) this.functionsIn(field, found, seen, depth + 1);
      this.functionsIn(thing.rest, found, seen, depth + 1);
    }
  }

  /**
   * Whose it is, beside the caller's own; null where that isn't known.
   *
   * @param isWithin of all that can be reached and changed through it, else of the objects that it may be and of what these inherit from,
   *   whose setters run
   */
  private handed(value: Value, isWithin: boolean): readonly ForeignPath[] | null {
    const found: ForeignPath[] = [];
    const seen = new Set<Thing>();
    const open = [value];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const part of at) {
        if (part.kind === "constant" || part.kind === "plain" || part.kind === "own-path") continue;
        if (part.kind === "foreign") found.push({ specifier: part.specifier, path: part.path });
        else if (part.kind === "argument" && part.at >= 0)
          found.push({ specifier: "", path: argumentPath({ at: part.at, isWithin: isWithin || part.isWithin }) });
        else if (part.kind !== "object" || seen.size > MOST_REACHED) return null;
        else if (!seen.has(part.object)) {
          seen.add(part.object);
          const { epoch, fields, rest, bases } = part.object;
          if (epoch < this.epoch) found.push({ specifier: "", path: "" });
          open.push(bases, ...(isWithin ? [rest, ...fields.values()] : []));
        }
      }
    }
    return found;
  }

  /** Whether nothing but the caller's own can be reached and changed through it. */
  protected isOwn(value: Value, seen: Set<Thing>): boolean {
    for (const part of value) {
      if (part.kind === "constant" || part.kind === "plain" || part.kind === "own-path") continue;
      if (part.kind !== "object" || part.object.epoch < this.epoch) return false;
      if (seen.has(part.object)) continue;
      seen.add(part.object);
      if (seen.size > MOST_REACHED) return false;
      const { fields, rest, bases } = part.object;
      for (const field of fields.values()) if (!this.isOwn(field, seen)) return false;
      if (!this.isOwn(rest, seen) || !this.isOwn(bases, seen)) return false;
    }
    return true;
  }

  /** Object spread, `Object.assign`, helpers that copy: fields by name as far as they are known. */
  protected copyAll(target: Value, source: Value, node: Node): void {
    for (const part of source) {
      if (part.kind === "constant" || part.kind === "plain" || part.kind === "own-path") continue;
      if (part.kind === "object") {
        if (part.object.epoch < this.epoch) this.readsState(part.object, null, node);
        for (const [key, value] of part.object.fields) this.assignTo(target, key, value, node);
        for (const key of part.object.getters.keys()) {
          this.write(target, key === "*" ? null : key, this.read(Value.of(part), key === "*" ? null : key, node), node);
        }
        if (!part.object.rest.isEmpty) this.write(target, null, part.object.rest, node);
      } else this.write(target, null, copied(part, this.read(Value.of(part), null, node)), node);
    }
    if (source.isEmpty) this.write(target, null, Value.of(PLAIN), node);
  }
}

/** All properties of another module's object, each of which keeps its name. */
function copied(from: Part, contents: Value): Value {
  if (from.kind !== "foreign") return contents;
  const all = new Value();
  for (const part of contents)
    all.put(part.kind === "foreign" && part.path === joined(from.path, "*") ? { ...part, isByName: true } : part);
  return all;
}

function knownConstant(value: Value): string | number | boolean | undefined {
  const known = onlyConstant(value);
  return typeof known === "symbol" || known === null ? undefined : known;
}
