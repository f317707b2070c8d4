import { LogicalLines } from "./logical-lines.js";

/**
 * A source without the bodies of its functions, for a parser that is asked what runs while the module loads: every line keeps
 * its number. CPython's parser then reads a fraction of what generated clients hold.
 *
 * Where the text is not what it seems (a bracket that closes nothing, a string without end, mixed tabs and spaces), the
 * source comes back as it is.
 */
export function skeleton(source: Buffer): Buffer {
  if (!isPlain(source)) return source;
  const lines = new LogicalLines(source);
  const pieces: Buffer[] = [];
  let copied = 0;
  for (let line = lines.next(); line !== null; line = lines.next()) {
    if (!line.isFunction || !line.endsWithColon) continue;
    const margin = source.subarray(line.start, line.start + line.indent);
    const body = lines.at;
    const end = bodyEnd(lines, margin);
    if (end === null) return source;
    pieces.push(source.subarray(copied, body), margin, Buffer.from(` pass${"\n".repeat(newlines(source, body, end))}`));
    copied = end;
  }
  if (lines.isBroken || pieces.length === 0) return source;
  pieces.push(source.subarray(copied));
  return Buffer.concat(pieces);
}

/** Where the lines end that are deeper than a margin; null where tabs and spaces are mixed. */
function bodyEnd(lines: LogicalLines, margin: Buffer): number | null {
  const { source } = lines;
  for (;;) {
    const line = lines.next();
    if (line === null) return lines.isBroken ? null : source.length;
    const own = source.subarray(line.start, line.start + line.indent);
    if (own.length > margin.length) {
      if (!own.subarray(0, margin.length).equals(margin)) return null;
      continue;
    }
    if (!margin.subarray(0, own.length).equals(own)) return null;
    lines.at = line.start;
    return line.start;
  }
}

function newlines(source: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = source.indexOf(10, from); at >= 0 && at < to; at = source.indexOf(10, at + 1)) count++;
  return Math.max(1, count);
}

/** Old line ends, form feeds (they reset columns) and encodings in which a byte is not a character are the parser's. */
function isPlain(source: Buffer): boolean {
  if (source.includes(12)) return false;
  for (let at = source.indexOf(13); at >= 0; at = source.indexOf(13, at + 1)) if (source[at + 1] !== 10) return false;
  const head = source.subarray(0, 400).toString("latin1").split("\n", 2).join("\n");
  const coding = /coding[:=][ \t]*([-\w.]+)/.exec(head)?.[1];
  return coding === undefined || /^(?:utf-?8(?:-sig)?|ascii|us-ascii|latin-?1|iso-8859-1)$/i.test(coding);
}
