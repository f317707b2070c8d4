import { CLOSE, COLON, COMMA, DIGIT, DOT, OPEN, OPERATOR, QUOTE, WIDE, WORD } from "./byte-classes.js";

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

/** By byte class. */
export const TOKEN_KINDS: readonly (TokenKind | undefined)[] = byClass([
  [WORD, "word"],
  [WIDE, "word"],
  [DIGIT, "number"],
  [QUOTE, "text"],
  [OPEN, "open"],
  [CLOSE, "close"],
  [COMMA, "comma"],
  [COLON, "colon"],
  [DOT, "dot"],
  [OPERATOR, "operator"],
]);

function byClass<T>(entries: readonly (readonly [number, T])[]): (T | undefined)[] {
  const list: (T | undefined)[] = [];
  for (const [kind, value] of entries) list[kind] = value;
  return list;
}
