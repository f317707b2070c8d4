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
import { skipComment, skipContinuation } from "./line-breaks.js";
import { FIELD, Nesting } from "./nesting.js";
import { skipNumber } from "./numbers.js";
import { skipOperator } from "./operators.js";
import { unread, unsure } from "./stop.js";
import { hasFields, isPrefix, isTriple, skipString } from "./strings.js";
import { TOKEN_KINDS, type Token, type TokenKind } from "./trace.js";
import {
  AFTER_COLON,
  AFTER_COMMA,
  AFTER_OPERAND,
  AFTER_OPERATOR,
  AFTER_TEXT,
  AFTER_WORD,
  BEGIN,
  checkMark,
  checkOperand,
  checkWord,
  isBinary,
  mayBeOperand,
} from "./turns.js";
import { skipWideWord } from "./wide-words.js";
import { codeOf, wordCode } from "./words.js";

const EQUALS = 61;
const ROUND = 40;
const BACKTICK = 96;
const CURLY = 123;
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
  /** Within the header of a function. */
  isParameters = false;
  private tokens: Token[] | null = null;
  /** What stands behind a rare token. */
  private last = BEGIN;
  /** Lambdas of a header that wait for their colon. */
  private lambdas = 0;
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
   * Skips to the end of a simple statement or header. It is the one loop that every byte of code goes through: V8
   * compiles it several times, so what is rare stands in methods.
   *
   * @param toColon stops at the first colon outside of brackets that is not a lambda's
   * @param before `AFTER_WORD` where a name that starts the statement ends at `from`, otherwise `BEGIN`
   * @returns the place of the newline, semicolon, comment or colon that ends it
   */
  skip(from: number, toColon: boolean, before: number, wordFrom: number): number {
    const { bytes, nesting, callNames, tokens } = this;
    const { length } = bytes;
    nesting.clear();
    this.lambdas = 0;
    let last = before;
    let top = 0;
    let i = from;
    let wordStart = wordFrom;
    let wordEnd = from;
    while (i < length) {
      const start = i;
      const byte = bytes[i] as number;
      const kind = CLASS[byte] as number;
      switch (kind) {
        case SPACE:
          i++;
          continue;
        case WORD:
        case WIDE: {
          while (IN_WORD[bytes[i] as number] === 1) i++;
          const next = CLASS[bytes[i] as number] as number;
          if (next === WIDE) i = skipWideWord(bytes, start);
          else if (next === QUOTE && isPrefix(bytes, start, i)) {
            if (last === AFTER_WORD || last === AFTER_OPERAND) checkOperand(bytes, last, start, wordStart, wordEnd);
            i = this.prefixed(start, i);
            top = nesting.top;
            last = this.last;
            continue;
          }
          if (last === AFTER_WORD || last === AFTER_OPERAND || last === AFTER_TEXT) {
            checkWord(bytes, last, start, i, wordStart, wordEnd);
          }
          if (toColon && top === 0 && i - start === 6 && wordCode(bytes, start, i) === LAMBDA) this.lambdas++;
          last = AFTER_WORD;
          wordStart = start;
          wordEnd = i;
          break;
        }
        case QUOTE:
          if (last === AFTER_WORD || last === AFTER_OPERAND) checkOperand(bytes, last, i, wordStart, wordEnd);
          i = skipString(bytes, i);
          last = AFTER_TEXT;
          break;
        case OPEN:
          if (byte === ROUND) {
            if (last === AFTER_WORD) {
              if (callNames.mayHold(bytes, wordStart, wordEnd)) this.calls.push(wordStart, i);
              if (wordEnd - wordStart === 6 && wordCode(bytes, wordStart, wordEnd) === LAMBDA) tuple(i);
            } else if (this.isParameters && nesting.size === 1 && top === ROUND && last !== AFTER_COLON) {
              if (last === AFTER_COMMA || last === BEGIN) tuple(i);
            }
          }
          nesting.open(byte, i);
          top = byte;
          last = BEGIN;
          i++;
          break;
        case CLOSE:
          if (top === FIELD) {
            i = this.closeField(i, last);
            top = nesting.top;
            last = this.last;
            continue;
          }
          if (last === AFTER_OPERATOR) checkMark(bytes, i);
          nesting.close(byte, i);
          top = nesting.top;
          last = AFTER_OPERAND;
          i++;
          break;
        case COMMA:
          if (last === BEGIN || last === AFTER_COMMA || last === AFTER_OPERATOR) checkMark(bytes, i);
          if (top === 0 && this.refusesComma) unread(i, "raise with a comma of Python 2");
          last = AFTER_COMMA;
          i++;
          break;
        case DOT:
          if (CLASS[bytes[i + 1] as number] === WORD) {
            last = AFTER_OPERATOR;
            i++;
            break;
          }
          i = this.dot(i, last, wordStart, wordEnd);
          last = this.last;
          continue;
        case DIGIT:
          if (last === AFTER_WORD || last === AFTER_OPERAND || last === AFTER_TEXT) {
            checkOperand(bytes, last, i, wordStart, wordEnd);
          }
          i = skipNumber(bytes, i);
          last = AFTER_OPERAND;
          break;
        case OPERATOR:
          i = skipOperator(bytes, i, isBinary(bytes, byte, last, wordStart, wordEnd));
          last = AFTER_OPERATOR;
          break;
        case COLON:
          if (top === 0 && toColon && this.endsHeader(i)) {
            if (last === AFTER_OPERATOR) unsure(i, "operator without an operand");
            return i;
          }
          if (top === FIELD) {
            i = this.specification(i, last);
            top = nesting.top;
            last = this.last;
            continue;
          }
          if (top === 0 && !toColon) {
            const first = CLASS[bytes[from] as number];
            if (first === QUOTE || first === DIGIT) unsure(i, "a literal with an annotation");
          }
          i += bytes[i + 1] === EQUALS && (top !== 0 || toColon) ? 2 : 1;
          last = AFTER_COLON;
          break;
        case BANG:
          i = this.bang(i, top, last);
          last = this.last;
          continue;
        case BACKSLASH:
          i = skipContinuation(bytes, i);
          continue;
        case HASH:
        case NEWLINE:
        case SEMICOLON:
          if (top === 0) {
            if (last === AFTER_OPERATOR || last === AFTER_COLON) unsure(i, "nothing where an operand belongs");
            return i;
          }
          if (kind === SEMICOLON) unsure(i, "semicolon within brackets");
          i = kind === HASH ? skipComment(bytes, i) : i + 1;
          continue;
        default:
          if (byte === BACKTICK) unread(i, "backticks of Python 2");
          unsure(i, `unexpected character ${String.fromCharCode(byte)}`);
      }
      if (tokens !== null) this.note(kind, start, i);
    }
    unread(from, nesting.size > 0 ? "bracket without its end" : "the file ends within a statement");
  }

  private note(kind: number, start: number, end: number): void {
    this.tokens?.push({ kind: TOKEN_KINDS[kind] as TokenKind, start, end });
  }

  /** A string whose prefix is `start` to `quote`; one with fields is left open in its first field. */
  private prefixed(start: number, quote: number): number {
    const { bytes, nesting } = this;
    if (!hasFields(bytes, start, quote)) {
      const end = skipString(bytes, quote);
      this.note(QUOTE, start, end);
      this.last = AFTER_TEXT;
      return end;
    }
    this.tokens?.push({ kind: "fields", start, end: quote });
    nesting.enterText(bytes, start, quote);
    return this.afterLiteral(nesting.skipLiteral(bytes, isTriple(bytes, quote) ? quote + 3 : quote + 1));
  }

  /** The `}` of a field. */
  private closeField(at: number, last: number): number {
    if (last === BEGIN) unsure(at, "empty field");
    this.note(CLOSE, at, at + 1);
    this.nesting.close(this.bytes[at] as number, at);
    return this.afterLiteral(this.nesting.skipLiteral(this.bytes, at + 1));
  }

  /** The colon of a field, and the format specification behind it. */
  private specification(at: number, last: number): number {
    if (last === BEGIN) unsure(at, "empty field");
    this.note(CLOSE, at, at + 1);
    this.nesting.enterSpec();
    return this.afterLiteral(this.nesting.skipLiteral(this.bytes, at + 1));
  }

  /** What stands before `at`, behind a literal part of a string with fields: the `{` of a field, or the string's end. */
  private afterLiteral(at: number): number {
    const isField = this.bytes[at - 1] === CURLY;
    if (isField) this.note(OPEN, at - 1, at);
    else this.tokens?.push({ kind: "fields-end", start: at, end: at });
    this.last = isField ? BEGIN : AFTER_TEXT;
    return at;
  }

  /** A dot before something else than a plain name. */
  private dot(at: number, last: number, wordStart: number, wordEnd: number): number {
    const { bytes } = this;
    if (CLASS[bytes[at + 1] as number] === DIGIT) {
      if (mayBeOperand(last)) checkOperand(bytes, last, at, wordStart, wordEnd);
      const end = skipNumber(bytes, at);
      this.note(DIGIT, at, end);
      this.last = AFTER_OPERAND;
      return end;
    }
    if (bytes[at + 1] === bytes[at] && bytes[at + 2] === bytes[at]) {
      this.note(DIGIT, at, at + 3);
      this.last = AFTER_OPERAND;
      return at + 3;
    }
    this.note(DOT, at, at + 1);
    this.last = AFTER_OPERATOR;
    return at + 1;
  }

  /** `!=`, or the conversion of a field. */
  private bang(at: number, top: number, last: number): number {
    if (this.bytes[at + 1] === EQUALS) {
      if (last === BEGIN || last === AFTER_OPERATOR) unsure(at, "operator without an operand");
      this.note(OPERATOR, at, at + 2);
      this.last = AFTER_OPERATOR;
      return at + 2;
    }
    if (top !== FIELD || last === BEGIN) unsure(at, "unexpected !");
    this.last = AFTER_COLON;
    return at + 1;
  }

  /** Whether a colon outside of brackets is the header's own, and not a lambda's or a part of `:=`. */
  private endsHeader(at: number): boolean {
    if (this.lambdas > 0) {
      this.lambdas--;
      return false;
    }
    return this.bytes[at + 1] !== EQUALS;
  }
}

function tuple(at: number): never {
  unread(at, "tuple as a parameter of Python 2");
}
