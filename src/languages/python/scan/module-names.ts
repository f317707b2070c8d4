import { type Value, Values } from "./arguments.js";
import type { ExportedNames, ImportedName, LiteralTable } from "./scanned.js";
import { SETTINGS } from "./targets.js";
import { closeOf } from "./tests.js";
import type { Token } from "./trace.js";
import { wideWord } from "./wide-words.js";

const DUNDER = new Set(["__all__", "__getattr__", "__dir__", "__lazy_modules__"]);

/** What a module says of its own names: `__all__`, `__getattr__`, `__lazy_modules__`, settings, and literal tables. */
export class ModuleNames {
  hasGetattr = false;
  all: ExportedNames | null = null;
  lazyModules: readonly string[] | null = null;
  /** Literal tables by their offset. */
  readonly tables: (Omit<LiteralTable, "line"> & { readonly at: number })[] = [];
  /** Names that stand for import functions by assignment: `load = importlib.import_module`. */
  readonly aliases = new Map<string, Set<string>>();

  constructor(
    private readonly bytes: Buffer,
    private readonly wantsTables: boolean,
  ) {}

  isOfInterest(start: number, end: number): boolean {
    if (this.wantsTables) return true;
    return isOfInterest(this.bytes.toString("latin1", start, end));
  }

  imported(names: readonly ImportedName[]): void {
    if (names.some(({ name, as }) => (as ?? name) === "__getattr__")) this.hasGetattr = true;
  }

  /**
   * Reads a statement of the module's own level.
   *
   * @returns strings that a framework imports
   */
  read(start: number, tokens: readonly Token[]): string[] {
    const values = new Values(this.bytes, tokens);
    const text = (i: number) => values.textOf(i, i + 1);
    const name = wideWord(this.bytes, start, (tokens[0] as Token).end);
    const targets = assignedNames(tokens, text);
    const [from, to] = [targets.end + 1, tokens.length];
    if (this.wantsTables && targets.operator === "=" && targets.isPlain) {
      for (const target of targets.names) {
        const entries = DUNDER.has(target) ? null : entriesOf(values.value(from, to));
        if (entries !== null) this.tables.push({ name: target, at: start, entries });
      }
    }
    if (!isOfInterest(name)) return [];
    if (targets.names.includes("__getattr__")) this.hasGetattr = true;
    if (name === "__all__" && tokens[1]?.kind === "dot") this.changeAll(text(2), values, tokens);
    if (targets.operator === null) return [];
    if (targets.operator === "+=") {
      if (name === "__all__") this.addToAll(this.sum(values, tokens, from, to));
      return [];
    }
    if (!targets.isPlain) {
      if (targets.names.includes("__all__")) this.all = { names: [], isComplete: false };
      return [];
    }
    for (const target of targets.names) {
      if (target === "__all__") {
        this.all = { names: [], isComplete: true };
        this.addToAll(this.sum(values, tokens, from, to));
      } else if (target === "__lazy_modules__") this.lazyModules = strings(values.value(from, to));
    }
    return targets.names.some((target) => SETTINGS.has(target)) ? strings(values.value(from, to)) : [];
  }

  readAlias(tokens: readonly Token[]): void {
    const values = new Values(this.bytes, tokens);
    const isAssignment = tokens[0]?.kind === "word" && tokens[1]?.kind === "operator" && values.textOf(1, 2) === "=";
    const callee = tokens.slice(2);
    if (!isAssignment || !callee.every((token, i) => token.kind === (i % 2 === 0 ? "word" : "dot"))) return;
    const name = values.textOf(0, 1);
    const text = callee
      .map((token) => (token.kind === "dot" ? "." : wideWord(this.bytes, token.start, token.end)))
      .join("");
    if (!/(?:^|\.)(?:import_module|__import__)$/.test(text)) return;
    const known = this.aliases.get(name);
    if (known === undefined) this.aliases.set(name, new Set([text]));
    else known.add(text);
  }

  private changeAll(method: string, values: Values, tokens: readonly Token[]): void {
    if (tokens[3]?.kind !== "open") return;
    const [value] = values.arguments(3).positional;
    if (method === "extend" && value !== undefined) this.addToAll(value.items ?? [null]);
    else this.addToAll([method === "append" ? (value ?? null) : null]);
  }

  private addToAll(items: readonly (Value | null)[]): void {
    const names = items.map((item) => item?.string ?? null);
    const known = names.filter((name) => name !== null);
    const isComplete = (this.all?.isComplete ?? false) && known.length === names.length;
    this.all = { names: [...(this.all?.names ?? []), ...known], isComplete };
  }

  /** The items of literals with `+` between them; null stands for a part that is no literal. */
  private sum(values: Values, tokens: readonly Token[], from: number, to: number): (Value | null)[] {
    if (tokens[from]?.kind === "open" && closeOf(tokens, from) === to - 1) {
      const { text, items } = values.value(from, to);
      // Brackets around the sum, and not those of a tuple.
      if (items === null && text.startsWith("(")) return this.sum(values, tokens, from + 1, to - 1);
    }
    const items: (Value | null)[] = [];
    let [start, depth] = [from, 0];
    for (let i = from; i <= to; i++) {
      const kind = tokens[i]?.kind;
      if (kind === "open" || kind === "fields") depth++;
      else if (kind === "close" || kind === "fields-end") depth--;
      const isPlus = depth === 0 && kind === "operator" && values.textOf(i, i + 1) === "+";
      if (i < to && !isPlus) continue;
      for (const item of sequence(values.value(start, i)) ?? [null]) items.push(item);
      start = i + 1;
    }
    return items;
  }
}

function isOfInterest(name: string): boolean {
  return DUNDER.has(name) || SETTINGS.has(name);
}

/** The names that an assignment binds, up to the operator before its value. */
function assignedNames(
  tokens: readonly Token[],
  text: (i: number) => string,
): { names: string[]; operator: string | null; isPlain: boolean; end: number } {
  const names: string[] = [];
  let [operator, isPlain, end]: [string | null, boolean, number] = [null, true, 0];
  let [depth, start, commas] = [0, 0, 0];
  for (let i = 0; i < tokens.length; i++) {
    const kind = tokens[i]?.kind;
    if (kind === "open" || kind === "fields") depth++;
    else if (kind === "close" || kind === "fields-end") depth--;
    else if (depth > 0) continue;
    else if (kind === "comma") commas++;
    else if (kind === "word" && text(i) === "lambda") break;
    else if (kind === "operator") {
      const word = text(i);
      const isAssignment = word.endsWith("=") && !["==", "<=", ">=", "!="].includes(word);
      if (!isAssignment) continue;
      if (word !== "=" && operator !== null) break;
      for (let at = start; at < i; at++) {
        const isAlone = at === start || tokens[at - 1]?.kind === "comma";
        const next = tokens[at + 1]?.kind;
        const isWhole = at + 1 === i || next === "comma" || next === "colon";
        if (tokens[at]?.kind === "word" && isAlone && isWhole) names.push(text(at));
      }
      if (commas > 0) isPlain = false;
      operator = word;
      end = i;
      start = i + 1;
      commas = 0;
      if (word !== "=") break;
    }
  }
  return { names, operator, isPlain, end };
}

/** The items of one literal sequence; null for anything else. */
function sequence(value: Value): readonly Value[] | null {
  return value.isDict ? null : value.items;
}

function strings(value: Value): string[] {
  return [value, ...(sequence(value) ?? [])].flatMap((item) => (item.string === null ? [] : [item.string]));
}

function entriesOf(value: Value): LiteralTable["entries"] | null {
  const { items } = value;
  if (items === null) return null;
  const entries: { key: string; values: string[] }[] = [];
  for (let i = 0; i < items.length; i += value.isDict ? 2 : 1) {
    const key = items[i]?.string ?? null;
    const of = value.isDict ? items[i + 1] : undefined;
    if (key !== null) entries.push({ key, values: of === undefined ? [] : strings(of) });
  }
  return entries.length === 0 ? null : entries;
}
