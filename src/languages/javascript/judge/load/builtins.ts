import type { Node } from "../../scan/full/node.js";
import { builtinCall, CHANGED_ARGUMENT, CHANGING_METHOD } from "./builtin-calls.js";
import { type Arguments, CallWalk } from "./calls.js";
import { lineOf } from "./doings.js";
import { restAt } from "./objects.js";
import { builtin, object, onlyConstant, PLAIN, type Scope, UNKNOWN, Value } from "./values.js";

/** Functions that call at once what they are handed. */
const CALLS_ARGUMENTS =
  /^(?:\*|Array|Map|Set|String|Iterator|[A-Z]\w*)\.prototype\.(?:forEach|map|filter|reduce|reduceRight|some|every|find|findIndex|findLast|findLastIndex|flatMap|sort|toSorted|replace|replaceAll|then|catch|finally|emit|next|dispatchEvent)$|^(?:Promise|Array\.from|JSON\.\w+|Object\.groupBy|Map\.groupBy)$|\.(?:run|runInAsyncScope|exit)$|\.emit$/;

/** What takes an object's properties, all of them. */
const READS_ALL =
  /^(?:JSON\.stringify|Object\.(?:keys|values|entries|getOwnProperty(?:Names|Symbols|Descriptors?))|Reflect\.ownKeys|structuredClone|node:util\.(?:inspect|format|isDeepStrictEqual)|node:querystring\.stringify|node:v8\.serialize|node:assert\b.*)$/;

/** Calls of functions of the engine and of Node. */
export abstract class BuiltinWalk extends CallWalk {
  protected abstract requireCall(args: Arguments, node: Node): Value;

  protected builtinCall(path: string, self: Value, args: Arguments, node: Node, scope: Scope, isNew: boolean): Value {
    const [first = new Value(), second = new Value(), third = new Value()] = args.given;
    if (path === "require") return this.requireCall(args, node);
    const called = /^(.+)\.(call|apply|bind)$/.exec(path);
    if (called !== null && called[1] !== "Reflect" && called[1] !== "*.prototype" && called[1] !== "Function.prototype")
      return this.calledOn(builtin(called[1] ?? ""), called[2] ?? "", args, node, scope);
    switch (path) {
      case "*.prototype.call":
      case "*.prototype.apply":
      case "*.prototype.bind":
      case "Function.prototype.call":
      case "Function.prototype.apply":
      case "Function.prototype.bind":
        return this.calledOn(self, path.slice(path.lastIndexOf(".") + 1), args, node, scope);
      case "Function":
        if (/^return this;?$/.test(`${String(onlyConstant(first))}`)) return builtin("Function.global");
        break;
      case "Function.global":
        return builtin("globalThis");
      case "node:module.createRequire":
        return builtin("require");
      case "Object.assign":
        for (const each of args.given.slice(1)) this.copyAll(first, each, node);
        if (args.rest !== null) this.write(first, null, this.read(args.rest, null, node), node);
        return first;
      case "Object.defineProperty":
      case "Reflect.defineProperty":
        this.define(first, second, third, node);
        return first;
      case "Object.defineProperties":
        for (const each of second) {
          if (each.kind !== "object" || !each.object.rest.isEmpty) this.write(first, null, Value.of(UNKNOWN), node);
          else for (const [key, descriptor] of each.object.fields) this.defineAs(first, key, descriptor, node);
        }
        return first;
      case "Object.setPrototypeOf":
      case "Reflect.setPrototypeOf":
        this.write(first, "__proto__", second, node);
        return first;
      case "Object.create": {
        const made = this.made(node, scope);
        this.learn(made.bases, first);
        if (!second.isEmpty)
          this.builtinCall(
            "Object.defineProperties",
            self,
            { given: [object(made), second], rest: null },
            node,
            scope,
            false,
          );
        return object(made);
      }
      case "node:util.inherits":
        this.write(first, "super_", second, node);
        this.write(this.read(first, "prototype", node), "__proto__", this.read(second, "prototype", node), node);
        return Value.of(PLAIN);
      case "Reflect.apply":
        return this.callValue(first, second, { given: [], rest: this.read(third, null, node) }, node, scope, false);
      case "Reflect.construct":
        return this.callValue(first, self, { given: [], rest: this.read(second, null, node) }, node, scope, true);
      default:
    }
    return this.listedCall(path, self, args, node, scope, isNew);
  }

  private calledOn(target: Value, how: string, args: Arguments, node: Node, scope: Scope): Value {
    const [self = new Value(), ...given] = args.given;
    if (how === "bind") {
      const made = this.made(node, scope);
      made.bound ??= { target: new Value(), self: new Value(), given: given.map(() => new Value()) };
      this.learn(made.bound.target, target);
      this.learn(made.bound.self, self);
      made.bound.given.forEach((each, at) => {
        this.learn(each, given[at] ?? new Value());
      });
      return object(made);
    }
    const rest = how === "apply" ? this.read(given[0] ?? new Value(), null, node) : args.rest;
    return this.callValue(target, self, { given: how === "apply" ? [] : given, rest }, node, scope, false);
  }

  private define(target: Value, key: Value, descriptor: Value, node: Node): void {
    const name = onlyConstant(key);
    this.defineAs(target, typeof name === "string" || typeof name === "number" ? `${name}` : null, descriptor, node);
  }

  /** @param key null for one that is not known */
  private defineAs(target: Value, key: string | null, descriptor: Value, node: Node): void {
    for (const part of target) {
      if (part.kind !== "object") {
        this.writePart(part, key, new Value(), node);
        continue;
      }
      if (part.object.epoch < this.epoch) this.emit("changes-own-module", key ?? "*", node);
      for (const each of descriptor) {
        if (each.kind !== "object") {
          if (each.kind !== "constant") this.writePart(part, key, Value.of(UNKNOWN), node);
          continue;
        }
        const { fields, rest, getters } = each.object;
        const getter = fields.get("get");
        if (getter !== undefined) this.setGetter(part.object, key, getter);
        const setter = fields.get("set");
        if (setter !== undefined) this.setSetter(part.object, key, setter);
        const value = fields.get("value");
        if (value !== undefined) this.writePart(part, key, value, node);
        if (!rest.isEmpty || getters.size > 0) this.writePart(part, key, Value.of(UNKNOWN), node);
      }
    }
    if (target.isEmpty) this.emit("unknown-at-load", "changes what is not known", node, true);
  }

  /** One that stands in the tables, or none of them. */
  private listedCall(path: string, self: Value, args: Arguments, node: Node, scope: Scope, isNew: boolean): Value {
    const all = args.rest === null ? args.given : [...args.given, args.rest];
    const isOwnFile = args.given[0] !== undefined && [...args.given[0]].every((each) => each.kind === "own-path");
    const does = builtinCall(path, all.length);
    if (does === undefined)
      this.emit("unknown-at-load", `calls ${path}`, node, /\.\*(?!\.prototype)/.test(path.slice(1)));
    else if (does === "changes-process" && path === "process.umask" && all.length === 0)
      this.emit("reads-machine", path, node);
    else if (does === "reads-environment") this.emit(does, path === "node:os.tmpdir" ? "TMPDIR" : "HOME", node);
    else if (does !== null && !(isOwnFile && isFreeFor(does))) this.emit(does, path, node);
    if (isOwnFile && /^node:(?:path\.|url\.fileURLToPath)|^URL$/.test(path)) return this.ownPath(path, args);
    if (READS_ALL.test(path)) for (const each of all) this.readsAll(each, node);
    const changed = CHANGED_ARGUMENT.get(path);
    if (changed !== undefined) {
      this.write(args.given[changed] ?? new Value(), "*", Value.of(PLAIN), node);
      return args.given[changed] ?? Value.of(PLAIN);
    }
    return this.container(path, self, all, node, scope, isNew);
  }

  /** A value made of what went in; what is changed is what the method is called on. */
  private container(path: string, self: Value, all: readonly Value[], node: Node, scope: Scope, isNew: boolean): Value {
    const made = this.made(node, scope, true);
    const contents = this.contentsOf(self, node);
    if (
      !/^(?:Object|JSON|Math|Number)\./.test(path) ||
      /^Object\.(?:values|entries|fromEntries|getOwnPropertyDescriptors?)$/.test(path)
    ) {
      for (const each of all) {
        this.learn(made.rest, each);
        this.learn(made.rest, this.contentsOf(each, node));
      }
      this.learn(made.rest, contents);
    }
    if (isNew) this.learn(made.bases, builtin(`${path}.prototype`));
    const method = path.slice(path.lastIndexOf(".") + 1);
    if (path.includes(".prototype.") && CHANGING_METHOD.test(method)) {
      for (const part of self) if (part.kind !== "builtin") this.changeContents(part, all, node);
    }
    const result = Value.of({ kind: "object", object: made }, PLAIN);
    if (CALLS_ARGUMENTS.test(path)) this.callHanded(path, self, contents, all, node, scope, made.rest);
    if (path.includes(".prototype.")) {
      result.add(contents);
      result.add(self);
    }
    if (
      /^(?:node:util\.(?:deprecate|promisify|callbackify)|Object\.getPrototypeOf|Reflect\.get|Object\.getOwnPropertyDescriptor|Promise\.resolve)$/.test(
        path,
      )
    ) {
      for (const each of all) result.add(each);
      if (path.endsWith("getPrototypeOf")) for (const each of all) result.add(this.basesOf(each));
      if (path.endsWith("Reflect.get")) for (const each of all) result.add(this.contentsOf(each, node));
    }
    return result;
  }

  private changeContents(part: Parameters<CallWalk["writePart"]>[0], all: readonly Value[], node: Node): void {
    if (all.length === 0) this.writePart(part, null, new Value(), node);
    for (const each of all) this.writePart(part, null, each, node);
  }

  private callHanded(
    path: string,
    self: Value,
    contents: Value,
    all: readonly Value[],
    node: Node,
    scope: Scope,
    into: Value,
  ): void {
    const rest = Value.of(PLAIN);
    rest.add(contents);
    rest.add(self);
    for (const each of all)
      for (const part of each) if (part.kind !== "object" || part.object.code === null) rest.put(part);
    if (/from$|groupBy$/.test(path)) for (const each of all) rest.add(this.contentsOf(each, node));
    if (/\.(?:emit|dispatchEvent|next)$/.test(path)) {
      this.mayCallAll({ given: [self, ...all], rest: null });
      return;
    }
    if (path === "Promise") rest.add(builtin("*.prototype.resolve"));
    this.learn(rest, into);
    this.doubtful++;
    for (const each of all) {
      for (const part of each) {
        if (
          part.kind === "plain" ||
          part.kind === "constant" ||
          (part.kind === "object" && part.object.code === null && part.object.bound === null)
        )
          continue;
        this.learn(
          into,
          this.callValue(Value.of(part), Value.of(PLAIN, UNKNOWN), { given: [], rest }, node, scope, false),
        );
      }
    }
    this.doubtful--;
  }

  private readsAll(value: Value, node: Node): void {
    for (const part of value)
      if (part.kind === "object" && part.object.epoch < this.epoch) this.readsState(part.object, null, node);
    this.contentsOf(value, node);
  }

  private contentsOf(value: Value, node: Node): Value {
    const found = new Value();
    for (const part of value) {
      if (part.kind === "object") {
        found.add(restAt(part.object, null));
        for (const field of part.object.fields.values()) found.add(field);
        if (part.object.getters.size > 0) found.add(this.read(Value.of(part), null, node));
      } else if (part.kind === "foreign" || part.kind === "unknown" || part.kind === "argument")
        found.add(this.read(Value.of(part), null, node));
      else if (part.kind === "builtin" && /^process\.(?:env|argv)$/.test(part.path))
        found.add(this.read(Value.of(part), null, node));
    }
    return found;
  }

  private basesOf(value: Value): Value {
    const found = new Value();
    for (const part of value) {
      if (part.kind === "object" && !part.object.bases.isEmpty) found.add(part.object.bases);
      else if (part.kind === "object") found.add(builtin("Object.prototype"));
      else {
        if (part.kind === "argument") found.put({ ...part, isWithin: true });
        found.put(
          part.kind === "builtin" || part.kind === "foreign" ? { ...part, path: `${part.path}.__proto__` } : UNKNOWN,
        );
      }
    }
    return found;
  }

  /** `path.join(__dirname, "../x")`: below the package's folder as long as all that is added is known. */
  private ownPath(path: string, args: Arguments): Value {
    let whole = "";
    for (const [at, each] of args.given.entries()) {
      const [part] = [...each];
      if (at === 0) whole = part?.kind === "own-path" ? part.path : "";
      else {
        const added = onlyConstant(each);
        if (typeof added !== "string" || path === "URL")
          return path === "URL" ? Value.of({ kind: "own-path", path: whole }) : Value.of(PLAIN);
        whole = `${whole}/${added}`;
      }
    }
    if (/\.(?:basename|extname|relative|isAbsolute|parse)$/.test(path)) return Value.of(PLAIN);
    if (path.endsWith(".dirname")) whole = `${whole}/..`;
    return Value.of({ kind: "own-path", path: whole });
  }

  protected lineOf(node: Node): number {
    return lineOf(node);
  }
}

/** What is done with a file beside the module's own. */
function isFreeFor(does: string): boolean {
  return does === "reads-file" || does === "reads-directory";
}
