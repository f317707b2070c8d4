import type { ChangingState } from "./changing-state.js";
import type { ChangeFacts, Changes } from "./known-changes.js";

/** What running a module's top-level code does beyond its own objects, one kind each. */
export type LoadCode =
  | "changes-global"
  | "changes-builtin"
  | "changes-process"
  | "changes-environment"
  | "changes-loader"
  | "changes-other-module"
  // By an assignment to an object that inherits from another module's.
  | "calls-setter"
  | "listens"
  | "schedules"
  | "writes-output"
  | "reads-file"
  | "writes-file"
  | "network"
  | "starts-process"
  | "reads-clock"
  | "reads-random"
  | "reads-environment"
  | "reads-argv"
  | "reads-directory"
  | "reads-terminal"
  | "reads-machine"
  | "reads-global"
  | "throws-at-load"
  | "waits-at-load"
  | "missing-module"
  | "unknown-at-load"
  // Of a function that another module calls: its module's state, which may be another by then.
  | "reads-changing"
  // Of a function that another module calls, beside the above:
  | "changes-own-module"
  | "changes-argument"
  | "calls-argument";

/** A place in another module: what `require("x").a.b` is has the path "a.b"; a call's result ends in "()". */
export interface ForeignPath {
  readonly specifier: string;
  readonly path: string;
  /** Of a path that ends in "*" whether what stands there was passed on under the name that it has there. */
  readonly isByName?: true;
}

export interface LoadEffect {
  readonly code: LoadCode;
  /** What it is done to or asked for: a key of the environment, a global's name, a function; "*" for any. */
  readonly what: string;
  readonly line: number;
  /** Whether all that speaks for it is an expression that could not be followed: an observed run may say more. */
  readonly isDoubt: boolean;
  /** Whether it depends on a condition, or may not be reached. */
  readonly isConditional: boolean;
  /** Whose object is changed, of "changes-other-module". */
  readonly of?: ForeignPath;
}

/** A call of another module's function. */
export interface CallAtLoad extends ForeignPath {
  readonly line: number;
  readonly isConditional: boolean;
  /** Arguments that are known texts, numbers and the like; undefined for all others. */
  readonly constants: readonly (string | number | boolean | undefined)[];
  readonly isNew: boolean;
  /** Of each argument whether all of it is the caller's own, so that the callee may change it. */
  readonly ownArguments: readonly boolean[];
  /**
   * Of each argument whose it is, beside the caller's own; null where that isn't known. With the specifier "" it is its own module's, or by a
   * number what it was handed itself, with a star behind it what can be reached from that.
   */
  readonly handedArguments: readonly (readonly ForeignPath[] | null)[];
  /** The same of the argument itself, without what can be reached from it. */
  readonly handedOutside: readonly (readonly ForeignPath[] | null)[];
  /** Whether all is the caller's own of those behind a spread. */
  readonly hasOwnRest: boolean;
  /** What happens in addition if the callee calls functions that it was handed. */
  readonly ifCalled: Doings;
}

/** What code does: by itself, and by calling others. */
export interface Doings {
  readonly effects: readonly LoadEffect[];
  readonly calls: readonly CallAtLoad[];
  /** Properties of other modules that are read; of a called function also its own module's, with the specifier "". */
  readonly reads: readonly PathRead[];
}

export interface PathRead extends ForeignPath {
  readonly line: number;
  /** `export { x } from`: of an ES module nothing is read by it, of another one what it has when it is first imported. */
  readonly isPassedOn?: true;
}

/** What a file asks for while it loads. */
export interface AskedAtLoad {
  readonly specifier: string;
  readonly line: number;
  /** Whether it goes on where that fails. */
  readonly isGuarded: boolean;
  readonly isConditional: boolean;
}

/** What loading one file does, as far as its own text says. */
export interface LoadFacts extends Doings {
  /** What is asked for while it loads. */
  readonly requires: readonly AskedAtLoad[];
  /** Where an export comes from another module as it is: by its name; "" for `module.exports` itself. */
  readonly passedOn: ReadonlyMap<string, readonly ForeignPath[]>;
  /** Whether it is no ES module, and what it exports is an object that it makes itself. */
  readonly hasOwnExports: boolean;
  /** Names of exports at or within which, once it is loaded, something of other modules or of Node's own may be found; "*" for any name. */
  readonly foreignIn: ReadonlySet<string>;
  /** Modules of which all exports are passed on. */
  readonly passesAll: readonly string[];
  /** What its functions may change, and of other modules also its load. */
  readonly later: Changes;
  /** What of its own state its functions may change. */
  readonly state: ChangingState;
  /** Names that an ES module exports anew. */
  readonly rebound: ReadonlySet<string>;
  /** All that the text asks for by `require("…")`, `import` and `from`, whenever it runs. */
  readonly mentions: ReadonlySet<string>;
  /** Of that what it asks for in its load or never: each mention is a `require` of its top level. */
  readonly topOnly: ReadonlySet<string>;
  readonly isModule: boolean;
}

/** The same as plain data, which can be kept and handed to other threads. */
export interface PlainFacts extends Omit<LoadFacts, "later"> {
  readonly later: ChangeFacts;
}

/** What a function of a module does when another calls it. */
export interface CallSummary extends Doings {
  /** Whether the path led to functions of that module, all of which were followed. */
  readonly isFound: boolean;
  /** Whether all that can be reached through what it gives was made by that call, or can't change. */
  readonly givesNew: boolean;
}
