import { skipBlanks } from "./blanks.js";
import { Block } from "./blocks.js";
import { BACKSLASH, CLASS, HASH, IN_WORD, NEWLINE, QUOTE, SEMICOLON, SPACE, WIDE, WORD } from "./byte-classes.js";
import type { Expressions } from "./expressions.js";
import { Headers } from "./headers.js";
import { skipComment } from "./line-breaks.js";
import type { StatementReader } from "./statement-reader.js";
import * as words from "./statement-words.js";
import { unread, unsure } from "./stop.js";
import { AFTER_WORD, BEGIN } from "./turns.js";
import { skipWideWord } from "./wide-words.js";
import { isInfix, wordCode } from "./words.js";

const TAB = 9;
const FORM_FEED = 12;
const BLANK = 32;
const AT = 64;
const UNDERSCORE = 95;
const SMALL_E = 101;
const SMALL_L = 108;

/** Goes over a file's statements: their indentation, their blocks, and which of them are of interest. */
export class Statements {
  /** The blocks around the statement, outermost first. */
  readonly blocks: Block[] = [new Block("module", 0, 0, null, true)];
  private top = this.blocks[0] as Block;
  /** The block whose first statement is to come on a line of its own. */
  private opened: Block | null = null;
  /** Whether a decorator stands before the statement. */
  private isDecorated = false;
  /** The end of the latest logical line. */
  private lineEnd = 0;
  private readonly headers: Headers;

  constructor(
    private readonly bytes: Buffer,
    private readonly expressions: Expressions,
    private readonly reader: StatementReader,
    /** From here on the file may be left at the end of what is being read. */
    private readonly tail: number,
  ) {
    this.top.indent = 0;
    this.top.narrowIndent = 0;
    this.headers = new Headers(bytes, expressions, reader, this.blocks);
  }

  run(): void {
    const { bytes } = this;
    const { length } = bytes;
    let i = 0;
    while (i < length) {
      let indent = 0;
      let narrow = 0;
      let byte = bytes[i] as number;
      for (;;) {
        if (byte === BLANK) {
          indent++;
          narrow++;
        } else if (byte === TAB) {
          indent = (indent & ~7) + 8;
          narrow++;
        } else if (byte === FORM_FEED) {
          indent = 0;
          narrow = 0;
        } else break;
        byte = bytes[++i] as number;
      }
      const kind = CLASS[byte];
      if (kind === NEWLINE) i++;
      else if (kind === HASH) i = skipComment(bytes, i) + 1;
      else if (kind === BACKSLASH) unsure(i, "a line begins with a backslash");
      else {
        if (this.opened !== null || indent !== this.top.indent || narrow !== this.top.narrowIndent) {
          this.indentTo(indent, narrow, i);
        }
        if (i >= this.tail && this.isSettled() && this.reader.endsAt(i)) return;
        i = this.line(i);
      }
    }
    if (this.opened !== null) unread(length - 1, "block without a statement");
    if (this.isDecorated) unsure(length - 1, "decorator of nothing");
    while (this.blocks.length > 1) this.pop(length - 1);
    this.settle(length - 1);
  }

  /** Whether what follows changes nothing that was found: no block is open, and no `except` may come. */
  private isSettled(): boolean {
    const latest = this.top.latest?.kind;
    return this.blocks.length === 1 && !this.isDecorated && latest !== "try" && latest !== "except";
  }

  private indentTo(indent: number, narrow: number, at: number): void {
    const { opened } = this;
    if (opened !== null) {
      if (indent <= this.top.indent) unread(at, "block without a statement");
      if (narrow <= this.top.narrowIndent) unread(at, "tabs and spaces that contradict each other");
      opened.indent = indent;
      opened.narrowIndent = narrow;
      this.push(opened);
      this.opened = null;
      return;
    }
    if (indent > this.top.indent) unread(at, "unexpected indentation");
    while (this.top.indent > indent) this.pop(at);
    if (this.top.indent !== indent) unread(at, "indentation of no block");
    if (this.top.narrowIndent !== narrow) unread(at, "tabs and spaces that contradict each other");
  }

  private push(block: Block): void {
    block.foundBefore = this.reader.count();
    this.blocks.push(block);
    this.top = block;
  }

  private pop(at: number): void {
    this.settle(at);
    const block = this.blocks.pop();
    if (block !== undefined) {
      block.foundAfter = this.reader.count();
      block.end = this.lineEnd;
    }
    this.top = this.blocks[this.blocks.length - 1] as Block;
  }

  /** No `else`, `except` and the like follows any more. */
  private settle(at: number): void {
    const { top } = this;
    if (top.latest === null) return;
    if (top.latest.kind === "try") unread(at, "try without except or finally");
    top.latest = null;
  }

  /** Goes over the statements of one logical line; gives the start of the next. */
  private line(from: number): number {
    const { bytes, headers } = this;
    const depth = this.blocks.length;
    let isFirst = true;
    let i = from;
    for (;;) {
      i = this.statement(i, isFirst);
      isFirst = false;
      let kind = CLASS[bytes[i] as number];
      if (kind === SPACE || kind === BACKSLASH) {
        i = skipBlanks(bytes, i);
        kind = CLASS[bytes[i] as number];
      }
      const block = headers.take();
      if (block !== null) {
        if (kind === NEWLINE || kind === HASH) {
          this.opened = block;
          break;
        }
        if (kind === SEMICOLON) unread(i, "semicolon without a statement");
        this.push(block);
        continue;
      }
      if (kind === SEMICOLON) {
        i = skipBlanks(bytes, i + 1);
        kind = CLASS[bytes[i] as number];
        if (kind === SEMICOLON) unread(i, "semicolon without a statement");
        if (kind !== NEWLINE && kind !== HASH) continue;
      }
      if (kind !== NEWLINE && kind !== HASH) unsure(i, "statement without an end");
      break;
    }
    if (CLASS[bytes[i] as number] === HASH) i = skipComment(bytes, i);
    this.lineEnd = i;
    while (this.blocks.length > depth) this.pop(i);
    return i + 1;
  }

  /** Goes over one statement, or a header with its colon. */
  private statement(start: number, isFirst: boolean): number {
    const { bytes, expressions, top } = this;
    const kind = CLASS[bytes[start] as number];
    if (kind !== WORD && kind !== WIDE) {
      if (top.kind === "match") unsure(start, "match without case");
      this.settle(start);
      const isDecorator = bytes[start] === AT;
      if (this.isDecorated && !isDecorator) unsure(start, "decorator of nothing");
      this.isDecorated = isDecorator;
      return this.simple(start, isDecorator ? start + 1 : start, BEGIN);
    }
    let end = start;
    while (IN_WORD[bytes[end] as number] === 1) end++;
    if (CLASS[bytes[end] as number] === WIDE) end = skipWideWord(bytes, start);
    const code = wordCode(bytes, start, end);
    if (this.isDecorated) {
      if (code !== words.DEF && code !== words.CLASS_WORD && code !== words.ASYNC)
        unsure(start, "decorator of nothing");
      this.isDecorated = false;
    }
    if (top.kind === "match" && code !== words.CASE) unsure(start, "match without case");
    if (code !== 0) {
      const stop = this.headers.header(code, start, end, isFirst);
      if (stop >= 0) return stop;
      this.settle(start);
      if (code === words.IMPORT || code === words.FROM) return this.reader.importStatement(start, start, false);
      if (code === words.LAZY) {
        const next = this.nextWord(end);
        if (next === words.IMPORT || next === words.FROM) {
          return this.reader.importStatement(start, skipBlanks(bytes, end), true);
        }
      } else if (code === words.TYPE) {
        const next = CLASS[bytes[skipBlanks(bytes, end)] as number];
        if ((next === WORD || next === WIDE) && !isInfix(this.nextWord(end))) return this.simple(start, end, BEGIN);
      } else if (code === words.RAISE) {
        expressions.refusesComma = true;
        const stopped = this.simple(start, end, AFTER_WORD);
        expressions.refusesComma = false;
        return stopped;
      } else if (isInfix(code) && code !== words.NOT) unsure(start, "a statement begins with an operator");
      return this.simple(start, end, AFTER_WORD);
    }
    this.settle(start);
    if (CLASS[bytes[end] as number] === QUOTE) return this.simple(start, start, BEGIN);
    const stop = this.simple(start, end, AFTER_WORD);
    const first = bytes[start] as number;
    if (top.isModuleScope && (first === UNDERSCORE || (first > 64 && first < 91) || this.reader.wantsTables)) {
      this.reader.moduleStatement(start, end);
    }
    let last = stop - 1;
    while (bytes[last] === BLANK) last--;
    const byte = bytes[last];
    if ((byte === SMALL_E && bytes[last - 1] === SMALL_L) || (byte === UNDERSCORE && bytes[last - 1] === UNDERSCORE)) {
      this.reader.aliased(start);
    }
    return stop;
  }

  private simple(start: number, from: number, last: number): number {
    const stop = this.expressions.skip(from, false, last, start);
    if (this.expressions.calls.length > 0)
      this.reader.calls(from === start ? start : last === BEGIN ? from : start, false);
    return stop;
  }

  private nextWord(from: number): number {
    const start = skipBlanks(this.bytes, from);
    let end = start;
    while (IN_WORD[this.bytes[end] as number] === 1) end++;
    return wordCode(this.bytes, start, end);
  }
}
