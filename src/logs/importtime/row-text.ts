import { UNFIT } from "./rows.js";

export const RETURN = 13;
export const BLANK = 32;
export const ZERO = 48;
export const NINE = 57;
export const BAR = 124;
const MINUS = 45;

/** No module loads for longer than a day. Larger numbers would also make sums inexact. */
const LONGEST_US = 86_400_000_000;

/** A number after blanks, or null; `UNFIT` for one that is no time. */
export function numberAt(text: Buffer, start: number): { value: number; end: number } | null {
  let at = start;
  while (text[at] === BLANK) at++;
  const negative = text[at] === MINUS;
  if (negative) at++;
  const first = at;
  let value = 0;
  for (let byte = text[at] ?? 0; byte >= ZERO && byte <= NINE; byte = text[++at] ?? 0)
    value = value * 10 + (byte - ZERO);
  if (at === first) return null;
  return { value: (negative && value > 0) || value > LONGEST_US ? UNFIT : value, end: at };
}

export function barAt(text: Buffer, start: number): number {
  let at = start;
  while (text[at] === BLANK) at++;
  return text[at] === BAR ? at : -1;
}

export function hashOf(text: Buffer, start: number): number {
  let hash = 0;
  for (let at = start; at < text.length; at++) hash = (Math.imul(hash, 31) + (text[at] ?? 0)) | 0;
  return hash;
}

export function onlyBlank(text: Buffer, end: number): boolean {
  for (let at = 0; at < end; at++) {
    const byte = text[at] ?? 0;
    if (byte !== BLANK && byte !== 9 && byte !== RETURN) return false;
  }
  return true;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
const ANSI = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])/g;

export function withoutAnsi(text: Buffer): Buffer {
  return Buffer.from(text.toString("latin1").replace(ANSI, ""), "latin1");
}
