import type { Node } from "../../scan/full/node.js";

/** What an expression may be, as far as it matters for what is changed or called through it. */
export type Part =
  | { readonly kind: "constant"; readonly value: string | number | boolean | null | undefined }
  /** A primitive that isn't known. */
  | { readonly kind: "plain" }
  /** A path below the file's own folder, by its steps upward and downward. */
  | { readonly kind: "own-path"; readonly path: string }
  | { readonly kind: "object"; readonly object: Thing }
  /** Where it may stand under any name, `isByName` says that each stands under its own one. */
  | { readonly kind: "foreign"; readonly specifier: string; readonly path: string; readonly isByName?: true }
  /** Of the engine or of Node: "Object.prototype", "process.env", "node:fs.readFileSync". */
  | { readonly kind: "builtin"; readonly path: string }
  /**
   * Handed by a caller in another module as its argument of this index, -1 for one of those behind the first ones; or anything that can be
   * reached from it.
   */
  | { readonly kind: "argument"; readonly at: number; readonly isWithin: boolean }
  | { readonly kind: "unknown" };

const MOST_PARTS = 16;
const MOST_CONSTANTS = 4;

/** A set of what something may be; only grows. */
export class Value {
  readonly parts = new Map<string, Part>();
  private constants = 0;

  static of(...parts: readonly Part[]): Value {
    const made = new Value();
    for (const part of parts) made.put(part);
    return made;
  }

  /** @returns whether that was new */
  put(part: Part): boolean {
    const key = keyOf(part);
    if (this.parts.has(key) || this.parts.has("unknown")) return false;
    if (part.kind === "constant" && ++this.constants > MOST_CONSTANTS) return this.put({ kind: "plain" });
    if (this.parts.size >= MOST_PARTS && part.kind !== "plain") {
      // Objects of our own that are forgotten might be functions: nothing is known any more.
      this.parts.set("unknown", { kind: "unknown" });
      return true;
    }
    this.parts.set(key, part);
    return true;
  }

  add(other: Value): boolean {
    let isNew = false;
    if (other !== this) for (const part of other.parts.values()) if (this.put(part)) isNew = true;
    return isNew;
  }

  /** Of what is certainly assigned anew. */
  clear(): void {
    this.parts.clear();
    this.constants = 0;
  }

  *[Symbol.iterator](): Iterator<Part> {
    yield* [...this.parts.values()];
  }

  get isEmpty(): boolean {
    return this.parts.size === 0;
  }
}

function keyOf(part: Part): string {
  switch (part.kind) {
    case "constant":
      return `c${typeof part.value}${part.value}`;
    case "own-path":
      return `w${part.path}`;
    case "object":
      return `o${part.object.id}`;
    case "foreign":
      return `f${part.specifier}\0${part.path}${part.isByName === true ? "!" : ""}`;
    case "builtin":
      return `b${part.path}`;
    case "argument":
      return `a${part.at}${part.isWithin}`;
    default:
      return part.kind;
  }
}

let count = 0;

/** An object that the walked file makes, by the expression that makes it. */
export class Thing {
  readonly id = count++;
  readonly fields = new Map<string, Value>();
  /** What may stand under any name. */
  readonly rest = new Value();
  /** Of accessors: functions that give values. */
  readonly getters = new Map<string, Value>();
  /** By name, "*" for those whose names are computed. */
  readonly setters = new Map<string, Value>();
  /** What it inherits from. */
  readonly bases = new Value();
  code: Code | null = null;
  /** Of what `bind` made. */
  bound: { readonly target: Value; readonly self: Value; readonly given: readonly Value[] } | null = null;
  /** Of engine's making, with methods that are not listed here. */
  isContainer = false;

  /** @param epoch 0 for what is made while its module loads, 1 for what a followed function makes itself */
  constructor(readonly epoch: number) {}
}

/** A function or class with the scope that it was made in. */
export interface Code {
  readonly node: Node;
  readonly scope: Scope;
  /** The class that it is a method of. */
  readonly home: Thing | null;
}

/** What a function's calls share: they are not told apart. */
export interface Frame {
  readonly self: Value;
  readonly returns: Value;
  readonly arguments: Value;
  /** The class whose constructor or method it is. */
  home: Thing | null;
  isActive: boolean;
  wasEntered: boolean;
  /** What was known when it was last walked to its end. */
  doneAt: number;
}

export function newFrame(): Frame {
  return {
    self: new Value(),
    returns: new Value(),
    arguments: new Value(),
    home: null,
    isActive: false,
    wasEntered: false,
    doneAt: -1,
  };
}

/** Names of a block or function; those below a node are made once, so that a second walk finds the same. */
export class Scope {
  readonly names = new Map<string, Value>();
  private readonly below = new Map<Node, Map<number, Scope>>();
  /** Objects that expressions in it make: the same each time that they are walked. */
  readonly things = new Map<Node, Thing>();

  constructor(
    readonly above: Scope | null,
    /** 0 for what lives with the module, 1 for what a followed function makes. */
    readonly epoch: number,
    readonly frame: Frame,
  ) {}

  /** @param variant calls that are told apart have another scope */
  inside(node: Node, epoch: number, variant: number, hasFrame: boolean): Scope {
    let known = this.below.get(node);
    if (known === undefined) {
      known = new Map();
      this.below.set(node, known);
    }
    let made = known.get(variant);
    if (made === undefined) {
      made = new Scope(this, epoch, hasFrame ? newFrame() : this.frame);
      known.set(variant, made);
    }
    return made;
  }

  declare(name: string): Value {
    const known = this.names.get(name);
    if (known !== undefined) return known;
    const made = new Value();
    this.names.set(name, made);
    return made;
  }

  find(name: string): { readonly value: Value; readonly scope: Scope } | null {
    for (let at: Scope | null = this; at !== null; at = at.above) {
      const value = at.names.get(name);
      if (value !== undefined) return { value, scope: at };
    }
    return null;
  }
}

export const PLAIN: Part = { kind: "plain" };
export const UNKNOWN: Part = { kind: "unknown" };
export const UNDEFINED: Part = { kind: "constant", value: undefined };

export const builtin = (path: string): Value => Value.of({ kind: "builtin", path });
export const object = (thing: Thing): Value => Value.of({ kind: "object", object: thing });
export const constant = (value: string | number | boolean | null | undefined): Value =>
  Value.of({ kind: "constant", value });
export const foreign = (specifier: string, path = ""): Value => Value.of({ kind: "foreign", specifier, path });

/** Its text, if it is a known one. */
export function onlyConstant(value: Value): string | number | boolean | null | undefined | symbol {
  const [first] = value.parts.values();
  return value.parts.size === 1 && first?.kind === "constant" ? first.value : NOT_CONSTANT;
}
export const NOT_CONSTANT = Symbol("not a constant");

/** Whether it counts as true; null if it may be either. */
export function truth(value: Value): boolean | null {
  let known: boolean | null = null;
  for (const part of value) {
    const one = truthOf(part);
    if (one === null || (known !== null && known !== one)) return null;
    known = one;
  }
  return known;
}

function truthOf(part: Part): boolean | null {
  if (part.kind === "constant") return Boolean(part.value);
  if (part.kind === "object" || part.kind === "own-path") return true;
  return part.kind === "builtin" && /^[A-Za-z]+$/.test(part.path) ? true : null;
}
