import type { Ignored } from "../format.js";
import { BAR, BLANK, barAt, hashOf, NINE, numberAt, onlyBlank, RETURN, withoutAnsi, ZERO } from "./row-text.js";
import { CACHED, LAZY, Rows, UNFIT } from "./rows.js";

const NEWLINE = 10;
const ESCAPE = 27;
const COLON = 58;

const MARKER = Buffer.from("import time:");
const HEADER = /^ self \[us\] \| cumulative \| imported package\s*$/;
const MARK = /^ *(cached|lazy) *\| *(cached|lazy) *\| ?/;

/** More than the longest row that CPython can print; only the end of a longer line is looked at. */
const LONGEST_ROW = 1 << 16;
/** CPython's own recursion limit stops imports far earlier; a deeper row is noise, or an attack on memory. */
const DEEPEST = 2_000;

const FIRST_IGNORED = 10;
const TEXT_SHOWN = 200;

/** Doubts about single rows: how many, and the line of the first. */
export interface RowDoubts {
  /** Rows that stood behind other output in their line. */
  behindOutput: Doubt;
  /** Rows whose numbers do not fit. */
  unfit: Doubt;
  /** The input ended within a row's line. */
  cut: Doubt;
}

export interface Doubt {
  count: number;
  line: number;
}

export function noDoubt(): Doubt {
  return { count: 0, line: 0 };
}

export function doubt(about: Doubt, line: number): void {
  if (about.count++ === 0) about.line = line;
}

/**
 * Finds the rows of `-X importtime` in a stream of UTF-8 bytes and leaves everything else counted in
 * `ignored`. Format: `Python/import.c` of CPython 3.7 to 3.15, `import time: %9ld | %10ld | %*s%s\n`.
 */
export class Scanner {
  readonly rows = new Rows();
  readonly ignored: Ignored = { lines: 0, first: [] };
  readonly doubts: RowDoubts = { behindOutput: noDoubt(), unfit: noDoubt(), cut: noDoubt() };
  headers = 0;
  private line = 0;
  /** The start of a line whose end has not come yet. */
  private open: Buffer[] = [];
  private openLength = 0;

  push(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    if (this.openLength > 0) {
      const end = bytes.indexOf(NEWLINE);
      this.keepOpen(bytes.subarray(0, end < 0 ? bytes.length : end + 1));
      if (end < 0) return;
      const whole = this.takeOpen();
      this.scan(whole, 0, whole.length);
      start = end + 1;
    }
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    if (end > start) this.scan(bytes, start, end);
    if (Math.max(start, end) < bytes.length) this.keepOpen(bytes.subarray(Math.max(start, end)));
  }

  finish(): void {
    if (this.openLength === 0) return;
    const rest = this.takeOpen();
    const before = this.rows.count + this.rows.marks.count;
    this.scan(Buffer.concat([rest, Buffer.of(NEWLINE)]), 0, rest.length + 1);
    if (this.rows.count + this.rows.marks.count > before) doubt(this.doubts.cut, this.line);
  }

  private keepOpen(piece: Buffer): void {
    // A copy: the caller may reuse the chunk. Of a line longer than any row only the end matters.
    this.open.push(Buffer.from(piece));
    this.openLength += piece.length;
    if (this.openLength > 16 * LONGEST_ROW) {
      const kept = Buffer.concat(this.open).subarray(-LONGEST_ROW);
      this.open = [Buffer.from(kept)];
      this.openLength = kept.length;
    }
  }

  private takeOpen(): Buffer {
    const whole = this.open.length === 1 && this.open[0] ? this.open[0] : Buffer.concat(this.open);
    this.open = [];
    this.openLength = 0;
    return whole;
  }

  /** Whole lines: `bytes[end - 1]` is a newline. */
  private scan(bytes: Buffer, start: number, end: number): void {
    const { name, depth, selfUs, cumulativeUs, line, names } = this.rows;
    let at = start;
    while (at < end) {
      this.line++;
      // The common case, without calls: the line begins with the marker and is a row with two numbers.
      let next = at + 12;
      if (
        bytes[at] === 105 && // i
        bytes[at + 7] === 116 && // t
        bytes[at + 11] === 58 && // :
        next < end &&
        isMarker(bytes, at)
      ) {
        while (bytes[next] === BLANK) next++;
        let self = 0;
        let digits = next;
        let byte = bytes[next] ?? 0;
        for (; byte >= ZERO && byte <= NINE; byte = bytes[++next] ?? 0) self = self * 10 + (byte - ZERO);
        digits = next - digits;
        while (bytes[next] === BLANK) next++;
        if (digits > 0 && digits < 11 && bytes[next] === BAR) {
          next++;
          while (bytes[next] === BLANK) next++;
          let cumulative = 0;
          digits = next;
          byte = bytes[next] ?? 0;
          for (; byte >= ZERO && byte <= NINE; byte = bytes[++next] ?? 0) cumulative = cumulative * 10 + (byte - ZERO);
          digits = next - digits;
          if (digits > 0 && digits < 11 && byte === BLANK && bytes[next + 1] === BAR && bytes[next + 2] === BLANK) {
            next += 3;
            const indent = next;
            while (bytes[next] === BLANK) next++;
            const blanks = next - indent;
            if ((blanks & 1) === 0 && blanks <= 2 * DEEPEST) {
              const first = next;
              let hash = 0;
              byte = bytes[next] ?? 0;
              // Control characters and colons end the loop: what follows needs a closer look.
              for (; byte > 31 && byte !== COLON; byte = bytes[++next] ?? 0) hash = (Math.imul(hash, 31) + byte) | 0;
              const crlf = byte === RETURN && bytes[next + 1] === NEWLINE;
              if ((byte === NEWLINE || crlf) && next > first) {
                name.push(names.index(bytes, first, next, hash));
                depth.push(blanks >> 1);
                selfUs.push(self);
                cumulativeUs.push(cumulative);
                line.push(this.line);
                at = next + (crlf ? 2 : 1);
                continue;
              }
            }
          }
        }
      }
      const newline = bytes.indexOf(NEWLINE, at);
      this.lineOf(bytes.subarray(at, newline));
      at = newline + 1;
    }
  }

  /** Any line, without its newline: searched for a row wherever it stands. */
  private lineOf(line: Buffer): void {
    let length = line.length;
    while (length > 0 && line[length - 1] === RETURN) length--;
    let text = line.subarray(0, length);
    if (text.length > LONGEST_ROW) text = text.subarray(-LONGEST_ROW);
    if (text.includes(ESCAPE)) text = withoutAnsi(text);
    // A row ends its line, so the last place where one can begin is the first to try.
    for (
      let marker = text.lastIndexOf(MARKER);
      marker >= 0;
      marker = marker === 0 ? -1 : text.lastIndexOf(MARKER, marker - 1)
    ) {
      if (this.rowAt(text, marker + MARKER.length)) {
        if (!onlyBlank(text, marker)) doubt(this.doubts.behindOutput, this.line);
        return;
      }
    }
    this.ignore(line);
  }

  private ignore(line: Buffer): void {
    const text = line
      .subarray(0, 4 * TEXT_SHOWN)
      .toString("utf8")
      .trim();
    if (text === "" && onlyBlank(line, line.length)) return;
    this.ignored.lines++;
    if (this.ignored.first.length < FIRST_IGNORED) {
      this.ignored.first.push({ line: this.line, text: text.slice(0, TEXT_SHOWN) });
    }
  }

  /** Reads what follows the marker; false if it is no row of any kind. */
  private rowAt(text: Buffer, start: number): boolean {
    const self = numberAt(text, start);
    if (self !== null) {
      const bar = barAt(text, self.end);
      const cumulative = bar < 0 ? null : numberAt(text, bar + 1);
      const last = cumulative === null ? -1 : barAt(text, cumulative.end);
      if (cumulative === null || last < 0) return false;
      return this.addRow(text, text[last + 1] === BLANK ? last + 2 : last + 1, self.value, cumulative.value);
    }
    const rest = text.toString("latin1", start, Math.min(text.length, start + 80));
    if (HEADER.test(rest)) {
      this.rows.headers.push(this.rows.count);
      this.headers++;
      return true;
    }
    const mark = MARK.exec(rest);
    if (mark === null) return false;
    return this.addMark(text, start + mark[0].length, mark[1] === "lazy" ? LAZY : CACHED);
  }

  private addRow(text: Buffer, start: number, self: number, cumulative: number): boolean {
    let first = start;
    while (text[first] === BLANK) first++;
    const blanks = first - start;
    if (first >= text.length || blanks > 2 * DEEPEST) return false;
    // An odd blank belongs to the name: levels are two blanks wide.
    if (blanks % 2 === 1) first--;
    const rows = this.rows;
    if (self === UNFIT || cumulative === UNFIT) doubt(this.doubts.unfit, this.line);
    rows.name.push(rows.names.index(text, first, text.length, hashOf(text, first)));
    rows.depth.push(blanks >> 1);
    rows.selfUs.push(self);
    rows.cumulativeUs.push(cumulative);
    rows.line.push(this.line);
    return true;
  }

  private addMark(text: Buffer, start: number, kind: number): boolean {
    let first = start;
    while (text[first] === BLANK) first++;
    if (first >= text.length || text.length - start > LONGEST_ROW) return false;
    const { marks, names, count } = this.rows;
    marks.kind.push(kind);
    marks.name.push(names.index(text, first, text.length, hashOf(text, first)));
    marks.at.push(count);
    marks.blanks.push(first - start);
    marks.width.push(text.length - start);
    return true;
  }
}

function isMarker(bytes: Buffer, at: number): boolean {
  for (let index = 1; index < 12; index++) if (bytes[at + index] !== MARKER[index]) return false;
  return true;
}
