import { CLASS, NEWLINE, SPACE } from "./byte-classes.js";
import { unread, unsure } from "./stop.js";
import { codeOf, isInfix, isKeyword, wordCode } from "./words.js";

/** What stands before the next token: operands and operators take turns. */
export const BEGIN = 0;
export const AFTER_WORD = 1;
export const AFTER_OPERAND = 2;
export const AFTER_TEXT = 3;
/** After a colon, where nearly anything may stand. */
export const AFTER_COLON = 4;
export const AFTER_OPERATOR = 5;
export const AFTER_COMMA = 6;

const EQUALS = 61;
const SLASH = 47;
const STAR = 42;
const TILDE = 126;
const PRINT = codeOf("print");
const EXEC = codeOf("exec");

/** Whether what stands before may be an operand, so that an operand or word may not follow as it likes. */
export function mayBeOperand(last: number): boolean {
  return last === AFTER_WORD || last === AFTER_OPERAND || last === AFTER_TEXT;
}

/**
 * Whether an operator that begins with `byte` has an operand on its left; `a, = b` has.
 *
 * @param wordStart the latest word, which stands before it where `last` is `AFTER_WORD`
 */
export function isBinary(bytes: Buffer, byte: number, last: number, wordStart: number, wordEnd: number): boolean {
  if (last === AFTER_WORD) return byte !== TILDE || !isKeyword(wordCode(bytes, wordStart, wordEnd));
  return last === AFTER_OPERAND || last === AFTER_TEXT || (last === AFTER_COMMA && byte === EQUALS);
}

/** A word from `start` to `end` after an operand: one of the two must be a keyword that may stand so. */
export function checkWord(
  bytes: Buffer,
  last: number,
  start: number,
  end: number,
  wordStart: number,
  wordEnd: number,
): void {
  if (last === AFTER_WORD && isKeyword(wordCode(bytes, wordStart, wordEnd))) return;
  if (isInfix(wordCode(bytes, start, end))) return;
  sideBySide(bytes, start, last === AFTER_WORD ? wordStart : start, wordEnd);
}

/** An operand at `at` after what may be one. */
export function checkOperand(bytes: Buffer, last: number, at: number, wordStart: number, wordEnd: number): void {
  if (last === AFTER_WORD && isKeyword(wordCode(bytes, wordStart, wordEnd))) return;
  sideBySide(bytes, at, last === AFTER_WORD ? wordStart : at, wordEnd);
}

/** Nothing, or an operator, before a comma or bracket: right only for a lone `*` or `/` among parameters. */
export function checkMark(bytes: Buffer, at: number): void {
  let i = at - 1;
  while (CLASS[bytes[i] as number] === SPACE || CLASS[bytes[i] as number] === NEWLINE) i--;
  if (bytes[i] !== SLASH && bytes[i] !== STAR) unsure(at, "nothing where an operand belongs");
}

function sideBySide(bytes: Buffer, at: number, wordStart: number, wordEnd: number): never {
  const code = wordCode(bytes, wordStart, wordEnd);
  if (code === PRINT) unread(wordStart, "print statement of Python 2");
  if (code === EXEC) unread(wordStart, "exec statement of Python 2");
  if (/^ur$/i.test(bytes.toString("latin1", wordStart, wordEnd))) unread(wordStart, "string prefix of Python 2");
  unsure(at, "two operands without an operator");
}
