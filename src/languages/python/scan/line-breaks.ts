import { unread, unsure } from "./stop.js";

const LF = 10;
const CR = 13;

/** The newline that ends a comment. */
export function skipComment(bytes: Uint8Array, at: number): number {
  let i = at;
  while (bytes[i] !== LF && bytes[i] !== CR) i++;
  return i;
}

/** Behind a backslash and the newline that it takes away. */
export function skipContinuation(bytes: Uint8Array, at: number): number {
  const next = bytes[at + 1];
  const end = next === CR && bytes[at + 2] === LF ? at + 3 : at + 2;
  if (next !== LF && next !== CR) unsure(at, "backslash that continues no line");
  if (end >= bytes.length) unread(at, "the file ends within a statement");
  return end;
}
