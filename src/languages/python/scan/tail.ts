import { isAscii } from "node:buffer";
import { SETTINGS } from "./targets.js";

/** What is skipped pays from here on; and of what people write by hand, most files are read to their end. */
const LEAST_BYTES = 2048;

/** Pieces of this size stay in the processor's cache and in V8's nursery. */
const PIECE = 32 * 1024;
/** Longer than every word that is looked for: one that lies across two pieces is whole in one of them. */
const OVERLAP = 64;

/** Every statement that imports has it. */
const IMPORT = /import/g;

/** Up to the last import: functions that import may then be called under any name, and tables matter anywhere. */
const READ_ALL =
  /import(?:lib|_module|_string|__)|pkgutil|runpy|\bimp\b|lazy_loader|builtins|pkg_resources|module_loading|__getattr__/;

/** Behind it: names that are of interest, what only Python 2 reads, and templates. */
const READ_ON = [
  /__(?:all|getattr|lazy_modules)__/g,
  new RegExp([...SETTINGS].join("|"), "g"),
  /[\n\t ](?:print ["'\w]|raise [\w.]+,|except [\w.]+,|exec ["'\w])/g,
  /\{%|<<<<<<</g,
];

/**
 * From where on a file holds nothing that its imports depend on, so that it need not be read further; its length where
 * there is no such place. V8's compiled expressions go over a file, from its end, many times as fast as the scanner does.
 * Behind that place a text that is no Python goes unseen, but for the marks of Python 2, of templates and of merges.
 */
export function tailOf(bytes: Buffer): number {
  const { length } = bytes;
  if (length < LEAST_BYTES) return length;
  let last = -1;
  for (let end = length; last < 0 && end > 0; end -= PIECE) {
    const start = Math.max(0, end - PIECE);
    const text = latin1(bytes, start, end + OVERLAP);
    let from = 0;
    IMPORT.lastIndex = 0;
    while (IMPORT.test(text)) from = IMPORT.lastIndex;
    if (length - start - from < LEAST_BYTES) return length;
    for (const expression of READ_ON) {
      expression.lastIndex = from;
      if (expression.test(text)) return length;
    }
    if (from > 0) last = start + from;
  }
  // Letters of other alphabets can spell a word in another way.
  if (!isAscii(bytes.subarray(Math.max(last, 0)))) return length;
  return Math.max(last, 0);
}

/** Whether a file must be read to its end because of what stands before the last of its imports' ends. */
export function needsTail(bytes: Buffer, end: number): boolean {
  return READ_ALL.test(latin1(bytes, 0, end));
}

function latin1(bytes: Buffer, start: number, end: number): string {
  return bytes.toString("latin1", start, Math.min(end, bytes.length));
}
