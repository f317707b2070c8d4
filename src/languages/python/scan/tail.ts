import { isAscii } from "node:buffer";
import { SETTINGS } from "./targets.js";

/** What is skipped pays from here on; and of what people write by hand, most files are read to their end. */
const LEAST_BYTES = 2048;

/** Pieces of this size stay in the processor's cache and in V8's nursery. */
const PIECE = 32 * 1024;
/** Longer than every word that is looked for: one that lies across two pieces is whole in one of them. */
const OVERLAP = 64;

/**
 * What is of interest where it stands; every statement that imports has the first word. Few words an expression, and long
 * ones: V8 looks at every sixth letter then, and finds all others on the way.
 */
const OF_INTEREST = /import|__(?:all|getattr|lazy_modules)__/g;

/** Up to the last of it: functions that import may then be called under any name, and tables matter anywhere. */
const READ_ALL =
  /import(?:lib|_module|_string|__)|pkgutil|runpy|\bimp\b|lazy_loader|builtins|pkg_resources|module_loading|__getattr__/;

/** Behind it: settings, what only Python 2 reads, what is nested too deeply, templates and marks of merges. */
const READ_ON = [
  new RegExp([...SETTINGS].join("|"), "g"),
  /[\n ](?:print ["']|raise [\w.]+,|except [\w.]+,|exec ["'])/g,
  /\({20}|\[{20}|\{{20}/g,
  /\{%/g,
  /<<<<<<</g,
];

/** In UTF-8, letters beyond ASCII that CPython takes for ASCII's (NFKC): names may be spelled with them. */
const OTHER_SPELLING =
  /\xc2[\xaa\xba]|\xc5\xbf|[\xca\xcb]|\xe1[\xb4-\xb6]|\xe2[\x81\x82\x84\x85\xb1]|\xef[\xac\xb8-\xbf]|\xf0\x9d/;

/**
 * From where on a file holds nothing that its imports depend on, so that it need not be read further; its length where
 * there is no such place. V8's compiled expressions go over a file, from its end, many times as fast as the scanner does.
 * Behind that place a text that is no Python goes unseen, but for the usual marks of what isn't.
 */
export function tailOf(bytes: Buffer): number {
  const { length } = bytes;
  if (length < LEAST_BYTES) return length;
  let last = -1;
  for (let end = length; last < 0 && end > 0; end -= PIECE) {
    const start = Math.max(0, end - PIECE);
    const text = latin1(bytes, start, end + OVERLAP);
    let from = 0;
    OF_INTEREST.lastIndex = 0;
    while (OF_INTEREST.test(text)) from = OF_INTEREST.lastIndex;
    if (length - start - from < LEAST_BYTES) return length;
    for (const expression of READ_ON) {
      expression.lastIndex = from;
      if (expression.test(text)) return length;
    }
    if (from > 0) last = start + from;
  }
  const tail = Math.max(last, 0);
  if (!isAscii(bytes.subarray(tail)) && OTHER_SPELLING.test(latin1(bytes, tail, length))) return length;
  return tail;
}

/** Whether a file must be read to its end because of what stands before the last of its imports' ends. */
export function needsTail(bytes: Buffer, end: number): boolean {
  return READ_ALL.test(latin1(bytes, 0, end));
}

function latin1(bytes: Buffer, start: number, end: number): string {
  return bytes.toString("latin1", start, Math.min(end, bytes.length));
}
