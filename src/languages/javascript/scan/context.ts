import type { ImportedName, ImportKind, TypeOnlyRule, UnresolvedImport } from "./import.js";

/** What can stand around an import. Contexts form chains upward; a site keeps the innermost. */
export const C = {
  /** Changes nothing (a parenthesis that has not turned out to be an arrow function's parameters). */
  plain: 0,
  /** Runs if the text of the condition is true: `if`, `?`, `&&`. */
  whenTrue: 1,
  /** Runs if it is false: `else`, `:`, `||`. */
  whenFalse: 2,
  /** Right side of `??`. */
  whenNullish: 3,
  /** A case of a switch: the condition's two texts are compared. */
  whenCase: 4,
  whenDefault: 5,
  /** The block of a `try` with a `catch`. */
  guarded: 6,
  /** A `catch` block: runs if the `try` failed. */
  whenCaught: 7,
  function: 8,
  class: 9,
  /** Initialiser of an instance's field. */
  field: 10,
  namespace: 11,
  /** Part of a declaration that leaves no code. */
  declared: 12,
} as const;

export interface Context {
  readonly is: "context";
  readonly up: Context | null;
  /** Known only afterwards for what turns out to be an arrow function or a guarded `try`. */
  kind: number;
  /** The condition's text (functions: their own). */
  start: number;
  end: number;
  /** A case's second text. */
  secondStart: number;
  secondEnd: number;
  /** Name of a function, class or namespace, where it has one. */
  name: string | null;
  /** A function that is called where it stands, so that its body runs with what surrounds it. */
  called: boolean;
  generator: boolean;
  /** A function given as the first, second… argument to a function that is called where it stands. */
  handedTo: Context | null;
  handedIndex: number;
}

export function context(up: Context | null, kind: number, start: number, end: number): Context {
  return {
    is: "context",
    up,
    kind,
    start,
    end,
    secondStart: 0,
    secondEnd: 0,
    name: null,
    called: false,
    generator: false,
    handedTo: null,
    handedIndex: 0,
  };
}

/** An import as the parser meets it; what it means is decided when the whole text is known. */
export interface Site {
  readonly is: "site";
  readonly kind: ImportKind;
  readonly offset: number;
  end: number;
  readonly context: Context;
  /** The specifier, or null where it is computed. */
  specifier: string | null;
  prefix: string | null;
  reason: UnresolvedImport["reason"];
  /** Name of the function that is called, where that name could mean something else: `require` or a local alias. */
  callee: string | null;
  /** Text of the argument of a `createRequire` called in place. */
  base: string | null;
  names: ImportedName[] | null;
  /** Whether its promise is waited for where it stands. */
  awaited: boolean;
  /** First property that is read of the call's value. */
  member: string | null;
  helper: string | null;
  reexported: boolean;
  typeOnly: TypeOnlyRule | null;
}

/** What `createRequire` returns, with the text of its argument where that is another place than this module. */
export interface Created {
  readonly is: "created";
  readonly base: string | null;
}

/** A binding of `require` or of a name that `createRequire` is given to. */
export interface Binding {
  readonly name: string;
  readonly from: number;
  /** End of the scope, or -1 while it is open. */
  to: number;
  /** Whether it holds a function made by `createRequire`; else calls of it are not loads. */
  creates: boolean;
  base: string | null;
  /** A parameter's function and index, since a UMD wrapper may hand the real `require` in. */
  parameterOf: Context | null;
}

/** A site of which no more is known than where it stands. */
export function newSite(kind: Site["kind"], offset: number, end: number, context: Context): Site {
  return {
    is: "site",
    kind,
    offset,
    end,
    context,
    specifier: null,
    prefix: null,
    reason: "computed",
    callee: null,
    base: null,
    names: null,
    awaited: false,
    member: null,
    helper: null,
    reexported: false,
    typeOnly: null,
  };
}
