import { BACKSLASH, CLASS, SPACE } from "./byte-classes.js";
import { skipContinuation } from "./line-breaks.js";

/** Skips spaces and continued lines. */
export function skipBlanks(bytes: Buffer, from: number): number {
  let i = from;
  for (;;) {
    const kind = CLASS[bytes[i] as number];
    if (kind === SPACE) i++;
    else if (kind === BACKSLASH) i = skipContinuation(bytes, i);
    else return i;
  }
}
