import type { Node } from "../../scan/full/node.js";

/** A node with what stands around it. */
export interface Spot {
  readonly node: Node;
  /** The field of `up` that holds it. */
  readonly field: string;
  readonly up: Spot | null;
  /** In which names at this node are looked up. */
  readonly scope: Scope;
}

/** How a place of the text takes a name; "type": in a type, which runs nothing. */
export type ReferenceKind = "read" | "write" | "exported" | "type";

export interface Reference {
  readonly kind: ReferenceKind;
  /** The identifier. */
  readonly spot: Spot;
}

/** A name of a scope. */
export interface Binding {
  readonly name: string;
  readonly scope: Scope;
  /** The identifiers that declare it, in the order of the text. */
  readonly declared: Spot[];
  readonly references: Reference[];
  /**
   * The first place where the name may be this one or another: in a script's sloppy mode a function of a block is also a
   * name of the function around it, and namespaces of TypeScript share names.
   */
  doubtful: Node | null;
}

export class Scope {
  readonly names = new Map<string, Binding>();
  /** Names of functions declared in blocks below, which sloppy mode may declare here as well. */
  readonly hoisted = new Set<string>();
  /** A direct `eval`, or a `with`, in it or below it. */
  evaluated: Node | null = null;

  constructor(
    /** The node that makes it. */
    readonly node: Node,
    readonly up: Scope | null,
    /** Whether `var` declares here. */
    readonly isFunction: boolean,
  ) {}

  declare(name: string, spot: Spot): Binding {
    let binding = this.names.get(name);
    if (binding === undefined) {
      binding = { name, scope: this, declared: [], references: [], doubtful: null };
      this.names.set(name, binding);
    }
    binding.declared.push(spot);
    return binding;
  }

  /** What a name means here; null for what no scope of the file declares. */
  find(name: string): Binding | null {
    for (let at: Scope | null = this; at !== null; at = at.up) {
      const binding = at.names.get(name);
      if (binding !== undefined) return binding;
    }
    return null;
  }

  /** Whether a name may mean something else here than `find` says. */
  isDoubtful(name: string): boolean {
    for (let at: Scope | null = this; at !== null; at = at.up) {
      if (at.names.has(name)) return false;
      if (at.hoisted.has(name) || at.node.type === "TSModuleBlock") return true;
    }
    return false;
  }

  isWithin(outer: Scope): boolean {
    for (let at: Scope | null = this; at !== null; at = at.up) if (at === outer) return true;
    return false;
  }
}
