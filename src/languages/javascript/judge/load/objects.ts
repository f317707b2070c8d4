import type { Node } from "../../scan/full/node.js";
import { ABSENT, builtinRead, builtinWrite, GLOBALS, KNOWN_METHOD } from "./builtin-calls.js";
import type { ChangingState } from "./changing-state.js";
import { DoingsList, lineOf } from "./doings.js";
import type { ForeignPath, LoadCode } from "./facts.js";
import {
  builtin,
  constant,
  foreign,
  type Part,
  PLAIN,
  type Scope,
  Thing,
  UNDEFINED,
  UNKNOWN,
  Value,
} from "./values.js";

/** Methods that leave the command's arguments as they are. */
const ASKS_ARGUMENTS = /^process\.argv\.(?:slice|includes|indexOf|lastIndexOf|join|at|concat)$/;
const DEEPEST_PATH = 5;
const MOST_STEPS = 60_000;

/** Reads and writes of properties, with what they mean where the object isn't the walked code's own. */
export abstract class ObjectWalk {
  sink = new DoingsList();
  /** 0 while the module loads; 1 while a function is followed that another module calls. */
  protected epoch = 0;
  /** Grows with each thing that is learnt: where it stays, a second walk would find the same. */
  protected version = 0;
  /** How many conditions, loops and `try`s stand around what is walked. */
  protected get doubtful(): number {
    return this.sink.doubtful;
  }
  protected set doubtful(count: number) {
    this.sink.doubtful = count;
  }
  protected isModule = false;
  /** CommonJS's `module`. */
  protected readonly moduleThing = new Thing(0);
  protected steps = 0;

  /** What the file's functions may change. */
  protected abstract readonly state: ChangingState;
  /** An expression whose object is changed and not looked at. */
  protected changed: Node | null = null;

  protected abstract callGetter(getter: Value, self: Value, node: Node): Value;
  protected abstract callSetter(setter: Value, self: Value, given: Value, node: Node): void;

  protected emit(code: LoadCode, what: string, node: Node, isDoubt = false): void {
    this.sink.effect(code, what, lineOf(node), isDoubt);
  }

  /** @throws TooMuch where a file takes more than is worth it */
  protected step(): void {
    if (++this.steps > MOST_STEPS) throw new TooMuch();
  }

  protected learn(into: Value, what: Value): void {
    if (into.add(what)) this.version++;
  }

  /** Gives a name or field a value: where that may not happen, it may be undefined still. */
  protected assign(into: Value, what: Value): void {
    if (into.isEmpty && this.doubtful > 0) into.put(UNDEFINED);
    this.learn(into, what);
  }

  /** The object that an expression makes: one for all times that it is walked in a scope. */
  protected made(node: Node, scope: Scope, isContainer = false): Thing {
    const known = scope.things.get(node);
    if (known !== undefined) return known;
    const made = new Thing(this.epoch);
    made.isContainer = isContainer;
    scope.things.set(node, made);
    return made;
  }

  /** @param key null for one that isn't known */
  protected read(from: Value, key: string | null, node: Node): Value {
    this.step();
    const found = new Value();
    for (const part of from) found.add(this.readPart(part, key, node));
    return found;
  }

  private readPart(part: Part, key: string | null, node: Node): Value {
    switch (part.kind) {
      case "object":
        return this.readField(part.object, key, node, new Set());
      case "foreign": {
        const path = joined(part.path, key ?? "*");
        this.sink.read(part.specifier, path, lineOf(node));
        if (path.split(".").length > DEEPEST_PATH) return Value.of(UNKNOWN);
        return foreign(part.specifier, path);
      }
      case "builtin":
        return this.readBuiltin(part.path, key, node);
      case "argument":
        return Value.of({ ...part, isWithin: true });
      case "unknown":
        return Value.of(part);
      default:
        if (key === null) return Value.of(PLAIN);
        if (part.kind === "constant" && (part.value === undefined || part.value === null)) return new Value();
        return key === "length" || !KNOWN_METHOD.test(key) ? Value.of(PLAIN) : builtin(`*.prototype.${key}`);
    }
  }

  private readField(thing: Thing, key: string | null, node: Node, seen: Set<Thing>): Value {
    if (seen.has(thing)) return new Value();
    if (seen.size === 0 && thing.epoch < this.epoch) this.readsState(thing, key, node);
    seen.add(thing);
    const found = new Value();
    found.add(restAt(thing, key));
    const getters = key === null ? [...thing.getters.values()] : [thing.getters.get(key), thing.getters.get("*")];
    for (const getter of getters) {
      if (getter !== undefined) found.add(this.callGetter(getter, Value.of({ kind: "object", object: thing }), node));
    }
    if (key === null) {
      for (const value of thing.fields.values()) found.add(value);
      if (found.isEmpty) found.put(UNDEFINED);
      return found;
    }
    const own = thing.fields.get(key);
    if (own !== undefined) found.add(own);
    if (key === "prototype" && thing.code !== null && own === undefined) return this.prototypeOf(thing);
    const isSettled = own !== undefined && !own.parts.has("cundefinedundefined");
    if (isSettled || getters[0] !== undefined) return found;
    if (key === "constructor" && own === undefined) found.put(UNKNOWN);
    let hasBase = false;
    for (const base of thing.bases) {
      hasBase = true;
      if (base.kind === "object") found.add(this.readField(base.object, key, node, seen));
      else if (base.kind === "foreign") found.add(foreign(base.specifier, joined(base.path, key)));
      else if (base.kind === "builtin") found.add(builtin(`${base.path}.${key}`));
      else if (base.kind !== "constant") found.put(base.kind === "plain" ? PLAIN : UNKNOWN);
    }
    if (own === undefined && !hasBase) found.put(KNOWN_METHOD.test(key) ? methodPart(key) : UNDEFINED);
    if (thing.isContainer && !KNOWN_METHOD.test(key)) found.put(PLAIN);
    return found;
  }

  /** Of an object that the module made at its load, read in a function that another module calls. */
  protected readsState(thing: Thing, key: string | null, node: Node): void {
    const { properties, propertyContents } = this.state;
    if (key === "prototype") return;
    const keys = key === null ? [...thing.fields.keys()] : [key];
    const isLooked = node !== this.changed;
    const found = keys.find((each) => properties.has(each) || (isLooked && propertyContents.has(each)));
    if (found !== undefined) this.emit("reads-changing", found, node);
    if (key !== null) this.sink.read("", thing === this.exportsThing() ? key : `.${key}`, lineOf(node));
  }

  /** Of an object that others have by its name: what they put into it. */
  protected readsExported(value: Value, node: Node): void {
    const things = new Set([...value].flatMap((part) => (part.kind === "object" ? [part.object] : [])));
    for (const [name, field] of this.exportsThing()?.fields ?? [])
      for (const part of field)
        if (part.kind === "object" && part.object.code === null && things.has(part.object))
          this.sink.read("", name, lineOf(node));
  }

  /** What the file exports, if it is one object. */
  private exportsThing(): Thing | null {
    const [first] = this.moduleThing.fields.get("exports") ?? [];
    return first?.kind === "object" ? first.object : null;
  }

  /** What a function's instances inherit from. */
  protected prototypeOf(thing: Thing): Value {
    const known = thing.fields.get("prototype");
    if (known !== undefined) return known;
    const made = new Thing(thing.epoch);
    made.fields.set("constructor", Value.of({ kind: "object", object: thing }));
    const value = Value.of({ kind: "object", object: made });
    thing.fields.set("prototype", value);
    return value;
  }

  protected setGetter(thing: Thing, key: string | null, getter: Value): void {
    this.setAccessor(thing.getters, key, getter);
  }

  protected setSetter(thing: Thing, key: string | null, setter: Value): void {
    this.setAccessor(thing.setters, key, setter);
  }

  private setAccessor(accessors: Map<string, Value>, key: string | null, accessor: Value): void {
    const known = accessors.get(key ?? "*");
    if (known === undefined) {
      const made = new Value();
      made.add(accessor);
      accessors.set(key ?? "*", made);
      this.version++;
    } else this.learn(known, accessor);
  }

  private readBuiltin(path: string, key: string | null, node: Node): Value {
    if (path === "globalThis") {
      if (key !== null) return this.readGlobal(key, node);
      this.emit("reads-global", "*", node);
      return Value.of(UNKNOWN);
    }
    if (path === "process.env") {
      this.emit("reads-environment", key ?? "*", node);
      return Value.of(PLAIN);
    }
    if (path === "process.argv") this.emit("reads-argv", "process.argv", node);
    if (path === "require" && key === "main") return Value.of(UNKNOWN);
    if (path === "import.meta") {
      if (key === "url" || key === "dirname" || key === "filename") return Value.of({ kind: "own-path", path: "" });
      return builtin(key === "resolve" ? "require.resolve" : "import.meta.*");
    }
    if (key === null) return path.split(".").length > DEEPEST_PATH ? Value.of(UNKNOWN) : builtin(`${path}.*`);
    const whole = canonical(`${path}.${key}`);
    if (whole === "process.env" || whole === "process.argv") return builtin(whole);
    const asked = builtinRead(whole);
    if (asked !== null) {
      this.emit(asked.code, asked.what, node);
      if (ASKS_ARGUMENTS.test(whole)) return builtin(`Array.prototype.${key}`);
      return /^process\.argv/.test(whole) ? Value.of(PLAIN) : Value.of(PLAIN, ...builtin(whole));
    }
    if (whole === "process.platform" || whole === "process.arch" || whole === "process.version") return Value.of(PLAIN);
    if (whole.split(".").length > DEEPEST_PATH) return Value.of(UNKNOWN);
    if (/^process\.(?:pid|ppid|execPath|versions|release|features|config)\b/.test(whole)) return Value.of(PLAIN);
    if (
      /^(?:Symbol|Math|Number|node:os\.(?:EOL|constants)|node:path\.(?:sep|delimiter))/.test(whole) &&
      !isFunctionName(whole)
    )
      return Value.of(PLAIN);
    const [, module, read] = /^(node:[^.]+)\.(.+)$/.exec(whole) ?? [];
    if (module !== undefined && read !== undefined) this.sink.read(module, read, lineOf(node));
    return builtin(whole);
  }

  /** A name that no scope declares. */
  protected readGlobal(name: string, node: Node): Value {
    if (name === "global" || name === "globalThis" || name === "GLOBAL" || name === "root")
      return builtin("globalThis");
    if (name === "undefined") return constant(undefined);
    if (!GLOBALS.has(name) && !ABSENT.test(name) && name !== "require") {
      this.emit("reads-global", name, node);
      return Value.of(UNKNOWN);
    }
    if (name === "NaN" || name === "Infinity") return Value.of(PLAIN);
    if (ABSENT.test(name)) {
      this.emit("reads-global", name, node);
      return constant(undefined);
    }
    return builtin(name);
  }

  /** An assignment, which may run a setter that the object has or inherits; definitions of methods and fields don't. */
  protected assignTo(target: Value, key: string | null, value: Value, node: Node): void {
    for (const part of target) {
      if (part.kind !== "object") continue;
      for (const setter of settersOf(part.object, key)) this.callSetter(setter, Value.of(part), value, node);
      if (key === null || key.startsWith("#") || part.object.fields.has(key)) continue;
      const of = foreignBase(part.object);
      if (of !== null) this.sink.effect("calls-setter", key, lineOf(node), true, of);
    }
    this.write(target, key, value, node);
  }

  protected write(target: Value, key: string | null, value: Value, node: Node): void {
    this.step();
    for (const part of target) this.writePart(part, key, value, node);
    if (target.isEmpty) this.emit("unknown-at-load", "changes what is not known", node, true);
  }

  protected writePart(part: Part, key: string | null, value: Value, node: Node): void {
    switch (part.kind) {
      case "object": {
        const { object } = part;
        if (object.epoch < this.epoch) this.emit("changes-own-module", key ?? "*", node);
        if (key === null) this.learn(object.rest, value);
        else if (key === "__proto__") this.learn(object.bases, value);
        else {
          let field = object.fields.get(key);
          if (field === undefined) {
            field = new Value();
            object.fields.set(key, field);
          }
          if (this.doubtful === 0 && key === "exports" && object === this.moduleThing && !value.isEmpty) field.clear();
          this.assign(field, value);
        }
        return;
      }
      case "foreign": {
        const { specifier, path } = part;
        const isDoubt = /\(\)|\*/.test(path);
        const what = `${specifier}${path === "" ? "" : `.${path}`}.${key ?? "*"}`;
        this.sink.effect("changes-other-module", what, lineOf(node), isDoubt, { specifier, path });
        return;
      }
      case "builtin":
        this.emit(builtinWrite(part.path), `${part.path}.${key ?? "*"}`, node, part.path.includes(".*"));
        return;
      case "argument":
        this.emit("changes-argument", argumentPath(part), node);
        return;
      case "unknown":
        this.emit("unknown-at-load", "changes what is not known", node, true);
        return;
      default:
        return;
    }
  }
}

/** An object of the file's own and those that it inherits from. */
function chainOf(thing: Thing): ReadonlySet<Thing> {
  const all = new Set([thing]);
  for (const each of all) for (const base of each.bases) if (base.kind === "object") all.add(base.object);
  return all;
}

/** Those that an assignment may run. @param key null where it isn't known */
function settersOf(thing: Thing, key: string | null): Value[] {
  return [...chainOf(thing)].flatMap(({ setters }) =>
    key === null ? [...setters.values()] : [setters.get(key), setters.get("*")].flatMap((each) => each ?? []),
  );
}

/** The first module's object that one inherits from; null for none. */
function foreignBase(thing: Thing): ForeignPath | null {
  for (const { bases } of chainOf(thing))
    for (const base of bases) if (base.kind === "foreign") return { specifier: base.specifier, path: base.path };
  return null;
}

/** "0" for the first argument itself, "0*" for what can be reached from it. */
export function argumentPath({ at, isWithin }: { readonly at: number; readonly isWithin: boolean }): string {
  return `${at}${isWithin ? "*" : ""}`;
}

/** What may stand under a name, or under any, beside those that are known. */
export function restAt({ rest }: Thing, key: string | null): Value {
  const found = new Value();
  for (const part of rest) {
    if (part.kind !== "foreign" || part.isByName !== true) found.put(part);
    else found.add(foreign(part.specifier, key === null ? part.path : `${part.path.slice(0, -1)}${key}`));
  }
  return found;
}

/** A walk that was given up. */
export class TooMuch extends Error {}

export function joined(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

function methodPart(key: string): Part {
  return { kind: "builtin", path: `*.prototype.${key}` };
}

function canonical(path: string): string {
  return path
    .replace(/^node:process\b/, "process")
    .replace(/^node:console\b/, "console")
    .replace(/^node:timers\.(set\w+|clear\w+)$/, "$1")
    .replace(/^node:module\.(?:Module\.)+/, "node:module.")
    .replace(/^node:(util|path|events|assert)\.default\b/, "node:$1")
    .replace(/^(node:[\w/]+)\.default$/, "$1")
    .replace(/^node:fs\.promises\b/, "node:fs/promises");
}

function isFunctionName(path: string): boolean {
  return /^(?:Symbol\.(?:for|keyFor|prototype)|Math\.\w*[a-z]|Number\.(?:is\w+|parse\w+|prototype))\b/.test(path);
}
