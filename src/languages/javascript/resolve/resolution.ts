/** Where an import leads. */
export type Resolution = FileResolution | Builtin | OtherUrl | Failure;

export interface FileResolution {
  readonly kind: "file";
  /** Absolute, with `/`; links are followed. */
  readonly path: string;
  /** Of an ES module's specifier, with its `?` or `#`; each query is a module of its own. */
  readonly query: string;
}

export interface Builtin {
  readonly kind: "builtin";
  /** With scheme: "node:fs". */
  readonly name: string;
}

/** data:, https: and the like: not a file. */
export interface OtherUrl {
  readonly kind: "url";
  readonly url: string;
}

/** Node would throw; `code` is its error's code. */
export interface Failure {
  readonly kind: "failed";
  readonly code: FailureCode;
}

export type FailureCode =
  | "MODULE_NOT_FOUND"
  | "ERR_MODULE_NOT_FOUND"
  | "ERR_UNSUPPORTED_DIR_IMPORT"
  | "ERR_INVALID_MODULE_SPECIFIER"
  | "ERR_INVALID_PACKAGE_CONFIG"
  | "ERR_INVALID_PACKAGE_TARGET"
  | "ERR_PACKAGE_PATH_NOT_EXPORTED"
  | "ERR_PACKAGE_IMPORT_NOT_DEFINED";

export function failure(code: FailureCode): Failure {
  return { kind: "failed", code };
}
