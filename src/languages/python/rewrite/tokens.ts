import { isStringPrefix, stringEnd } from "./strings.js";

/**
 * `joint` is a backslash with the line break that it takes away; `break` a line break, also one within brackets. Blanks
 * are no tokens.
 */
export type TokenKind = "word" | "string" | "comment" | "break" | "joint" | "open" | "close" | "sign";

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

const BLANKS = /[ \t\f]*/y;
const WORD = /[\w\x80-\xff]+/y;
const SIGN = /:=|->|[!=<>*/+\-%@&|^~]=|./sy;
const COMMENT = /#[^\r\n]*/y;
const BREAK = /\r\n|\n|\r/y;
const JOINT = /\\(?:\r\n|\n|\r)/y;

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** Behind the blanks at an offset. */
export function skipBlanks(text: string, at: number): number {
  return Math.max(match(BLANKS, text, at), at);
}

/** The token at an offset where no blank stands; null where a string has no end. */
export function tokenAt(text: string, at: number): Token | null {
  const char = text[at] ?? "";
  if (char === "#") return { kind: "comment", start: at, end: match(COMMENT, text, at) };
  if (char === "\n" || char === "\r") return { kind: "break", start: at, end: match(BREAK, text, at) };
  const joint = char === "\\" ? match(JOINT, text, at) : -1;
  if (joint >= 0) return { kind: "joint", start: at, end: joint };
  const word = match(WORD, text, at);
  if (word >= 0) {
    const isString = (text[word] === '"' || text[word] === "'") && isStringPrefix(text.slice(at, word));
    return isString ? string(text, at, word) : { kind: "word", start: at, end: word };
  }
  if (char === '"' || char === "'") return string(text, at, at);
  if ("([{".includes(char)) return { kind: "open", start: at, end: at + 1 };
  if (")]}".includes(char)) return { kind: "close", start: at, end: at + 1 };
  return { kind: "sign", start: at, end: match(SIGN, text, at) };
}

function string(text: string, start: number, quote: number): Token | null {
  const end = stringEnd(text, quote, text.slice(start, quote));
  return end < 0 ? null : { kind: "string", start, end };
}

/** All tokens from one offset to another; stops at a string without an end. */
export function* tokens(text: string, start: number, end: number): Generator<Token> {
  for (let at = skipBlanks(text, start); at < end; ) {
    const token = tokenAt(text, at);
    if (token === null) return;
    yield token;
    at = skipBlanks(text, token.end);
  }
}
