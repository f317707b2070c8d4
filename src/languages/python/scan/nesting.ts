import { unread, unsure } from "./stop.js";
import { isTriple } from "./strings.js";

/** The innermost open thing is a field `{…}` of a string, or a field's format specification. */
export const FIELD = 1;
export const SPEC = 2;
/** A string with fields; bits say which. */
const TEXT = 128;
const RAW = 1;
const TRIPLE = 2;
const DOUBLE = 4;

const MOST = 200;
const BACKSLASH = 92;
const LF = 10;
const CR = 13;
const CURLY = 123;
const CURLY_END = 125;
const CAPITAL_N = 78;

/** What is open at a place: brackets, strings with fields, and their fields. */
export class Nesting {
  size = 0;
  /** 0 outside of everything, the opening bracket, FIELD, SPEC, or TEXT with its bits. */
  top = 0;
  private readonly stack = new Uint8Array(MOST + 1);

  clear(): void {
    this.size = 0;
    this.top = 0;
  }

  private push(what: number, at: number): void {
    if (this.size >= MOST) unsure(at, "nested too deeply");
    this.stack[this.size++] = what;
    this.top = what;
  }

  private pop(): void {
    this.size--;
    this.top = this.size === 0 ? 0 : (this.stack[this.size - 1] as number);
  }

  open(byte: number, at: number): void {
    this.push(byte, at);
  }

  close(byte: number, at: number): void {
    const { top } = this;
    // ( and ) are neighbours; [ and ], { and } have one character between them.
    const matches = top === FIELD ? byte === CURLY_END : byte - top === (byte === 41 ? 1 : 2);
    if (top === 0 || !matches) unread(at, `${String.fromCharCode(byte)} without its opening`);
    this.pop();
  }

  /** Enters a string with fields; its prefix is `start` to `quote`. */
  enterText(bytes: Uint8Array, start: number, quote: number): void {
    let bits = TEXT;
    for (let i = start; i < quote; i++) if (((bytes[i] as number) | 32) === 114) bits |= RAW;
    if (isTriple(bytes, quote)) bits |= TRIPLE;
    if (bytes[quote] === 34) bits |= DOUBLE;
    this.push(bits, start);
  }

  enterSpec(): void {
    this.stack[this.size - 1] = SPEC;
    this.top = SPEC;
  }

  /**
   * Goes over the literal part of the string or specification that is open.
   *
   * @returns behind the string's end, or behind the `{` of a field that is then open
   */
  skipLiteral(bytes: Buffer, from: number): number {
    let i = from;
    let bits = this.enclosingText();
    for (;;) {
      const quote = (bits & DOUBLE) !== 0 ? 34 : 39;
      const isThree = (bits & TRIPLE) !== 0;
      const byte = bytes[i];
      if (byte === undefined) unread(from, "string without an end");
      if (byte === quote && (!isThree || isTriple(bytes, i))) {
        if (this.top === SPEC) unsure(i, "string ends within a field");
        this.pop();
        return i + (isThree ? 3 : 1);
      }
      if (byte === CURLY) {
        if (bytes[i + 1] !== CURLY || this.top === SPEC) {
          this.push(FIELD, i);
          return i + 1;
        }
        i += 2;
      } else if (byte === CURLY_END) {
        if (this.top === SPEC) {
          this.pop();
          bits = this.enclosingText();
          i++;
        } else if (bytes[i + 1] === CURLY_END) i += 2;
        else unsure(i, "single } in a string with fields");
      } else if (byte === BACKSLASH) i = this.skipEscape(bytes, i, bits);
      else {
        if (byte === LF || byte === CR) {
          if (this.top === SPEC) unsure(i, "line break in a format specification");
          if (!isThree) unread(from, "string without an end");
        }
        i++;
      }
    }
  }

  private skipEscape(bytes: Buffer, at: number, bits: number): number {
    const next = bytes[at + 1];
    if (next === CURLY || next === CURLY_END) return at + 1;
    if (next === CAPITAL_N && (bits & RAW) === 0 && bytes[at + 2] === CURLY) {
      const end = bytes.indexOf(CURLY_END, at);
      if (end < 0) unread(at, "string without an end");
      return end + 1;
    }
    return next === CR && bytes[at + 2] === LF ? at + 3 : at + 2;
  }

  /** The innermost string around the place. */
  private enclosingText(): number {
    let i = this.size - 1;
    while (i >= 0 && (this.stack[i] as number) < TEXT) i--;
    return i < 0 ? 0 : (this.stack[i] as number);
  }
}
