/** A line of code, with those that its brackets and strings join to it. */
export interface LogicalLine {
  /** Offset of its margin. */
  readonly start: number;
  /** Bytes of its margin. */
  readonly indent: number;
  /** It begins with `def` or `async def`. */
  readonly isFunction: boolean;
  readonly endsWithColon: boolean;
}

const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const TAB = 9;
const HASH = 35;
const BACKSLASH = 92;
const QUOTE = 34;
const APOSTROPHE = 39;
const COLON = 58;

/** Python's logical lines one by one, told by brackets, strings and comments alone. */
export class LogicalLines {
  /** Where the next line begins; may be set back. */
  at = 0;
  /** A string or bracket has no end, or closes nothing. */
  isBroken = false;

  constructor(readonly source: Buffer) {}

  /** null at the end, or where the text is broken */
  next(): LogicalLine | null {
    const { source } = this;
    while (this.at < source.length) {
      const start = this.at;
      let at = start;
      while (source[at] === SPACE || source[at] === TAB) at++;
      const byte = source[at];
      if (byte === undefined || byte === NEWLINE || byte === RETURN || byte === HASH) {
        const end = source.indexOf(NEWLINE, at);
        this.at = end < 0 ? source.length : end + 1;
        continue;
      }
      const isFunction = startsWith(source, at, "def ") || startsWith(source, at, "async def ");
      const last = this.pass(at);
      if (last === null) {
        this.isBroken = true;
        return null;
      }
      return { start, indent: at - start, isFunction, endsWithColon: last === COLON };
    }
    return null;
  }

  /** Goes past a logical line. @returns its last byte that is no blank and no comment; null where it is broken */
  private pass(from: number): number | null {
    const { source } = this;
    let depth = 0;
    let last = 0;
    let at = from;
    while (at < source.length) {
      const byte = source[at] ?? 0;
      if (byte === NEWLINE) {
        at++;
        if (depth === 0) break;
      } else if (byte === HASH) {
        const end = source.indexOf(NEWLINE, at);
        at = end < 0 ? source.length : end;
      } else if (byte === QUOTE || byte === APOSTROPHE) {
        at = stringEnd(source, at, byte);
        if (at < 0) return null;
        last = byte;
      } else if (byte === BACKSLASH) at += source[at + 1] === RETURN ? 3 : 2;
      else {
        if (byte === 40 || byte === 91 || byte === 123) depth++;
        else if (byte === 41 || byte === 93 || byte === 125) depth--;
        if (depth < 0) return null;
        if (byte !== SPACE && byte !== TAB && byte !== RETURN) last = byte;
        at++;
      }
    }
    this.at = Math.min(at, source.length);
    return depth === 0 ? last : null;
  }
}

/** Behind a string; -1 where it has no end, or where braces of an f-string hold quotes of its own kind (3.12). */
function stringEnd(source: Buffer, from: number, quote: number): number {
  const isTriple = source[from + 1] === quote && source[from + 2] === quote;
  const isFormatted = hasFormatPrefix(source, from);
  let braces = 0;
  for (let at = from + (isTriple ? 3 : 1); at < source.length; at++) {
    const byte = source[at];
    if (byte === BACKSLASH) at++;
    else if (byte === quote) {
      const isEnd = !isTriple || (source[at + 1] === quote && source[at + 2] === quote);
      if (isEnd) return isFormatted && braces !== 0 ? -1 : at + (isTriple ? 3 : 1);
    } else if (byte === NEWLINE && !isTriple) return -1;
    else if (byte === 123) braces++;
    else if (byte === 125) braces--;
  }
  return -1;
}

function hasFormatPrefix(source: Buffer, quote: number): boolean {
  for (let at = quote - 1; at >= quote - 2 && at >= 0; at--) {
    const letter = String.fromCharCode(source[at] ?? 0).toLowerCase();
    if (letter === "f" || letter === "t") return true;
    if (letter !== "r") return false;
  }
  return false;
}

function startsWith(source: Buffer, at: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) if (source[at + i] !== word.charCodeAt(i)) return false;
  return true;
}
