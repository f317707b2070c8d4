import type { Node } from "../scan/full/node.js";
import type { Helper } from "./helpers.js";
import type { Scope, Spot } from "./scopes/scope.js";

/** A `require`, or an ES module's import, whose value gets a name in a way that can be moved. */
export interface RequireForm {
  /** `const x = …`, or `x = …` as a statement of its own where `x` is declared without a value, or `import x from …`. */
  readonly kind: "declared" | "assigned" | "imported";
  readonly specifier: string;
  /** All that stands behind `=`; of an import the text of what it asks for. */
  readonly init: Node;
  /** The value as an expression; where `init` takes it from another moved name, as that name has it. */
  readonly written: string;
  readonly helper: Helper | null;
  /** Names that `init` takes, `require` among them. */
  readonly takes: readonly string[];
  /** Properties that `init` itself reads of the module, one of the other: of `require("x").a.b` "a", "b". */
  readonly path: readonly string[];
  /** The declaration or the statement. */
  readonly statement: Spot;
  readonly declarator: Node | null;
  /** An identifier, an object's pattern, or the declaration of imports. */
  readonly target: Node;
  /** Where `init` looks its names up. */
  readonly scope: Scope;
  /** Of an import whether it is one of an ES module. */
  readonly ofModule: boolean;
}

/** Why the value of a `require` has no name that could be moved. */
export interface NoForm {
  readonly code: string;
  readonly message: string;
  readonly node: Node;
}

/** A name that a form gives its value or a property of it. */
export interface FormName {
  readonly local: string;
  /** The property of the pattern, or the specifier of an import; null where it is the target itself. */
  readonly property: Node | null;
  /** The property's name; null where it is computed, or where the whole module is taken. */
  readonly key: string | null;
  readonly hasDefault: boolean;
}

export const isForm = (form: RequireForm | NoForm): form is RequireForm => "init" in form;
