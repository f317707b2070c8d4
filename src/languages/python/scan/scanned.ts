import type { When } from "../../../graph/vocabulary.js";

/** What the scanner says of one source file. Lines and columns start at 1; columns count UTF-16 units. */
export interface ScannedFile {
  /** In the order of the text. Empty where the file is unread or unsure. */
  readonly imports: readonly ScannedImport[];
  /** What loads modules that the text alone does not name. */
  readonly unresolved: readonly UnresolvedImport[];
  /** Why no Python 3 can read the file, and where. */
  readonly unread: Complaint | null;
  /** Why the scanner hands the file over to CPython's own parser (`FullParser`), and where. */
  readonly unsure: Complaint | null;
  /** The module's `__all__`, from statements that begin with the name; null where it has none. */
  readonly all: ExportedNames | null;
  /** Whether the module binds `__getattr__` (PEP 562). */
  readonly hasGetattr: boolean;
  /** Literal tables of the module that its `__getattr__` mentions by name. */
  readonly tables: readonly LiteralTable[];
  /** `__lazy_modules__` (PEP 810, CPython 3.15) as far as literal; null where there is none. */
  readonly lazyModules: readonly string[] | null;
}

/** What a file without imports says, and one that nothing could be read of. */
export const NOTHING_SCANNED: ScannedFile = {
  imports: [],
  unresolved: [],
  unread: null,
  unsure: null,
  all: null,
  hasGetattr: false,
  tables: [],
  lazyModules: null,
};

export interface Complaint {
  readonly line: number;
  readonly reason: string;
}

/** Where something stands in a program, and what must hold for it to run. */
export interface Circumstances {
  readonly line: number;
  readonly column: number;
  readonly when: When;
  /** Names of the enclosing functions and classes, outermost first; `<lambda>` for a lambda. */
  readonly scope: readonly string[];
  /** Under `if __name__ == "__main__"`: runs only where the module is the entry. */
  readonly isMain: boolean;
  /** As written, outermost first: `sys.version_info < (3, 8)`, `not (…)` of an else, `except ImportError`, `for x in y`. */
  readonly conditions: readonly string[];
  /** What catches a failing import: `try ImportError`, `try` (catches all), `suppress ImportError`. */
  readonly guard: string | null;
}

export interface ScannedImport extends Circumstances {
  /** `import a.b`, `from a import b`, or a call such as `importlib.import_module("a.b")`. */
  readonly kind: "import" | "from" | "call";
  /** Without its leading dots; what precedes the first computed part where `isPrefix`. */
  readonly module: string;
  /** Leading dots. */
  readonly level: number;
  /** What a relative call starts from: a constant's value or the expression's text; null for the module's own package. */
  readonly anchor: string | null;
  /** Names that are taken from the module, `*` for a star; for `import a.b as c` the module itself. */
  readonly names: readonly ImportedName[];
  readonly isPrefix: boolean;
  /** `lazy import` and `lazy from` (CPython 3.15). */
  readonly isLazy: boolean;
}

export interface ImportedName {
  readonly name: string;
  readonly as: string | null;
}

export interface UnresolvedImport extends Circumstances {
  readonly text: string;
  readonly reason: UnresolvedReason;
}

/**
 * `computed`: the name is computed; `pkgutil`: every module of a folder; `entry-points`: what is installed decides;
 * `settings`: a framework imports the strings; `stub`: lazy_loader reads the stub file beside; `file`: loaded by path.
 */
export type UnresolvedReason = "computed" | "pkgutil" | "entry-points" | "settings" | "stub" | "file";

export interface ExportedNames {
  readonly names: readonly string[];
  /** False where a part of it is computed. */
  readonly isComplete: boolean;
}

/** `{"name": "module"}`, `{"module": ["name"]}`, `{"name": ("module", "attribute")}` or a sequence of names. */
export interface LiteralTable {
  readonly name: string;
  readonly line: number;
  /** A sequence's items have no values. */
  readonly entries: readonly { readonly key: string; readonly values: readonly string[] }[];
}

/** Parses files with CPython's own `ast`, many in one go; what a file says then is certain. io/ implements it. */
export interface FullParser {
  /** @returns one result for each file, in the same order; `unsure` is null in all of them */
  parse(files: readonly string[]): Promise<readonly ScannedFile[]>;
}
