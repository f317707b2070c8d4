import { stringValue, unescaped } from "./string-values.js";
import { closeOf } from "./tests.js";
import type { Token } from "./trace.js";

/** One argument, or one item of a literal. */
export interface Value {
  /** As written. */
  readonly text: string;
  /** Of a string; null where it is something else. */
  readonly string: string | null;
  /** What a string with fields begins with, before its first field; null where it is something else. */
  readonly prefix: string | null;
  /** Items of a list, tuple, set or dict, keys before values; null where it is something else. */
  readonly items: readonly Value[] | null;
  readonly isDict: boolean;
}

export interface Arguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

/** Reads arguments and literals from the tokens of a statement. */
export class Values {
  constructor(
    private readonly bytes: Buffer,
    private readonly tokens: readonly Token[],
  ) {}

  textOf(from: number, to: number): string {
    const first = this.tokens[from];
    const last = this.tokens[to - 1];
    return first === undefined || last === undefined || to <= from
      ? ""
      : this.bytes.toString("utf8", first.start, last.end);
  }

  /** The arguments of a call whose bracket is the token at `open`. */
  arguments(open: number): Arguments {
    const positional: Value[] = [];
    const named = new Map<string, Value>();
    for (const [from, to] of this.parts(open + 1, closeOf(this.tokens, open))) {
      const isNamed = this.tokens[from]?.kind === "word" && this.isOperator(from + 1, "=");
      if (isNamed) named.set(this.textOf(from, from + 1), this.value(from + 2, to));
      else positional.push(this.value(from, to));
    }
    return { positional, named };
  }

  /** What stands between tokens `from` and `to`. */
  value(from: number, to: number): Value {
    const text = this.textOf(from, to);
    const first = this.tokens[from];
    const other: Value = { text, string: null, prefix: null, items: null, isDict: false };
    if (first === undefined || from >= to) return other;
    const items = this.parts(from, to);
    if (items.length > 1 || this.tokens[to - 1]?.kind === "comma") {
      return { ...other, items: items.map(([start, end]) => this.value(start, end)) };
    }
    if (first.kind === "text" || first.kind === "fields") return { ...other, ...this.string(from, to) };
    if (first.kind !== "open" || closeOf(this.tokens, from) !== to - 1) return other;
    const bracket = this.bytes[first.start];
    const parts = this.parts(from + 1, to - 1);
    if (bracket === ROUND && parts.length === 1 && this.tokens[to - 2]?.kind !== "comma") {
      const [inner, end] = parts[0] as [number, number];
      return { ...this.value(inner, end), text };
    }
    if (bracket === CURLY && parts.some(([start, end]) => this.colonIn(start, end) >= 0))
      return this.dict(parts, other);
    return { ...other, items: parts.map(([start, end]) => this.value(start, end)) };
  }

  private dict(parts: readonly [number, number][], other: Value): Value {
    const items: Value[] = [];
    for (const [start, end] of parts) {
      const colon = this.colonIn(start, end);
      if (colon < 0) return other;
      items.push(this.value(start, colon), this.value(colon + 1, end));
    }
    return { ...other, items, isDict: true };
  }

  /** Strings side by side: their value, or what they begin with. */
  private string(from: number, to: number): { string: string | null; prefix: string | null } {
    let value = "";
    for (let i = from; i < to; i++) {
      const token = this.tokens[i] as Token;
      if (token.kind === "text") {
        const text = stringValue(this.bytes.toString("utf8", token.start, token.end));
        if (text === null) return { string: null, prefix: null };
        value += text;
      } else if (token.kind === "fields") {
        const literal = this.literalPart(i);
        const close = closeOf(this.tokens, i);
        if (literal === null || close >= to || this.hasMoreThanStrings(close + 1, to))
          return { string: null, prefix: null };
        value += literal;
        if (this.tokens[i + 1]?.kind === "open") return { string: null, prefix: value };
        i = close;
      } else return { string: null, prefix: null };
    }
    return { string: value, prefix: null };
  }

  private hasMoreThanStrings(from: number, to: number): boolean {
    for (let i = from; i < to; i++) {
      const kind = this.tokens[i]?.kind;
      if (kind === "fields") i = closeOf(this.tokens, i);
      else if (kind !== "text") return true;
    }
    return false;
  }

  /** What a string with fields holds before its first field; null for template strings and odd escapes. */
  private literalPart(at: number): string | null {
    const fields = this.tokens[at] as Token;
    const prefix = this.bytes.toString("latin1", fields.start, fields.end).toLowerCase();
    if (prefix.includes("t")) return null;
    const next = this.tokens[at + 1] as Token;
    const width =
      this.bytes[fields.end + 1] === this.bytes[fields.end] && this.bytes[fields.end + 2] === this.bytes[fields.end]
        ? 3
        : 1;
    const end = next.kind === "open" ? next.start : next.start - width;
    const body = this.bytes.toString("utf8", fields.end + width, end).replace(/\r\n?/g, "\n");
    const plain = body.replaceAll("{{", "{").replaceAll("}}", "}");
    return prefix.includes("r") ? plain : unescaped(plain);
  }

  /** The parts between commas; an empty last one is none. */
  private parts(from: number, to: number): [number, number][] {
    const parts: [number, number][] = [];
    let depth = 0;
    let start = from;
    for (let i = from; i <= to; i++) {
      const kind = this.tokens[i]?.kind;
      if (i === to || (depth === 0 && kind === "comma")) {
        if (i > start) parts.push([start, i]);
        start = i + 1;
      } else if (kind === "open" || kind === "fields") depth++;
      else if (kind === "close" || kind === "fields-end") depth--;
    }
    return parts;
  }

  private colonIn(from: number, to: number): number {
    let depth = 0;
    for (let i = from; i < to; i++) {
      const kind = this.tokens[i]?.kind;
      if (depth === 0 && kind === "colon") return i;
      if (kind === "open" || kind === "fields") depth++;
      else if (kind === "close" || kind === "fields-end") depth--;
    }
    return -1;
  }

  private isOperator(at: number, operator: string): boolean {
    return this.tokens[at]?.kind === "operator" && this.textOf(at, at + 1) === operator;
  }
}

const ROUND = 40;
const CURLY = 123;
