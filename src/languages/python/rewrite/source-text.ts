/**
 * A source file as text of one character a byte, so that whatever is not edited stays as it is. All that Python's grammar
 * is made of is ASCII; letters beyond it are characters from 128 on, several for one letter.
 */
export class SourceText {
  /** Where each physical line begins, and the end of the file. Lines end at LF, CRLF and CR, as for CPython. */
  readonly starts: readonly number[];

  private constructor(
    /** UTF-8's byte order mark, or "". */
    readonly mark: string,
    /** Without the mark. */
    readonly text: string,
    private readonly isUtf8: boolean,
  ) {
    const starts = [0];
    for (const { index, 0: lineBreak } of text.matchAll(/\r\n|\n|\r/g)) starts.push(index + lineBreak.length);
    if (starts[starts.length - 1] !== text.length) starts.push(text.length);
    this.starts = starts;
  }

  /** @returns null where ASCII bytes may be parts of other letters: in encodings of several bytes a letter but UTF-8 */
  static read(source: Uint8Array): SourceText | null {
    const whole = Buffer.from(source.buffer, source.byteOffset, source.byteLength).toString("latin1");
    const mark = whole.startsWith(MARK) ? MARK : "";
    const text = whole.slice(mark.length);
    const cookie = declaredEncoding(text);
    if (cookie !== null && !PLAIN.test(cookie) && !UTF_8.test(cookie)) return null;
    return new SourceText(mark, text, cookie === null || UTF_8.test(cookie));
  }

  get lineCount(): number {
    return this.starts.length - 1;
  }

  /** @param line from 0 */
  startOf(line: number): number {
    return this.starts[Math.min(line, this.lineCount)] ?? this.text.length;
  }

  /** Of a line from 0, with its line break. */
  line(line: number): string {
    return this.text.slice(this.startOf(line), this.startOf(line + 1));
  }

  /** The line, from 0, that holds an offset. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.lineCount - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * @param line from 1
   * @param column from 1, in UTF-16 units
   */
  offsetOf(line: number, column: number): number {
    const start = this.startOf(line - 1);
    if (!this.isUtf8) return start + column - 1;
    let at = start;
    for (let units = column - 1; units > 0 && at < this.text.length; units--) {
      const byte = this.text.charCodeAt(at);
      at += byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
      if (byte >= 0xf0) units--;
    }
    return at;
  }

  /** What a piece of the text is for a reader. */
  decoded(text: string): string {
    return Buffer.from(text, "latin1").toString(this.isUtf8 ? "utf8" : "latin1");
  }

  /** A line's own line break; of one without, the file's first, LF where it has none. */
  breakOf(line: number): string {
    return (
      /(?:\r\n|\n|\r)$/.exec(this.line(line))?.[0] ??
      (line > 0 ? this.breakOf(line - 1) : (/\r\n|\n|\r/.exec(this.text)?.[0] ?? "\n"))
    );
  }
}

const MARK = "\xef\xbb\xbf";

const UTF_8 = /^utf[-_]?8(?:$|[-_])/i;
/** Encodings in which each byte below 128 is ASCII's letter, wherever it stands. */
const PLAIN =
  /^(?:us[-_]?ascii|ascii|latin[-_]?\d+|l\d|iso[-_]?8859[-_]?\d+|iso[-_]latin[-_]1|cp\d{3,4}|windows[-_]125\d|koi8[-_][ru]|mac[-_]\w+|euc[-_]?(?:jp|kr))(?:[-_](?:unix|dos|mac))?$/i;

/** The encoding that one of the first two lines names (PEP 263). */
export function declaredEncoding(text: string): string | null {
  const [first = "", second = ""] = text.slice(0, 1000).split(/\r\n|\r|\n/, 2);
  const cookie = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
  const name = cookie.exec(first) ?? (/^[ \t\f]*(?:#.*)?$/.test(first) ? cookie.exec(second) : null);
  return name?.[1] ?? null;
}
