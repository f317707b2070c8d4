import { T, WORD_TABLE } from "./tokens.js";
import { Unsure } from "./unsure.js";

/** Classes of ASCII characters. */
const IDENTIFIER = new Uint8Array(128);
for (let code = 0; code < 128; code += 1) {
  if (/[A-Za-z0-9_$]/.test(String.fromCharCode(code))) IDENTIFIER[code] = 1;
}
/** Characters that are a token whatever follows. A `>` is always alone: types close with several, `wholeGreater` joins them. */
const SINGLE = new Uint8Array(128);
for (const [character, token] of [
  ["(", T.parenOpen],
  [")", T.parenClose],
  ["{", T.braceOpen],
  ["}", T.braceClose],
  ["[", T.bracketOpen],
  ["]", T.bracketClose],
  [",", T.comma],
  [";", T.semicolon],
  [":", T.colon],
  ["`", T.template],
  ["~", T.tilde],
  ["@", T.at],
  [">", T.greater],
] as const) {
  SINGLE[character.charCodeAt(0)] = token;
}
const IDENTIFIER_START = /[\p{ID_Start}$_\u{200C}\u{200D}]/u;
const IDENTIFIER_PART = /[\p{ID_Continue}$_\u{200C}\u{200D}]/u;

/**
 * Reads one token at a time. What a `/`, a backtick, a `<` or a `}` begins is for the parser to say, which knows what
 * can stand there: so nothing is guessed.
 */
export class Lexer {
  /** Kind, begin and end of the current token, and whether a line ends before it. */
  token: number = T.end;
  start = 0;
  end = 0;
  newline = false;
  /** End of the token before. */
  previousEnd = 0;

  constructor(readonly text: string) {}

  /** Goes on to the next token. */
  next(): void {
    this.previousEnd = this.end;
    this.newline = false;
    const { text } = this;
    let at = this.end;
    let code = 0;
    for (;;) {
      code = text.charCodeAt(at);
      if (code === 32 || code === 9) at += 1;
      else if (code === 10 || code === 13) {
        this.newline = true;
        at += 1;
      } else if (code === 47) {
        const after = text.charCodeAt(at + 1);
        if (after === 47) at = this.lineEnd(at + 2);
        else if (after === 42) at = this.commentEnd(at);
        else break;
      } else if (code > 127 || code === 11 || code === 12) {
        const length = this.space(code);
        if (length === 0) break;
        at += length;
      } else break;
    }
    this.start = at;
    if (code < 128 && IDENTIFIER[code] === 1 && (code < 48 || code > 57)) this.word(at);
    else this.symbol(code, at);
  }

  /** 1 for a rare space or line end, 0 for anything else. */
  private space(code: number): number {
    if (code === 0x2028 || code === 0x2029) {
      this.newline = true;
      return 1;
    }
    return code === 11 || code === 12 || code === 0xfeff || /\p{Zs}/u.test(String.fromCharCode(code)) ? 1 : 0;
  }

  private lineEnd(from: number): number {
    const { text } = this;
    for (let at = from; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 10 || code === 13 || code === 0x2028 || code === 0x2029) return at;
    }
    return text.length;
  }

  private commentEnd(from: number): number {
    const close = this.text.indexOf("*/", from + 2);
    if (close < 0) throw new Unsure(from, "unterminated comment");
    if (!this.newline) {
      for (let at = from; at < close; at += 1) {
        const code = this.text.charCodeAt(at);
        if (code === 10 || code === 13 || code === 0x2028 || code === 0x2029) {
          this.newline = true;
          break;
        }
      }
    }
    return close + 2;
  }

  private word(at: number): void {
    const { text } = this;
    let end = at + 1;
    let code = text.charCodeAt(end);
    while (code < 128 && IDENTIFIER[code] === 1) {
      end += 1;
      code = text.charCodeAt(end);
    }
    this.token = T.name;
    if (code === 92 || code > 127) {
      this.end = this.wideIdentifier(end);
      if (this.end > end) return;
    }
    this.end = end;
    const length = end - at;
    const first = text.charCodeAt(at);
    if (length > 1 && length < 12 && first > 96) {
      const words = WORD_TABLE[((first - 97) << 4) | length];
      if (words !== undefined) {
        for (let i = 0; i < words.length; i += 1) {
          const word = words[i];
          if (word !== undefined && text.startsWith(word[0], at)) this.token = word[1];
        }
      }
    }
  }

  /** End of an identifier that goes on with an escape or beyond ASCII. */
  private wideIdentifier(from: number): number {
    const { text } = this;
    let at = from;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code < 128 && IDENTIFIER[code] === 1) at += 1;
      else if (code === 92) throw new Unsure(at, "escape in an identifier");
      else if (code > 127) {
        const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
        if (!IDENTIFIER_PART.test(character)) break;
        at += character.length;
      } else break;
    }
    return at;
  }

  private symbol(code: number, at: number): void {
    const { text } = this;
    const single = code < 128 ? (SINGLE[code] ?? 0) : 0;
    if (single !== 0) {
      this.take(single, at + 1);
      return;
    }
    const second = text.charCodeAt(at + 1);
    switch (code) {
      case 34: // "
      case 39: // '
        this.take(T.string, this.stringEnd(code, at + 1));
        return;
      case 46: // .
        if (second >= 48 && second <= 57) {
          this.take(T.number, this.numberEnd(at));
          return;
        }
        if (second === 46 && text.charCodeAt(at + 2) === 46) {
          this.take(T.ellipsis, at + 3);
          return;
        }
        this.take(T.dot, at + 1);
        return;
      case 61: // =
        if (second === 62) {
          this.take(T.arrow, at + 2);
          return;
        }
        if (second === 61) {
          this.take(T.binary, at + (text.charCodeAt(at + 2) === 61 ? 3 : 2));
          return;
        }
        this.take(T.assign, at + 1);
        return;
      case 33: // !
        if (second === 61) {
          this.take(T.binary, at + (text.charCodeAt(at + 2) === 61 ? 3 : 2));
          return;
        }
        this.take(T.not, at + 1);
        return;
      case 43: // +
      case 45: // -
        if (second === code) {
          if (code === 45 && text.charCodeAt(at + 2) === 62 && (this.newline || this.previousEnd === 0)) {
            throw new Unsure(at, "HTML-like comment");
          }
          this.take(T.increment, at + 2);
          return;
        }
        second === 61 ? this.take(T.assignOperator, at + 2) : this.take(T.plusMinus, at + 1);
        return;
      case 35: // #
        this.hash(at);
        return;
      case 92: // \
        throw new Unsure(at, "escape in an identifier");
      default:
        this.operator(code, second, at);
    }
  }

  private operator(code: number, second: number, at: number): void {
    const { text } = this;
    const third = text.charCodeAt(at + 2);
    switch (code) {
      case 63: // ?
        if (second === 46 && !(third >= 48 && third <= 57)) {
          this.take(T.optionalDot, at + 2);
          return;
        }
        if (second === 63) {
          third === 61 ? this.take(T.assignLogical, at + 3) : this.take(T.nullish, at + 2);
          return;
        }
        this.take(T.question, at + 1);
        return;
      case 38: // &
        if (second === 38) {
          third === 61 ? this.take(T.assignLogical, at + 3) : this.take(T.and, at + 2);
          return;
        }
        second === 61 ? this.take(T.assignOperator, at + 2) : this.take(T.ampersand, at + 1);
        return;
      case 124: // |
        if (second === 124) {
          third === 61 ? this.take(T.assignLogical, at + 3) : this.take(T.or, at + 2);
          return;
        }
        second === 61 ? this.take(T.assignOperator, at + 2) : this.take(T.pipe, at + 1);
        return;
      case 42: // *
        if (second === 42) {
          third === 61 ? this.take(T.assignOperator, at + 3) : this.take(T.binary, at + 2);
          return;
        }
        second === 61 ? this.take(T.assignOperator, at + 2) : this.take(T.binary, at + 1);
        return;
      case 37: // %
      case 94: // ^
        second === 61 ? this.take(T.assignOperator, at + 2) : this.take(T.binary, at + 1);
        return;
      case 47: // /
        second === 61 ? this.take(T.slashAssign, at + 2) : this.take(T.slash, at + 1);
        return;
      case 60: // <
        if (second === 33 && text.startsWith("<!--", at)) throw new Unsure(at, "HTML-like comment");
        if (second === 60) {
          third === 61 ? this.take(T.assignOperator, at + 3) : this.take(T.binary, at + 2);
          return;
        }
        second === 61 ? this.take(T.binary, at + 2) : this.take(T.less, at + 1);
        return;
      default:
        this.other(code, at);
    }
  }

  private other(code: number, at: number): void {
    if (code >= 48 && code <= 57) {
      this.take(T.number, this.numberEnd(at));
      return;
    }
    if (at >= this.text.length) {
      this.take(T.end, at);
      return;
    }
    const character = String.fromCodePoint(this.text.codePointAt(at) ?? 0);
    if (!IDENTIFIER_START.test(character)) throw new Unsure(at, "unexpected character");
    this.take(T.name, this.wideIdentifier(at + character.length));
  }

  private take(token: number, end: number): void {
    this.token = token;
    this.end = end;
  }

  /** Extends a `>` to `>=`, `>>`, `>>>=` and so on, where an expression stands; true if it assigns. */
  wholeGreater(): boolean {
    const { text } = this;
    let at = this.end;
    while (text.charCodeAt(at) === 62 && at - this.start < 3) at += 1;
    const equals = text.charCodeAt(at) === 61;
    const assigns = equals && at - this.start > 1;
    this.end = equals ? at + 1 : at;
    return assigns;
  }

  private hash(at: number): void {
    if (at === 0 && this.text.charCodeAt(1) === 33) {
      this.end = this.lineEnd(2);
      this.next();
      return;
    }
    const code = this.text.charCodeAt(at + 1);
    if (code === 92) throw new Unsure(at, "escape in an identifier");
    const end = this.wideIdentifier(at + 1);
    this.take(end > at + 1 ? T.private : T.hash, end);
  }

  private stringEnd(quote: number, from: number): number {
    const { text } = this;
    for (let at = from; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === quote) return at + 1;
      if (code === 92) {
        at += 1;
        if (text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10) at += 1;
      } else if (code === 10 || code === 13) break;
    }
    throw new Unsure(from, "unterminated string");
  }

  private numberEnd(from: number): number {
    const { text } = this;
    let at = from;
    const radix = text.charCodeAt(at) === 48 ? text.charCodeAt(at + 1) | 32 : 0;
    const decimal = radix !== 120 && radix !== 111 && radix !== 98;
    let dots = 0;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code < 128 && IDENTIFIER[code] === 1) continue;
      const before = text.charCodeAt(at - 1) | 32;
      if (code === 46 && decimal && dots === 0 && (at === from || before !== 110)) {
        if (legacyOctal(text, from, at)) break;
        dots += 1;
      } else if ((code === 43 || code === 45) && decimal && before === 101 && at > from) continue;
      else break;
    }
    return at;
  }

  /** Reads on from a `/` as a regular expression. */
  regularExpression(): void {
    const { text } = this;
    let inClass = false;
    for (let at = this.start + 1; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 10 || code === 13 || code === 0x2028 || code === 0x2029) break;
      if (code === 92) at += 1;
      else if (code === 91) inClass = true;
      else if (code === 93) inClass = false;
      else if (code === 47 && !inClass) {
        at += 1;
        while (at < text.length && text.charCodeAt(at) < 128 && IDENTIFIER[text.charCodeAt(at)] === 1) at += 1;
        this.end = at;
        this.token = T.string;
        return;
      }
    }
    throw new Unsure(this.start, "unterminated regular expression");
  }

  /**
   * Reads a template's characters from an offset on.
   *
   * @returns true if a `${` was reached, false for the closing backtick; `end` stands behind it
   */
  templateCharacters(from: number): boolean {
    const { text } = this;
    for (let at = from; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 92) at += 1;
      else if (code === 96) {
        this.end = at + 1;
        return false;
      } else if (code === 36 && text.charCodeAt(at + 1) === 123) {
        this.end = at + 2;
        return true;
      }
    }
    throw new Unsure(from, "unterminated template");
  }
}

/** `010.toString()` is a call, `10.5` a number: whether digits up to a dot are of the former kind. */
function legacyOctal(text: string, from: number, to: number): boolean {
  if (text.charCodeAt(from) !== 48 || to - from < 2) return false;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 55) return false;
  }
  return true;
}
