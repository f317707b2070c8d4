import type { Manner, When } from "../../../graph/vocabulary.js";

/** How an import is written. `require.resolve` and `import.meta.resolve` find a file and load nothing. */
export type ImportKind =
  | "import"
  | "import defer"
  | "import source"
  | "export-from"
  | "import-equals"
  | "require"
  | "import()"
  | "require.resolve"
  | "import.meta.resolve";

export interface ImportedName {
  /** As the imported module exports it: a name, `default`, or `*` for the whole (namespace or `module.exports`). */
  readonly imported: string;
  /** As it is bound (for `export … from`: exported) here; null where it is used in place or taken apart further. */
  readonly local: string | null;
}

/** What surrounds an import as written: lines and columns start at 1, columns count UTF-16 units. */
export interface ImportSite {
  readonly kind: ImportKind;
  readonly line: number;
  readonly column: number;
  /** Offset in UTF-16 units of the statement or call in the text that was scanned. */
  readonly offset: number;
  /** Empty for an import for its effects alone. */
  readonly names: readonly ImportedName[];
  readonly when: When;
  /** Why an import statement without the word `type` is type-only; null for all others. */
  readonly typeOnly: TypeOnlyRule | null;
  readonly manner: readonly Manner[];
  /** Conditions under which it runs, outermost first, as written: `!(a)` for an else, `a === b` for a case. */
  readonly conditions: readonly string[];
  /** Names of the enclosing functions, classes and namespaces, outermost first, joined with dots; null at module level. */
  readonly scope: string | null;
  /** A helper of a compiler around the call (`__importStar`, `_interopRequireDefault`, `__exportStar`…). */
  readonly helper: string | null;
  /** Whether all or part of what is imported is exported again by this very statement. */
  readonly reexported: boolean;
  /** Argument of the `createRequire` whose function is called, where it is not this module's own place. */
  readonly base: string | null;
}

/** An import of a module that is named in the source. */
export interface ScannedImport extends ImportSite {
  readonly specifier: string;
}

/** An import whose module is computed when it runs. */
export interface UnresolvedImport extends ImportSite {
  /** The call as written, shortened to 200 characters. */
  readonly text: string;
  /** Constant beginning of the specifier (`./locale/` of `./locale/${name}`), or null. */
  readonly prefix: string | null;
  readonly reason: "computed" | "template" | "concatenation" | "no argument" | "spread";
}

/**
 * Grounds on which an import is surely gone when a compiler strips types: written `import type`; a type of another file
 * (`import("x").T`); in a declaration file or a `declare` block; and, unless the compiler keeps unused imports, every
 * name written `type`, or no name used in any expression (TypeScript's own rule, taken strictly: a same name anywhere
 * counts as use).
 */
export type TypeOnlyRule = "written" | "type-query" | "declaration" | "all-names-types" | "unused-as-value";

/** A file, or the rest of it, that could not be read. */
export interface Unread {
  readonly line: number | null;
  readonly reason: string;
}

export interface ScanResult {
  /** In the order of the text. */
  readonly imports: readonly ScannedImport[];
  readonly unresolved: readonly UnresolvedImport[];
  readonly unread: Unread | null;
}

export interface ScanOptions {
  /**
   * Whether the compiler keeps import statements whose names are used as types alone (tsconfig's `verbatimModuleSyntax`
   * or `preserveValueImports`, or Node's own type stripping). Default: false, as `tsc`, esbuild and tsx do.
   */
  readonly keepsUnused?: boolean;
}
