/** What `load_facts.py` says of one module's file. */
export interface LoadFacts {
  /** Statements that do more than make the module's own objects: code, line, text; the first of each code. */
  readonly stops: readonly (readonly [code: string, line: number, text: string])[];
  /** What the load rests on in other modules. */
  readonly needs: readonly (readonly [use: Use, path: string, line: number, text: string])[];
  readonly names: Readonly<Record<string, NameFacts>>;
  /** Modules whose names a star import takes. */
  readonly stars: readonly string[];
  /** Functions that were asked about: what calling one does; null for nothing. */
  readonly calls: Readonly<Record<string, readonly [code: string, line: number, text: string] | null>>;
}

/**
 * `base`: a class derives from it; `make`: an instance of it, or of a class that derives from it, is made; `call`: it is called;
 * `operand`: an operator or an index is applied to it; `read`: an attribute of it is read; `logger`: a logger is made (the
 * path is the module itself); `own`: a builtin or an earlier name that a star import must not have replaced.
 */
export type Use = "base" | "make" | "call" | "operand" | "read" | "logger" | "own";

/** What a global name of a module is, as far as its text says. */
export type NameFacts =
  | ClassFacts
  | readonly ["import", path: string]
  | readonly ["function"]
  | readonly ["value"]
  | readonly ["unknown"];

/** `hooks`: making a subclass runs code of it; `makes`: making an instance does. Bases are those that other modules have. */
export type ClassFacts = readonly ["class", bases: readonly string[], hooks: boolean, makes: boolean];

/** A module whose load is judged. */
export interface LoadedModule {
  readonly name: string;
  readonly kind: "source" | "extension" | "bytecode" | "builtin" | "frozen" | "namespace";
  /** Absolute; null where there is none. */
  readonly file: string | null;
  readonly isPackage: boolean;
  /** Of the standard library. */
  readonly isStandard: boolean;
}

/** What the judge asks of the machine. */
export interface LoadSources {
  find(module: string): LoadedModule | null;
  /** Top-level modules that hide those of the standard library. */
  readonly shadowed: readonly string[];
  /** null for what can't be read */
  bytes(file: string): Buffer | null;
  /** Asks `load_facts.py`: one answer a question, in their order. */
  ask(questions: readonly string[]): Promise<readonly unknown[]>;
}
