import { skipBlanks } from "./blanks.js";
import { Block, type BlockKind } from "./blocks.js";
import { CLASS, COLON, DIGIT, DOT, HASH, IN_WORD, NEWLINE, OPEN, OPERATOR, QUOTE, WIDE, WORD } from "./byte-classes.js";
import type { Expressions } from "./expressions.js";
import type { StatementReader } from "./statement-reader.js";
import * as words from "./statement-words.js";
import { unread, unsure } from "./stop.js";
import { BEGIN } from "./turns.js";
import { skipWideWord } from "./wide-words.js";
import { isInfix, wordCode } from "./words.js";

const STAR = 42;
const EQUALS = 61;
const COLON_BYTE = 58;
const SLASH = 47;
/** CPython's own limits lie not far from it. */
const MOST_TESTS = 1000;
const MOST_BLOCKS = 100;

/** Reads the headers of blocks: `if …:`, `def …:` and so on. */
export class Headers {
  private block: Block | null = null;
  private chained = 0;

  constructor(
    private readonly bytes: Buffer,
    private readonly expressions: Expressions,
    private readonly reader: StatementReader,
    private readonly blocks: Block[],
  ) {}

  /** The block that the statement just read opens, if any. */
  take(): Block | null {
    const { block } = this;
    this.block = null;
    return block;
  }

  /**
   * Reads a header that begins with the word from `start` to `end`.
   *
   * @returns behind its colon, or -1 where the word begins no header
   */
  header(code: number, start: number, end: number, isFirst: boolean): number {
    switch (code) {
      case words.IF:
      case words.WHILE:
      case words.FOR:
      case words.WITH:
      case words.DEF:
      case words.CLASS_WORD:
      case words.TRY:
      case words.ASYNC:
        this.settle(start);
        break;
      case words.MATCH:
        if (!this.isMatch(end)) return -1;
        this.settle(start);
        break;
      case words.CASE:
        if (this.blocks[this.blocks.length - 1]?.kind !== "match") return -1;
        break;
      case words.ELIF:
      case words.ELSE:
      case words.EXCEPT:
      case words.FINALLY:
        break;
      default:
        return -1;
    }
    if (!isFirst) unread(start, "compound statement within a line");
    if (this.blocks.length > MOST_BLOCKS) unsure(start, "blocks nested too deeply");
    switch (code) {
      case words.IF:
        return this.withTest("if", start, end, end, null);
      case words.ELIF:
        return this.elif(start, end);
      case words.ELSE:
        return this.elseBranch(start, end);
      case words.TRY:
        return this.bare(new Block("try", start, start, null, this.isModuleScope, this.functions), end);
      case words.EXCEPT:
        return this.except(start, end);
      case words.FINALLY: {
        const latest = this.latest(start, "try", "except", "try-else");
        const block = new Block("finally", start, start, null, this.isModuleScope, this.functions);
        block.body = latest;
        return this.bare(block, end);
      }
      case words.WHILE:
        return this.withTest("loop", start, start, end, null);
      case words.FOR:
        return this.withTest("loop", start, start, end, null);
      case words.WITH:
        return this.with(start, end);
      case words.MATCH:
        return this.withTest("match", start, start, end, null);
      case words.CASE:
        return this.withTest("case", start, start, end, null);
      case words.ASYNC:
        return this.async(start, end);
      default:
        return this.named(code === words.DEF ? "def" : "class", start, end);
    }
  }

  private get isModuleScope(): boolean {
    return this.top.isModuleScope;
  }

  private get functions(): number {
    return this.top.functions;
  }

  private get top(): Block {
    return this.blocks[this.blocks.length - 1] as Block;
  }

  private settle(at: number): void {
    if (this.top.latest?.kind === "try") unread(at, "try without except or finally");
    this.top.latest = null;
  }

  /** The block before this one, which must be one of some kinds. */
  private latest(at: number, ...kinds: readonly BlockKind[]): Block {
    const { latest } = this.top;
    if (latest === null || !kinds.includes(latest.kind)) unread(at, "a branch of no statement");
    return latest;
  }

  /** The colon of a header whose expressions begin at `from`. */
  private colon(start: number, from: number): number {
    const colon = this.expressions.skip(from, true, BEGIN, from);
    if (this.bytes[colon] !== COLON_BYTE) this.withoutColon(start, colon);
    return colon;
  }

  private withoutColon(start: number, at: number): never {
    unread(at, `no colon after ${this.bytes.toString("latin1", start, start + 10).split(/\W/, 1)[0]}`);
  }

  private open(block: Block, colon: number): number {
    this.block = block;
    this.top.latest = block;
    return colon + 1;
  }

  private withTest(kind: BlockKind, start: number, condition: number, from: number, before: Block | null): number {
    const colon = this.colon(start, from);
    if (skipBlanks(this.bytes, from) === colon) unread(start, "header without an expression");
    if (this.expressions.calls.length > 0) this.reader.calls(from, true);
    return this.open(new Block(kind, condition, colon, before, this.isModuleScope, this.functions), colon);
  }

  private elif(start: number, end: number): number {
    const before = this.latest(start, "if");
    this.chained = before.before === null ? 1 : this.chained + 1;
    if (this.chained > MOST_TESTS) unsure(start, "a long chain of tests");
    // Its test runs where the ones before it failed.
    this.blocks.push(new Block("else", start, start, before, this.isModuleScope, this.functions));
    const colon = this.colon(start, end);
    if (skipBlanks(this.bytes, end) === colon) unread(start, "header without an expression");
    if (this.expressions.calls.length > 0) this.reader.calls(end, true);
    this.blocks.pop();
    return this.open(new Block("if", end, colon, before, this.isModuleScope, this.functions), colon);
  }

  private elseBranch(start: number, end: number): number {
    const latest = this.latest(start, "if", "loop", "except");
    const kind = latest.kind === "if" ? "else" : latest.kind === "loop" ? "loop-else" : "try-else";
    const before = latest.kind === "if" ? latest : null;
    const block = new Block(kind, start, start, before, this.isModuleScope, this.functions);
    block.body = latest.body;
    return this.bare(block, end);
  }

  /** A header of one word. */
  private bare(block: Block, end: number): number {
    const colon = skipBlanks(this.bytes, end);
    if (CLASS[this.bytes[colon] as number] !== COLON) this.withoutColon(block.from, colon);
    return this.open(block, colon);
  }

  private except(start: number, end: number): number {
    const latest = this.latest(start, "try", "except");
    let from = skipBlanks(this.bytes, end);
    if (this.bytes[from] === STAR) from++;
    const colon = this.colon(start, from);
    if (this.expressions.calls.length > 0) this.reader.calls(from, true);
    const block = new Block("except", start, colon, null, this.isModuleScope, this.functions);
    block.body = latest.kind === "try" ? latest : latest.body;
    if (block.body !== null) this.reader.handler(block.body, this.blocks.length, from);
    return this.open(block, colon);
  }

  private with(start: number, end: number): number {
    const colon = this.colon(start, end);
    if (skipBlanks(this.bytes, end) === colon) unread(start, "header without an expression");
    const block = new Block("with", start, start, null, this.isModuleScope, this.functions);
    if (this.expressions.calls.length > 0) {
      block.guard = this.reader.suppressed(end);
      this.reader.calls(end, true);
    }
    return this.open(block, colon);
  }

  private async(start: number, end: number): number {
    const word = skipBlanks(this.bytes, end);
    const wordEnd = this.wordEnd(word);
    const code = wordCode(this.bytes, word, wordEnd);
    if (code === words.DEF) return this.named("def", start, wordEnd);
    if (code === words.FOR) return this.withTest("loop", start, start, wordEnd, null);
    if (code === words.WITH) return this.with(start, wordEnd);
    unsure(start, "async of nothing");
  }

  private named(kind: "def" | "class", start: number, end: number): number {
    const { bytes } = this;
    const name = skipBlanks(bytes, end);
    const nameKind = CLASS[bytes[name] as number];
    if (name === end || (nameKind !== WORD && nameKind !== WIDE)) unsure(name, `${kind} without a name`);
    const nameEnd = this.wordEnd(name);
    const next = skipBlanks(bytes, nameEnd);
    if (CLASS[bytes[next] as number] !== OPEN && (kind === "def" || bytes[next] !== COLON_BYTE)) {
      unsure(next, `${kind} without its header`);
    }
    this.expressions.isParameters = kind === "def";
    const colon = this.colon(start, nameEnd);
    this.expressions.isParameters = false;
    if (this.expressions.calls.length > 0) this.reader.calls(nameEnd, true);
    const functions = this.functions + (kind === "def" ? 1 : 0);
    const block = new Block(kind, name, nameEnd, null, false, functions);
    if (this.isModuleScope && kind === "def") this.reader.moduleFunction(block);
    return this.open(block, colon);
  }

  private wordEnd(start: number): number {
    let end = start;
    while (IN_WORD[this.bytes[end] as number] === 1) end++;
    return CLASS[this.bytes[end] as number] === WIDE ? skipWideWord(this.bytes, start) : end;
  }

  /** Whether a statement that begins with the name `match` is a match statement; `end` is the name's. */
  private isMatch(end: number): boolean {
    const { bytes } = this;
    const next = skipBlanks(bytes, end);
    const byte = bytes[next] as number;
    const kind = CLASS[byte];
    if (kind === WORD || kind === WIDE) {
      const code = wordCode(bytes, next, this.wordEnd(next));
      return !isInfix(code) || (code === words.NOT && this.endsWithColon(end));
    }
    if (kind === DIGIT || kind === QUOTE) return true;
    if (kind === DOT) {
      const after = CLASS[bytes[next + 1] as number];
      return (after === DOT || after === DIGIT) && this.endsWithColon(end);
    }
    if (
      kind === OPERATOR &&
      (bytes[next + 1] === EQUALS || byte === SLASH || !"+-*~".includes(String.fromCharCode(byte)))
    ) {
      return false;
    }
    return (kind === OPEN || kind === OPERATOR) && this.endsWithColon(end);
  }

  private endsWithColon(from: number): boolean {
    const stop = this.expressions.skip(from, true, BEGIN, from);
    this.expressions.calls.length = 0;
    if (this.bytes[stop] !== COLON_BYTE) return false;
    const kind = CLASS[this.bytes[skipBlanks(this.bytes, stop + 1)] as number];
    return kind === NEWLINE || kind === HASH;
  }
}
