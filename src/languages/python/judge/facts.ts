import type { Place, Span } from "../../rewriting.js";

/**
 * What CPython's own parser says of one source file: where the names that its imports bind are used (facts.py). Lines and
 * columns start at 1; columns count UTF-16 units. Numbers that name a scope, statement, block or annotation are indices.
 */
export interface FileFacts {
  readonly unread: null;
  /** Of `from __future__ import`. */
  readonly futures: readonly string[];
  /** Statements outside of functions, in the order of the text. */
  readonly imports: readonly ImportStatement[];
  /** Statements of its own block that make a value of what is imported. */
  readonly values: readonly ValueFacts[];
  /** Statements in functions. */
  readonly deferred: readonly ImportStatement[];
  /** Attributes that are read of the names that those bind, in whatever scope. */
  readonly paths: readonly { readonly name: string; readonly path: string; readonly line: number }[];
  /** Every module that a statement anywhere in the file names, with leading dots. */
  readonly modules: readonly { readonly module: string; readonly line: number }[];
  /** Every place where a name that an import outside of functions binds is used as that module's global, in the order of the text. */
  readonly uses: readonly Use[];
  /** Where a comprehension or a lambda binds such a name for itself. */
  readonly shadows: readonly { readonly name: string; readonly line: number; readonly scope: number }[];
  /** The first is the module. */
  readonly scopes: readonly Scope[];
  readonly statements: readonly Statement[];
  readonly blocks: readonly Block[];
  /** Null where no use stands in it. */
  readonly annotations: readonly (Annotation | null)[];
  readonly lookups: readonly Lookup[];
  readonly texts: readonly NameInText[];
  /** Lines of star imports. */
  readonly stars: readonly number[];
  readonly exported: { readonly line: number; readonly names: readonly string[]; readonly isComplete: boolean } | null;
  /** Where the module binds `__getattr__`. */
  readonly getattrLine: number | null;
  /** Of the words that were asked for those that the file reads as a name or attribute, with the first line. */
  readonly words: Readonly<Record<string, number>>;
  /** Names of what runs at a moment that is not its own (`Scope.late`): handlers, and what they call; also of methods in other files. */
  readonly lateCalls: readonly string[];
  /** The decorators of the module's own functions, as in `Scope.decorators`. */
  readonly decorated: Readonly<Record<string, readonly string[]>>;
  /** The module's own functions that, as decorators, only call what they decorate; "made": those that make such decorators. */
  readonly wrappers: Readonly<Record<string, "plain" | "made">>;
  /** Of a file with star imports every name that is read anywhere in it, whosever it is. */
  readonly reads: readonly string[];
  /** What the module's own statements bind, star imports left out. */
  readonly boundNames: readonly string[];
  /** What it may bind, under a condition or by a function, and what it deletes. */
  readonly unsureNames: readonly string[];
  /** What statements of its own block bind more than once. */
  readonly reboundNames: readonly string[];
}

/** A file that says nothing: "syntax: ..." or "file: ...". */
export interface UnreadFile {
  readonly unread: { readonly line: number; readonly reason: string };
}

export interface ImportStatement extends Span {
  readonly kind: "import" | "from";
  /** After `from`, without its leading dots; "" for `import`. */
  readonly module: string;
  /** Leading dots. */
  readonly level: number;
  readonly names: readonly AliasFacts[];
  readonly isLazy: boolean;
  readonly scope: number;
  readonly statement: number;
  readonly isTypeOnly: boolean;
  /**
   * Of the first import of a `try` that only sees whether it fails: the statement behind it, which deletes its one name; what follows there
   * binds names to constants.
   */
  readonly deleted?: Span;
}

export interface AliasFacts {
  readonly name: string;
  readonly as: string | null;
  readonly text: string;
  readonly bound: string;
}

export interface Use {
  readonly name: string;
  /** "load" reads it; all others bind it or declare it. */
  readonly by: UseKind;
  readonly line: number;
  readonly column: number;
  /** Where it is evaluated: of a decorator or default the scope around the function. */
  readonly scope: number;
  readonly statement: number;
  readonly role: UseRole | null;
  /** The attributes that follow: of `os.path.join` "path.join". */
  readonly path: string;
  /** Under `if TYPE_CHECKING:`. */
  readonly isTypeOnly: boolean;
  readonly annotation: number | null;
  /** Of an import statement's name its place there. */
  readonly index: number | null;
  /** Whether it, or the attribute that follows, is called. */
  readonly isCalled: boolean;
  /** The class that binds the name too: until it has, the global is read. */
  readonly inClass: number | null;
}

/** `NAME = expression` or `NAME: T = expression`, where the expression reads a name that an import binds. */
export interface ValueFacts extends Span {
  readonly name: string;
  readonly statement: number;
  readonly made: Made;
}

/** What an expression is made of (value_facts.py). */
export type Made =
  /** Literals alone. */
  | { readonly kind: "constant" }
  /** A name with attributes: "os.path.join". */
  | { readonly kind: "path"; readonly path: string; readonly line: number }
  /** A tuple, a list, or a dict with literals as keys. */
  | { readonly kind: "display"; readonly parts: readonly Made[] }
  /** `a | b` */
  | { readonly kind: "flags"; readonly parts: readonly Made[]; readonly line: number }
  | MadeByCall
  /** Anything else, by the name of its class in `ast`. */
  | { readonly kind: "other"; readonly what: string; readonly line: number };

export interface MadeByCall {
  readonly kind: "call";
  readonly path: string;
  readonly line: number;
  /** What it is given, by place and by keyword. */
  readonly parts: readonly Made[];
  /** How many of them by place. */
  readonly arguments: number;
  /** The first argument where that is a text of printable letters. */
  readonly text: string | null;
}

export type UseKind =
  | "load"
  | "assign"
  | "del"
  | "import"
  | "def"
  | "class"
  | "parameter"
  | "except"
  | "match"
  | "walrus"
  | "global"
  | "type-parameter";

/** What a use is a part of, where that decides when it is evaluated. */
export type UseRole =
  | "decorator"
  | "default"
  | "annotation"
  | "string-annotation"
  | "string-type"
  | "base"
  | "class-keyword"
  | "type-parameter"
  | "type-alias";

export interface Scope {
  readonly kind: "module" | "function" | "class" | "lambda" | "comprehension" | "type-parameters" | "type-alias";
  readonly name: string;
  readonly line: number;
  readonly within: number | null;
  /** Of functions and classes: dotted names, with "()" in place of arguments; "?" for what is none. */
  readonly decorators: readonly string[];
  readonly bases: readonly string[];
  /** "metaclass=ABCMeta" */
  readonly keywords: readonly string[];
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** Of functions: why it may run at the end, in a signal, in a collection or within another import, itself or by one that calls it. */
  readonly late: { readonly why: string; readonly line: number } | null;
}

export interface Statement extends Span {
  readonly kind: "simple" | "def" | "class" | "if" | "loop" | "with" | "try" | "match";
  readonly block: number;
  /** Among the statements of its block, from 0. */
  readonly position: number;
  /** Where it does not begin its line; not said of the first in a block without a header. */
  readonly inline: Place["inline"];
}

/** A suite. */
export interface Block {
  /** The compound statement, of which `elif`, `else` and `case` are clauses; null for the module's own. */
  readonly owner: number | null;
  readonly scope: number;
  readonly role: "module" | "function" | "class" | "if" | "loop" | "with" | "try" | "match";
  /** As written, without the colon, for those that a moved import can stand in. */
  readonly header: string | null;
  readonly line: number | null;
  readonly column: number | null;
}

export interface Annotation extends Span {
  /** `local`: of a variable in a function, which is never evaluated. */
  readonly of: "parameter" | "return" | "variable" | "local";
  /** The annotated function, or the scope of the variable. */
  readonly scope: number;
}

/** What finds names that the text does not show. */
export interface Lookup {
  readonly what: string;
  readonly line: number;
  readonly scope: number;
  /** The one name that it asks for: `globals()["x"]`. */
  readonly key: string | null;
}

export interface NameInText {
  readonly name: string;
  readonly line: number;
  readonly kind: "doctest" | "formula" | "type-comment";
}

/** Reads many files in one go; io/ implements it. */
export interface FactsReader {
  /**
   * @param words names and attributes to look for (`FileFacts.words`)
   * @returns one result for each file, in the same order
   */
  read(files: readonly string[], words: readonly string[]): Promise<readonly (FileFacts | UnreadFile)[]>;
}
