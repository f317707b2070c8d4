import { CLASS, DIGIT, DOT, IN_WORD, OPERATOR } from "./byte-classes.js";
import { unread, unsure } from "./stop.js";

const INTEGER = "0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+";
const DIGITS = "[0-9](?:_?[0-9])*";
const EXPONENT = `[eE][-+]?${DIGITS}`;
const NUMBER = new RegExp(`^(?:${INTEGER}|(?:(?:${DIGITS})?\\.${DIGITS}|${DIGITS}\\.?)(?:${EXPONENT})?[jJ]?)`);
const LEADING_ZERO = /^0[0-9_]*[1-9][0-9_]*$/;

/**
 * The end of a number.
 *
 * @param at a digit, or a dot before one
 */
export function skipNumber(bytes: Buffer, at: number): number {
  let i = at;
  while (CLASS[bytes[i] as number] === DIGIT) i++;
  const next = bytes[i] as number;
  const isPlain = IN_WORD[next] === 0 && CLASS[next] !== DOT;
  if (isPlain && (i === at + 1 || bytes[at] !== 48)) return i;
  return skipOddNumber(bytes, at);
}

function skipOddNumber(bytes: Buffer, at: number): number {
  let end = at;
  for (;;) {
    const byte = bytes[end] as number;
    if (IN_WORD[byte] === 1 || CLASS[byte] === DOT) end++;
    else if (CLASS[byte] === OPERATOR && isExponent(bytes[end - 1])) end++;
    else break;
  }
  const text = bytes.toString("latin1", at, end);
  const number = NUMBER.exec(text)?.[0];
  if (number === undefined) unsure(at, "number of no known kind");
  if (LEADING_ZERO.test(number)) unread(at, "octal number of Python 2");
  if (/^[lL]$/.test(text.slice(number.length))) unread(at, "long number of Python 2");
  return at + number.length;
}

function isExponent(byte: number | undefined): boolean {
  return byte === 101 || byte === 69;
}
