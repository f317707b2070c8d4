import { BACKSLASH, CLASS, HASH, IN_WORD, NEWLINE, SPACE, WIDE, WORD } from "./byte-classes.js";
import { skipComment, skipContinuation } from "./line-breaks.js";
import type { ImportedName } from "./scanned.js";
import { unsure } from "./stop.js";
import { skipWideWord, wideWord } from "./wide-words.js";
import { codeOf, isKeyword, wordCode } from "./words.js";

const IMPORT = codeOf("import");
const AS = codeOf("as");
const COMMA = 44;
const DOT = 46;
const STAR = 42;
const ROUND = 40;
const ROUND_END = 41;

/** Reads the import statements of a file, word by word. */
export class ImportStatements {
  /** Behind what was read last. */
  at = 0;

  constructor(private readonly bytes: Buffer) {}

  /** The modules of `import a.b as c, d`, from behind the word `import`. */
  readImport(from: number): ImportedName[] {
    this.at = from;
    const names: ImportedName[] = [];
    do {
      const name = this.dotted(false);
      names.push({ name, as: this.alias(false) });
    } while (this.take(COMMA, false));
    return names;
  }

  /** `from ..a import (b as c, d)`, from behind the word `from`. */
  readFrom(from: number): { level: number; module: string; names: ImportedName[] } {
    this.at = from;
    let level = 0;
    while (this.take(DOT, false)) level++;
    let module = "";
    if (level === 0 || !this.isWord(IMPORT)) module = this.dotted(false);
    if (!this.isWord(IMPORT)) unsure(this.at, "from without import");
    this.word(false);
    if (this.take(STAR, false)) return { level, module, names: [{ name: "*", as: null }] };
    const inBrackets = this.take(ROUND, false);
    const names: ImportedName[] = [];
    do {
      if (inBrackets && names.length > 0 && this.peek(true) === ROUND_END) break;
      const name = this.name(inBrackets);
      names.push({ name, as: this.alias(inBrackets) });
    } while (this.take(COMMA, inBrackets));
    if (inBrackets && !this.take(ROUND_END, true)) unsure(this.at, "import list without its end");
    return { level, module, names };
  }

  private alias(inBrackets: boolean): string | null {
    this.blank(inBrackets);
    if (!this.isWord(AS)) return null;
    this.word(inBrackets);
    return this.name(inBrackets);
  }

  private dotted(inBrackets: boolean): string {
    let name = this.name(inBrackets);
    while (this.take(DOT, inBrackets)) name += `.${this.name(inBrackets)}`;
    return name;
  }

  private name(inBrackets: boolean): string {
    const name = this.word(inBrackets);
    if (name === "None" || name === "True" || name === "False") unsure(this.at, `${name} as a name`);
    if (isKeyword(codeOf(name))) unsure(this.at, `keyword ${name} as a name`);
    return name;
  }

  private word(inBrackets: boolean): string {
    const { bytes } = this;
    this.blank(inBrackets);
    const start = this.at;
    const kind = CLASS[bytes[start] as number];
    if (kind !== WORD && kind !== WIDE) unsure(start, "import without a name");
    let i = start;
    while (IN_WORD[bytes[i] as number] === 1) i++;
    if (CLASS[bytes[i] as number] === WIDE) {
      this.at = skipWideWord(bytes, start);
      return wideWord(bytes, start, this.at);
    }
    this.at = i;
    return bytes.toString("latin1", start, i);
  }

  private isWord(code: number): boolean {
    this.blank(false);
    let end = this.at;
    while (IN_WORD[this.bytes[end] as number] === 1) end++;
    return wordCode(this.bytes, this.at, end) === code;
  }

  private take(byte: number, inBrackets: boolean): boolean {
    if (this.peek(inBrackets) !== byte) return false;
    this.at++;
    return true;
  }

  private peek(inBrackets: boolean): number | undefined {
    this.blank(inBrackets);
    return this.bytes[this.at];
  }

  /** Skips spaces and continued lines; within brackets also line breaks and comments. */
  private blank(inBrackets: boolean): void {
    const { bytes } = this;
    for (;;) {
      const kind = CLASS[bytes[this.at] as number];
      if (kind === SPACE) this.at++;
      else if (kind === BACKSLASH) this.at = skipContinuation(bytes, this.at);
      else if (inBrackets && kind === NEWLINE) this.at++;
      else if (inBrackets && kind === HASH) this.at = skipComment(bytes, this.at);
      else return;
    }
  }
}
