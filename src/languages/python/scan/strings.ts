import { unread } from "./stop.js";

const BACKSLASH = 92;
const LF = 10;
const CR = 13;

/** Whether a word directly before a quote is a string's prefix. */
export function isPrefix(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > 2) return false;
  return PREFIXES.has(
    end - start === 1
      ? lower(bytes[start] as number)
      : lower(bytes[start] as number) * 256 + lower(bytes[start + 1] as number),
  );
}

const PREFIXES = new Set(
  "r u b f t br rb fr rf tr rt"
    .split(" ")
    .map((text) => (text.length === 1 ? text.charCodeAt(0) : text.charCodeAt(0) * 256 + text.charCodeAt(1))),
);

function lower(byte: number): number {
  return byte | 32;
}

/** Whether the prefix makes a string with fields: f or t. */
export function hasFields(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++)
    if (lower(bytes[i] as number) === 102 || lower(bytes[i] as number) === 116) return true;
  return false;
}

/** Whether the quotes at `at` are three. */
export function isTriple(bytes: Uint8Array, at: number): boolean {
  return bytes[at + 1] === bytes[at] && bytes[at + 2] === bytes[at];
}

/**
 * The end of a string without fields.
 *
 * @param at the opening quote
 */
export function skipString(bytes: Buffer, at: number): number {
  const quote = bytes[at] as number;
  if (bytes[at + 1] === quote) return bytes[at + 2] === quote ? skipTriple(bytes, at, quote) : at + 2;
  let i = at + 1;
  for (;;) {
    const byte = bytes[i] as number;
    if (byte === quote) return i + 1;
    if (byte === BACKSLASH) {
      i += bytes[i + 1] === CR && bytes[i + 2] === LF ? 3 : 2;
      if (i >= bytes.length) unread(at, "string without an end");
    } else if (byte === LF || byte === CR) unread(at, "string without an end");
    else i++;
  }
}

/** Searching natively pays from this length on. */
const NEAR = 48;

function skipTriple(bytes: Buffer, at: number, quote: number): number {
  const start = at + 3;
  const { length } = bytes;
  const near = Math.min(start + NEAR, length);
  let i = start;
  for (;;) {
    while (i < near && bytes[i] !== quote) i++;
    if (i >= near) {
      i = bytes.indexOf(quote, i);
      if (i < 0) unread(at, "string without an end");
    }
    if (!isEscaped(bytes, start, i)) {
      // Three quotes in a row end it, wherever the run began.
      if (bytes[i + 1] === quote && bytes[i + 2] === quote) return i + 3;
    }
    i++;
  }
}

/** Whether an odd number of backslashes stands before `at`. */
function isEscaped(bytes: Uint8Array, start: number, at: number): boolean {
  let i = at;
  while (i > start && bytes[i - 1] === BACKSLASH) i--;
  return ((at - i) & 1) === 1;
}
