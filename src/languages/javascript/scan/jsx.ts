import { Literals } from "./literals.js";
import { T } from "./tokens.js";
import { Unsure } from "./unsure.js";

const NAME = /[\p{ID_Start}$_][\p{ID_Continue}$:.-]*/uy;
const SPACE = /(?:\s|\/\*[\s\S]*?\*\/|\/\/[^\n\r\u2028\u2029]*)*/y;

/** JSX: read character by character outside of its braces, since its text is made of no tokens. */
export abstract class Jsx extends Literals {
  /** An element as an operand; the current token is its `<`. */
  protected override jsxElement(): void {
    this.hasJsx = true;
    this.end = this.element(this.end);
    this.next();
    this.opaque();
  }

  private skipSpace(at: number): number {
    SPACE.lastIndex = at;
    SPACE.test(this.text);
    return SPACE.lastIndex;
  }

  private jsxName(at: number): number {
    NAME.lastIndex = at;
    if (!NAME.test(this.text)) throw new Unsure(at, "JSX name expected");
    return NAME.lastIndex;
  }

  /** @returns where the element ends whose `<` ends at `from` */
  private element(from: number): number {
    this.enter();
    let at = this.skipSpace(from);
    if (this.text[at] !== ">") {
      const end = this.jsxName(at);
      if (this.dialect.types) this.used.add(/^[^.:]*/.exec(this.text.slice(at, end))?.[0] ?? "");
      at = this.attributes(end);
      if (this.text[at - 2] === "/") {
        this.depth -= 1;
        return at;
      }
    } else at += 1;
    at = this.content(at);
    this.depth -= 1;
    return at;
  }

  /** @returns where the tag ends */
  private attributes(from: number): number {
    for (let at = this.skipSpace(from); ; at = this.skipSpace(at)) {
      const character = this.text[at];
      if (character === ">") return at + 1;
      if (character === "/") {
        if (this.text[at + 1] !== ">") throw new Unsure(at, "JSX tag expected to end");
        return at + 2;
      }
      if (character === "{") at = this.braces(at, true);
      else {
        at = this.skipSpace(this.jsxName(at));
        if (this.text[at] === "=") at = this.attributeValue(this.skipSpace(at + 1));
      }
    }
  }

  private attributeValue(at: number): number {
    const character = this.text[at];
    if (character === "{") return this.braces(at, false);
    if (character === "<") return this.element(at + 1);
    const close = character === '"' || character === "'" ? this.text.indexOf(character, at + 1) : -1;
    if (close < 0) throw new Unsure(at, "JSX attribute expected");
    return close + 1;
  }

  /** @returns where the element ends whose content begins at `from` */
  private content(from: number): number {
    for (let at = from; at < this.text.length; ) {
      const character = this.text[at];
      if (character === "{") at = this.braces(at, true);
      else if (character !== "<") at += 1;
      else {
        const inner = this.skipSpace(at + 1);
        if (this.text[inner] === "/") {
          at = this.skipSpace(inner + 1);
          if (this.text[at] !== ">") at = this.skipSpace(this.jsxName(at));
          if (this.text[at] !== ">") throw new Unsure(at, "JSX tag expected to end");
          return at + 1;
        }
        at = this.element(at + 1);
      }
    }
    throw new Unsure(from, "JSX element without an end");
  }

  /** An expression in braces, which may be empty or spread where `loose`. */
  private braces(at: number, loose: boolean): number {
    this.end = at + 1;
    this.next();
    if (loose) this.eat(T.ellipsis);
    if (!loose || this.token !== T.braceClose) this.expression();
    if (this.token !== T.braceClose) throw new Unsure(this.start, "JSX expression expected to end");
    return this.end;
  }
}
