/** One token of a statement that is looked at closely. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

/**
 * `text` is a string without fields, prefix included; one with fields is `fields`, its parts and `fields-end`, each of its
 * fields standing between an `open` and a `close`.
 */
export type TokenKind =
  | "word"
  | "number"
  | "text"
  | "fields"
  | "fields-end"
  | "open"
  | "close"
  | "comma"
  | "colon"
  | "dot"
  | "operator";
