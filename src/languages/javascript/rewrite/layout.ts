import type { Node } from "../scan/full/node.js";

const BREAK = /\r\n|[\n\r\u2028\u2029]/;

/** The lines of a source: what stands on them beside code. */
export class Layout {
  /** Where the first line begins, behind a byte order mark. */
  readonly first: number;
  private readonly byEnd: Map<number, Node>;

  constructor(
    readonly text: string,
    readonly comments: readonly Node[],
  ) {
    this.first = text.startsWith("\ufeff") ? 1 : 0;
    this.byEnd = new Map(comments.map((one) => [one.end, one]));
  }

  lineStart(offset: number): number {
    let at = offset;
    while (at > 0 && !BREAK.test(this.text[at - 1] ?? "")) at--;
    return Math.max(at, this.first);
  }

  /** Where the line begins that is above the one that begins at an offset. */
  lineAbove(lineStart: number): number {
    return this.lineStart(this.breakBefore(lineStart));
  }

  private breakBefore(lineStart: number): number {
    return this.text.endsWith("\r\n", lineStart) ? lineStart - 2 : lineStart - 1;
  }

  /** Where a line ends, its break not included. */
  lineEnd(offset: number): number {
    let at = offset;
    while (at < this.text.length && !BREAK.test(this.text[at] ?? "")) at++;
    return at;
  }

  /** The break that ends a line, empty at the end of the text. */
  breakAt(lineEnd: number): string {
    const first = this.text[lineEnd] ?? "";
    return first === "\r" && this.text[lineEnd + 1] === "\n" ? "\r\n" : first;
  }

  /** The break that the lines around an offset end with. */
  breakNear(offset: number): string {
    return this.breakAt(this.lineEnd(offset)) || /\r\n|\n|\r/.exec(this.text)?.[0] || "\n";
  }

  /** What stands before an offset on its line if that is only white space; null otherwise. */
  indentOf(offset: number): string | null {
    const before = this.text.slice(this.lineStart(offset), offset);
    return /^[^\S\r\n]*$/.test(before) ? before : null;
  }

  skipBlanks(offset: number): number {
    let at = offset;
    while (/[^\S\r\n\u2028\u2029]/.test(this.text[at] ?? "")) at++;
    return at;
  }

  blanksBefore(offset: number): number {
    let at = offset;
    while (at > 0 && /[^\S\r\n\u2028\u2029\ufeff]/.test(this.text[at - 1] ?? "")) at--;
    return at;
  }

  /** The comment that begins at an offset. */
  commentAt(offset: number): Node | null {
    if (this.text[offset] !== "/") return null;
    return this.comments.find(({ start }) => start === offset) ?? null;
  }

  /** The comment that stands alone on the line, or lines, above the one that begins at an offset. */
  commentAbove(lineStart: number): Node | null {
    if (lineStart === 0) return null;
    const comment = this.byEnd.get(this.blanksBefore(this.breakBefore(lineStart)));
    return comment !== undefined && this.indentOf(comment.start) !== null ? comment : null;
  }

  isBlankLine(lineStart: number): boolean {
    return this.skipBlanks(lineStart) === this.lineEnd(lineStart) && lineStart < this.text.length;
  }

  /** The offset of a character between two offsets, outside of comments. */
  find(character: string, from: number, to: number): number {
    for (let at = from; at < to; at++) {
      if (this.text[at] === character) return at;
      const comment = this.commentAt(at);
      if (comment !== null) at = comment.end - 1;
    }
    return -1;
  }
}

/** Whether a comment speaks to a tool about the code beside it. */
export const isDirective = (comment: Node): boolean =>
  /^[\s*]*(eslint|tslint|jshint|jslint|biome|prettier|standard|oxlint|istanbul|c8|v8|webpack|@ts-|@flow|\$Flow|no-?inspection|NOSONAR)/i.test(
    String(comment.value ?? ""),
  );
