/** Words of the language, told apart on bytes. */

/** All hard keywords but the constants, which are operands like any name. */
const KEYWORDS =
  "and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(
    " ",
  );
/** Keywords that may follow an operand. */
const INFIX = new Set("and as async else for from if in is not or".split(" "));
/** Names that mean something at the start of a statement. */
const SOFT = "lazy match case type print exec".split(" ");

const TEXTS = ["", ...KEYWORDS, ...SOFT];

/** The number of a word; 0 is any other word. */
export function codeOf(word: string): number {
  return Math.max(TEXTS.indexOf(word), 0);
}

const SOFT_FROM = KEYWORDS.length + 1;
const IS_INFIX = Uint8Array.from(TEXTS, (text) => (INFIX.has(text) ? 1 : 0));
const LONGEST = Math.max(...TEXTS.map((text) => text.length));
const BYTES = TEXTS.map((text) => Uint8Array.from(text, (char) => char.charCodeAt(0)));

const TABLE_SIZE = 256;
const TABLE = new Uint8Array(TABLE_SIZE);
for (let code = 1; code < TEXTS.length; code++) {
  const bytes = BYTES[code] as Uint8Array;
  const slot = slotOf(bytes, 0, bytes.length);
  if (TABLE[slot] !== 0) throw new Error(`two words in one place: ${TEXTS[code]}, ${TEXTS[TABLE[slot] as number]}`);
  TABLE[slot] = code;
}

function slotOf(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start] as number;
  const second = bytes[start + 1] as number;
  const last = bytes[end - 1] as number;
  return (first * 49 + second * 5 + last * 17 + (end - start) * 8) & (TABLE_SIZE - 1);
}

/** The number of the word in bytes `start` to `end`. */
export function wordCode(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length < 2 || length > LONGEST) return 0;
  const code = TABLE[slotOf(bytes, start, end)] as number;
  if (code === 0) return 0;
  const word = BYTES[code] as Uint8Array;
  if (word.length !== length) return 0;
  for (let i = 0; i < length; i++) if (bytes[start + i] !== word[i]) return 0;
  return code;
}

export function isKeyword(code: number): boolean {
  return code !== 0 && code < SOFT_FROM;
}

export function isInfix(code: number): boolean {
  return IS_INFIX[code] === 1;
}
