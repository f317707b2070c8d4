import type { EditOption, Reason } from "../../../rewriting.js";

/** How somebody other than a module's own statements reaches one of its global names. */
export type LookManner =
  | "from-import"
  | "attribute"
  | "set"
  | "patch"
  | "patch-within"
  | "star"
  | "getattr"
  | "all"
  | "globals"
  | "entry-point"
  | "pickle"
  | "doctest"
  | "doctest-own"
  | "string"
  | "escape"
  | "frame"
  | "modules-table"
  | "unread"
  | "api";

/** Somebody looks at a module's global name, or may do so. */
export interface Look extends Reason {
  readonly manner: LookManner;
  /** Only a type checker looks: under `if TYPE_CHECKING`, or in a stub. */
  readonly isTypeOnly: boolean;
}

/** The reason's code for each manner. */
export const LOOK_CODES: Readonly<Record<LookManner, string>> = {
  "from-import": "imported-by",
  attribute: "attribute-of-module",
  set: "set-from-outside",
  patch: "patched-by-test",
  "patch-within": "patched-by-test",
  star: "star-import",
  getattr: "read-by-getattr",
  all: "in-all",
  globals: "module-dict-read",
  "entry-point": "entry-point",
  pickle: "pickled-by-path",
  doctest: "doctest",
  "doctest-own": "doctest",
  string: "named-by-string",
  escape: "module-escapes",
  frame: "frame-globals-read",
  "modules-table": "modules-table-patched",
  unread: "unread-file",
  api: "public-api",
};

/**
 * What a name that a module's `__getattr__` gives still serves: reads of one attribute. Whatever replaces the name, or reads the
 * module's dictionary, finds it there or not depending on who came first. Where the module's own functions ask for the name too, what
 * replaces it (and puts it back) does as it did.
 */
const SERVED_BY_GETATTR: ReadonlySet<LookManner> = new Set([
  "from-import",
  "attribute",
  "all",
  "star",
  "api",
  "entry-point",
  "doctest",
]);

/**
 * Where the module's own functions take the name from it also what replaces it, most often told by a text; stars pass it over, but where
 * `__all__` names it: they ask for it then.
 */
const SERVED_WITHIN: ReadonlySet<LookManner> = new Set([
  "from-import",
  "attribute",
  "all",
  "api",
  "entry-point",
  "getattr",
  "patch",
  "patch-within",
  "string",
]);

/**
 * A lazy name (CPython 3.15) is a global of its module like any other, but in the dictionary itself there is a proxy. A module
 * that is handed on may end in `vars`.
 */
const HARMS_LAZY: ReadonlySet<LookManner> = new Set(["globals", "escape", "frame", "set", "modules-table", "unread"]);

/** Of a value that a module's `__getattr__` gives: whoever asks for this one name while he runs. */
const SERVED_VALUE: ReadonlySet<LookManner> = new Set(["from-import", "attribute"]);

/** Looks that are in the way of a value that is made at its first use. */
export function refusingValueLooks(isServed: boolean, looks: readonly Look[]): Look[] {
  return looks.filter(({ manner, isTypeOnly }) => isTypeOnly || !isServed || !SERVED_VALUE.has(manner));
}

/** Looks that refuse an edit, in the order given; none where nobody's look is in its way. */
export function refusingLooks(option: Pick<EditOption, "edit" | "own">, looks: readonly Look[]): Look[] {
  return looks.filter((look) => refuses(option, look));
}

function refuses({ edit, own }: Pick<EditOption, "edit" | "own">, { manner, isTypeOnly }: Look): boolean {
  switch (edit) {
    case "pep562":
      // The block under TYPE_CHECKING that comes with it serves type checkers.
      return !isTypeOnly && !(own === undefined ? SERVED_BY_GETATTR : SERVED_WITHIN).has(manner);
    case "lazy":
      return !isTypeOnly && HARMS_LAZY.has(manner);
    case "type-checking":
      return !isTypeOnly;
    default:
      // Also what only a type checker looks at: it would find the name gone.
      return true;
  }
}
