/** One name of one import statement that runs while its module loads: the unit that a rewrite can take out of startup. */
export interface ImportedName {
  /** Relative to the project's root, with `/`. */
  readonly file: string;
  /** Of the statement; from 1, columns in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  /** Its place among the statement's names, from 0. */
  readonly index: number;
  /** The module that imports, by its name. */
  readonly importer: string;
  /** As written, without the keyword: "a.b as c"; of `from m import x as y` "x as y". */
  readonly text: string;
  /** The module as written after `from`, with its leading dots; null for `import a.b`. */
  readonly from: string | null;
  /** The name that it binds: of `import a.b` "a"; "*" for a star import. */
  readonly bound: string;
  /** Modules that it asks for, by their full names, its own packages first: of `from pkg import sub` "pkg", "pkg.sub". */
  readonly imported: readonly string[];
}

/** How an import is taken out of startup, as in the plan. */
export type EditKind = "function" | "type-checking" | "pep562" | "lazy" | "value" | "collector" | "barrel" | "check";

/** Where a moved import stands: right before a statement of a function. */
export interface Place {
  /** Of that statement. */
  readonly line: number;
  readonly column: number;
  /** The function, with what it stands in, joined by dots. */
  readonly scope: string;
  /** The header of the innermost block that holds it, as written; null for the function's own. */
  readonly block: string | null;
  /**
   * Where the statement does not begin its line: behind `;`, or behind the colon of a block on one line
   * (`def f(): return x`), which `header` gives: the first line of that compound statement, and the colon's place.
   */
  readonly inline: null | { readonly by: "semicolon" } | { readonly by: "header"; readonly header: Header };
}

export interface Header {
  readonly line: number;
  readonly column: number;
  readonly colonLine: number;
  readonly colonColumn: number;
}

/** A named rule that holds. */
export interface Rule {
  readonly rule: string;
  /** What it rests on, where a rule can rest on either. */
  readonly ground?: "static" | "observed";
}

/** A named rule that does not hold, and where. */
export interface Reason {
  readonly code: string;
  /** One sentence without a full stop. */
  readonly message: string;
  /** Relative to the project's root where inside it. */
  readonly file: string;
  readonly line: number;
}

/** One way to take a name out of startup, as far as its own file says. */
export interface EditOption {
  readonly edit: EditKind;
  readonly proof: readonly Rule[];
  /**
   * For "function" one or more; for "lazy" the statements that use the name; for "pep562" where the module's own functions do; empty for the
   * others.
   */
  readonly places: readonly Place[];
  /** At its places the name is taken from this module, its own, whose `__getattr__` serves it; or from Python's `OWN_GLOBALS`. */
  readonly own?: string;
  /**
   * There where annotations need the name: an import for type checkers alone is left in the module, beside the places of
   * "function" too.
   */
  readonly types?: TypesNeed;
  /** For "pep562" of a star import: the names that it brings, as its module calls them. */
  readonly starNames?: readonly string[];
  /** For "value": statements of the module that make a value of the name, and become functions that make it at its first use. */
  readonly values?: readonly MovedValue[];
  /** For "check": the statement that deletes the name. */
  readonly deleted?: Span;
  /** For "function" of an ES module's import: its places wait for an `import()`. */
  readonly isAwaited?: true;
  /** For "barrel": what is imported in its statement's place, at once. */
  readonly instead?: DirectImport;
}

/** An export of the module that defines it. */
export interface DirectImport {
  /** As it is to be written. */
  readonly specifier: string;
  /** Of the export; "*" for the module's namespace, or for all that a CommonJS module exports. */
  readonly name: string;
  /** That module's name. */
  readonly module: string;
  /** Among the modules of its statement: the one that is loaded first now has the least. */
  readonly order: number;
}

/** A statement `NAME = expression` of a module that moves into a function, which each reader of the name then calls. */
export interface MovedValue {
  readonly name: string;
  /** Of the statement; from 1, columns in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  /** Where functions need it. */
  readonly places: readonly Place[];
  /** Names of modules that it takes: they must be the same at its first use. */
  readonly takes: readonly TakenPath[];
  /** Whether the module's `__getattr__` gives it to other modules (PEP 562). */
  readonly isServed: boolean;
  /** Where others read it as an attribute of the module. */
  readonly readAt: readonly { readonly file: string; readonly line: number }[];
}

export interface TakenPath {
  /** Full name. */
  readonly module: string;
  readonly name: string;
  readonly line: number;
  /** Whether what is known of the name is known of the standard library's module alone. */
  readonly isKnown: boolean;
  /** A from-import of the file's own names it, and loads it where it is a submodule. */
  readonly isNamed?: true;
}

export interface TypesNeed {
  /** Whole annotations that are evaluated where they stand, and need quotes since the name is not there then. */
  readonly quotes: readonly Span[];
  /** `from __future__ import annotations` where the file lacks it, instead of quotes. */
  readonly future?: boolean;
  /**
   * Where `TYPE_CHECKING` comes from in a file that lacks it: "typing" only where that is loaded anyway, else
   * `TYPE_CHECKING = False`, which checkers know too; absent: "typing" where the file itself imports that.
   */
  readonly constant?: "typing" | "false";
}

/** From 1, columns in UTF-16 units; the end is exclusive. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What its own file says of a name. */
export interface Judged {
  readonly name: ImportedName;
  /** Best first; empty where `refusal` is given. */
  readonly options: readonly EditOption[];
  readonly refusal: Reason | null;
  /** Why it can't go some ways, where it can go others. */
  readonly otherwise?: ReadonlyMap<EditKind, Reason>;
  /** Of a name that somebody else looks at the way that it would go by itself. */
  readonly wouldBe?: EditOption;
  /** What else than `refusal` keeps it, as far as it is known: each has to change too. */
  readonly also?: readonly Reason[];
  readonly usage?: NameUsage;
  /** The statement as people know it, where its file is compiled from another. */
  readonly source?: SourceStatement;
}

/** An import of a source, and where it moves to there. */
export interface SourceStatement {
  /** Relative to the project's root where inside it. */
  readonly file: string;
  readonly line: number;
  /** Names that move. */
  readonly names: readonly string[];
  readonly places: readonly Pick<Place, "line" | "scope" | "block">[];
}

/** Who reads an imported name in its own file. */
export interface NameUsage {
  /** Lines in functions, but for `caughtAt`. */
  readonly readAt: readonly number[];
  /** Lines in functions that only tell by it whether an exception is caught, with the text that does. */
  readonly caughtAt: readonly { readonly line: number; readonly text: string }[];
  /** Names that the module's own level binds to what it makes of it, with the lines of functions that read them. */
  readonly makes: readonly { readonly name: string; readonly readAt: readonly number[] }[];
}

/** A name with the way that was chosen for it. */
export interface ChosenEdit {
  readonly name: ImportedName;
  readonly option: EditOption;
}
