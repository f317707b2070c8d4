/** What a byte begins in code outside of strings and comments. */
export const SPACE = 0;
export const WORD = 1;
export const DIGIT = 2;
export const QUOTE = 3;
export const OPEN = 4;
export const CLOSE = 5;
export const COMMA = 6;
export const DOT = 7;
export const COLON = 8;
export const SEMICOLON = 9;
export const HASH = 10;
export const NEWLINE = 11;
export const BACKSLASH = 12;
export const OPERATOR = 13;
export const BANG = 14;
export const OTHER = 15;

/** A byte of a letter outside of ASCII. */
export const WIDE = 16;

/** The class of each byte. */
export const CLASS = new Uint8Array(256).fill(OTHER);
/** 1 for ASCII that continues a word, 2 for a byte of any other letter. */
export const IN_WORD = new Uint8Array(256);

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
for (const [text, kind] of [
  [" \t\f", SPACE],
  [letters, WORD],
  ["0123456789", DIGIT],
  ["\"'", QUOTE],
  ["([{", OPEN],
  [")]}", CLOSE],
  [",", COMMA],
  [".", DOT],
  [":", COLON],
  [";", SEMICOLON],
  ["#", HASH],
  ["\r\n", NEWLINE],
  ["\\", BACKSLASH],
  ["=<>+-*/%@&|^~", OPERATOR],
  ["!", BANG],
] as const) {
  for (const char of text) CLASS[char.charCodeAt(0)] = kind;
}
CLASS.fill(WIDE, 128);
for (let byte = 0; byte < 128; byte++) IN_WORD[byte] = CLASS[byte] === WORD || CLASS[byte] === DIGIT ? 1 : 0;
IN_WORD.fill(2, 128);
