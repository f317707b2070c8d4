import { IN_WORD } from "./byte-classes.js";
import { unsure } from "./stop.js";

const IDENTIFIER = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;

/** The end of a word with letters outside of ASCII. */
export function skipWideWord(bytes: Buffer, start: number): number {
  let end = start;
  while (IN_WORD[bytes[end] as number] !== 0) end++;
  if (!IDENTIFIER.test(wideWord(bytes, start, end))) unsure(start, "unexpected character");
  return end;
}

/** A word as CPython names it. */
export function wideWord(bytes: Buffer, start: number, end: number): string {
  return bytes.toString("utf8", start, end).normalize("NFKC");
}
