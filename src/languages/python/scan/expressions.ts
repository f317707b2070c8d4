import {
  BACKSLASH,
  BANG,
  CLASS,
  CLOSE,
  COLON,
  COMMA,
  DIGIT,
  DOT,
  HASH,
  IN_WORD,
  NEWLINE,
  OPEN,
  OPERATOR,
  QUOTE,
  SEMICOLON,
  SPACE,
  WIDE,
  WORD,
} from "./byte-classes.js";
import type { CallNames } from "./call-names.js";
import { FIELD, Nesting } from "./nesting.js";
import { skipNumber } from "./numbers.js";
import { skipOperator } from "./operators.js";
import { unread, unsure } from "./stop.js";
import { hasFields, isPrefix, isTriple, skipString } from "./strings.js";
import type { Token } from "./trace.js";
import { skipWideWord } from "./wide-words.js";
import { codeOf, isInfix, isKeyword, wordCode } from "./words.js";

/** What stands before the next token. */
export const BEGIN = 0;
export const AFTER_WORD = 1;
const AFTER_OPERAND = 2;
const AFTER_TEXT = 3;
/** After a colon, where nearly anything may stand. */
const AFTER_COLON = 4;
const AFTER_OPERATOR = 5;
const AFTER_COMMA = 6;

const LF = 10;
const CR = 13;
const EQUALS = 61;
const ROUND = 40;
const SLASH = 47;
const STAR = 42;
const BACKTICK = 96;
const CURLY = 123;
const TILDE = 126;
const PRINT = codeOf("print");
const EXEC = codeOf("exec");
const LAMBDA = codeOf("lambda");

/**
 * The one lexer: goes over the rest of a statement without making anything of it. It checks that brackets match and
 * that operands and operators take turns, so that a text that is no Python is handed over instead of believed.
 */
export class Expressions {
  /** Calls whose name passed the filter: the word's start and the bracket's place, in turns. */
  readonly calls: number[] = [];
  /** Python 2's `raise X, "text"` would go unseen: a comma ends the statement's sense. */
  refusesComma = false;
  private tokens: Token[] | null = null;
  private readonly nesting = new Nesting();

  constructor(
    private readonly bytes: Buffer,
    private readonly callNames: CallNames,
  ) {}

  /** The tokens of a statement that was skipped before. */
  trace(from: number, toColon: boolean): Token[] {
    const calls = this.calls.length;
    const tokens: Token[] = [];
    this.tokens = tokens;
    try {
      this.skip(from, toColon, BEGIN, from);
    } finally {
      this.tokens = null;
      this.calls.length = calls;
    }
    return tokens;
  }

  /**
   * Skips to the end of a simple statement or header.
   *
   * @param toColon stops at the first colon outside of brackets that is not a lambda's
   * @param last `AFTER_WORD` where a name that starts the statement ends at `from`, otherwise `BEGIN`
   * @returns the place of the newline, semicolon, comment or colon that ends it
   */
  skip(from: number, toColon: boolean, last: number, wordFrom: number): number {
    const { bytes, nesting, callNames, tokens } = this;
    const { length } = bytes;
    nesting.clear();
    let top = 0;
    let i = from;
    let wordStart = wordFrom;
    let wordEnd = from;
    let lambdas = 0;
    for (;;) {
      if (i >= length) {
        unread(from, nesting.size > 0 ? "bracket without its end" : "the file ends within a statement");
      }
      const byte = bytes[i] as number;
      switch (CLASS[byte]) {
        case SPACE:
          i++;
          break;
        case WORD:
        case WIDE: {
          const start = i;
          while (IN_WORD[bytes[i] as number] === 1) i++;
          if (CLASS[bytes[i] as number] === WIDE) i = skipWideWord(bytes, start);
          if (CLASS[bytes[i] as number] === QUOTE && isPrefix(bytes, start, i)) {
            if (last === AFTER_OPERAND || (last === AFTER_WORD && !this.isKeywordAt(wordStart, wordEnd))) {
              this.sideBySide(start, wordStart, wordEnd);
            }
            last = AFTER_TEXT;
            if (!hasFields(bytes, start, i)) {
              const end = skipString(bytes, i);
              tokens?.push({ kind: "text", start, end });
              i = end;
              break;
            }
            tokens?.push({ kind: "fields", start, end: i });
            nesting.enterText(bytes, start, i);
            i = nesting.skipLiteral(bytes, isTriple(bytes, i) ? i + 3 : i + 1);
            top = nesting.top;
            last = this.afterLiteral(i);
            break;
          }
          if (last === AFTER_WORD) {
            const code = wordCode(bytes, wordStart, wordEnd);
            if (!isKeyword(code) && !isInfix(wordCode(bytes, start, i))) this.sideBySide(start, wordStart, wordEnd);
          } else if (last === AFTER_OPERAND || last === AFTER_TEXT) {
            if (!isInfix(wordCode(bytes, start, i))) this.sideBySide(start, start, start);
          }
          tokens?.push({ kind: "word", start, end: i });
          if (toColon && top === 0 && wordCode(bytes, start, i) === LAMBDA) lambdas++;
          last = AFTER_WORD;
          wordStart = start;
          wordEnd = i;
          break;
        }
        case QUOTE: {
          if (last === AFTER_OPERAND || (last === AFTER_WORD && !this.isKeywordAt(wordStart, wordEnd))) {
            this.sideBySide(i, wordStart, wordEnd);
          }
          const end = skipString(bytes, i);
          tokens?.push({ kind: "text", start: i, end });
          i = end;
          last = AFTER_TEXT;
          break;
        }
        case OPEN:
          if (last === AFTER_WORD) {
            if (byte === ROUND && callNames.mayHold(bytes, wordStart, wordEnd)) this.calls.push(wordStart, i);
          }
          tokens?.push({ kind: "open", start: i, end: i + 1 });
          nesting.open(byte, i);
          top = nesting.top;
          last = BEGIN;
          i++;
          break;
        case CLOSE: {
          if (last === AFTER_OPERATOR && top !== FIELD && !this.isMark(i)) unsure(i, "operator without an operand");
          if (top === FIELD && last === BEGIN) unsure(i, "empty field");
          tokens?.push({ kind: "close", start: i, end: i + 1 });
          nesting.close(byte, i);
          i++;
          last = AFTER_OPERAND;
          if (top === FIELD) {
            i = nesting.skipLiteral(bytes, i);
            last = this.afterLiteral(i);
          }
          top = nesting.top;
          break;
        }
        case COMMA:
          if (last === BEGIN || last === AFTER_COMMA || (last === AFTER_OPERATOR && !this.isMark(i)))
            unsure(i, "comma without an operand");
          if (top === 0 && this.refusesComma) unread(i, "raise with a comma of Python 2");
          tokens?.push({ kind: "comma", start: i, end: i + 1 });
          last = AFTER_COMMA;
          i++;
          break;
        case DOT:
          if (CLASS[bytes[i + 1] as number] === DIGIT) {
            const end = this.number(i, last, wordStart, wordEnd);
            i = end;
            last = AFTER_OPERAND;
          } else if (bytes[i + 1] === byte && bytes[i + 2] === byte) {
            i += 3;
            last = AFTER_OPERAND;
          } else {
            tokens?.push({ kind: "dot", start: i, end: i + 1 });
            i++;
            last = AFTER_OPERATOR;
          }
          break;
        case DIGIT:
          i = this.number(i, last, wordStart, wordEnd);
          last = AFTER_OPERAND;
          break;
        case COLON:
          if (top === 0 && toColon) {
            if (lambdas === 0) {
              if (bytes[i + 1] !== EQUALS) {
                if (last === AFTER_OPERATOR) unsure(i, "operator without an operand");
                return i;
              }
              i++;
            } else lambdas--;
          } else if (top === FIELD) {
            if (last === BEGIN) unsure(i, "empty field");
            tokens?.push({ kind: "close", start: i, end: i + 1 });
            nesting.enterSpec();
            i = nesting.skipLiteral(bytes, i + 1);
            top = nesting.top;
            last = this.afterLiteral(i);
            break;
          } else if (bytes[i + 1] === EQUALS && top !== 0) i++;
          tokens?.push({ kind: "colon", start: i, end: i + 1 });
          last = AFTER_COLON;
          i++;
          break;
        case OPERATOR: {
          const end = skipOperator(bytes, i, this.isBinary(byte, last, wordStart, wordEnd));
          tokens?.push({ kind: "operator", start: i, end });
          i = end;
          last = AFTER_OPERATOR;
          break;
        }
        case BANG:
          if (bytes[i + 1] === EQUALS) {
            if (last === BEGIN || last === AFTER_OPERATOR) unsure(i, "operator without an operand");
            tokens?.push({ kind: "operator", start: i, end: i + 2 });
            i += 2;
            last = AFTER_OPERATOR;
          } else if (top === FIELD) {
            i++;
            last = AFTER_COLON;
          } else unsure(i, "unexpected !");
          break;
        case HASH:
          if (top === 0) {
            if (last === AFTER_OPERATOR) unsure(i, "operator without an operand");
            return i;
          }
          i = skipComment(bytes, i);
          break;
        case NEWLINE:
          if (top === 0) {
            if (last === AFTER_OPERATOR) unsure(i, "operator without an operand");
            return i;
          }
          i++;
          break;
        case SEMICOLON:
          if (top !== 0) unsure(i, "semicolon within brackets");
          if (last === AFTER_OPERATOR) unsure(i, "operator without an operand");
          return i;
        case BACKSLASH:
          i = skipContinuation(bytes, i);
          break;
        default:
          if (byte === BACKTICK) unread(i, "backticks of Python 2");
          unsure(i, `unexpected character ${String.fromCharCode(byte)}`);
      }
    }
  }

  /** Whether an operator that begins with `byte` has an operand on its left; `a, = b` has. */
  private isBinary(byte: number, last: number, wordStart: number, wordEnd: number): boolean {
    if (last === AFTER_WORD) return byte !== TILDE || !this.isKeywordAt(wordStart, wordEnd);
    return last === AFTER_OPERAND || last === AFTER_TEXT || (last === AFTER_COMMA && byte === EQUALS);
  }

  /** What stands before `at`, behind a literal part of a string with fields: the `{` of a field, or the string's end. */
  private afterLiteral(at: number): number {
    const isField = this.bytes[at - 1] === CURLY;
    if (this.tokens !== null) {
      if (isField) this.tokens.push({ kind: "open", start: at - 1, end: at });
      else this.tokens.push({ kind: "fields-end", start: at, end: at });
    }
    return isField ? BEGIN : AFTER_TEXT;
  }

  private isKeywordAt(start: number, end: number): boolean {
    return isKeyword(wordCode(this.bytes, start, end));
  }

  private number(at: number, last: number, wordStart: number, wordEnd: number): number {
    if (
      last === AFTER_OPERAND ||
      last === AFTER_TEXT ||
      (last === AFTER_WORD && !this.isKeywordAt(wordStart, wordEnd))
    ) {
      this.sideBySide(at, wordStart, wordEnd);
    }
    const end = skipNumber(this.bytes, at);
    this.tokens?.push({ kind: "number", start: at, end });
    return end;
  }

  /** Whether the operator before `at` is a lone `*` or `/` among parameters. */
  private isMark(at: number): boolean {
    let i = at - 1;
    while (CLASS[this.bytes[i] as number] === SPACE || CLASS[this.bytes[i] as number] === NEWLINE) i--;
    return this.bytes[i] === SLASH || this.bytes[i] === STAR;
  }

  private sideBySide(at: number, wordStart: number, wordEnd: number): never {
    const code = wordCode(this.bytes, wordStart, wordEnd);
    if (code === PRINT) unread(wordStart, "print statement of Python 2");
    if (code === EXEC) unread(wordStart, "exec statement of Python 2");
    unsure(at, "two operands without an operator");
  }
}

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
