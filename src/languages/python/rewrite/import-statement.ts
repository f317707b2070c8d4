import type { Statement } from "./logical-lines.js";
import { type Token, tokens } from "./tokens.js";

/** A name of an import statement, with its alias. */
export interface WrittenName {
  readonly start: number;
  readonly end: number;
  /** The comma behind it; null where there is none. */
  readonly comma: number | null;
  /** Without comments and needless blanks: "a.b as c". */
  readonly text: string;
}

/** An import statement as its file has it, one character a byte. */
export interface WrittenImport extends Statement {
  readonly isLazy: boolean;
  /** The module behind `from`, with its dots; null for `import`. */
  readonly from: string | null;
  readonly names: readonly WrittenName[];
  /** Of the parenthesis; null where there is none. */
  readonly open: number | null;
  readonly close: number | null;
  /** Within its parentheses. */
  readonly comments: readonly Statement[];
}

/** @returns null where the statement is no import */
export function readImport(text: string, { start, end }: Statement): WrittenImport | null {
  const comments: Statement[] = [];
  const words: Token[] = [];
  for (const token of tokens(text, start, end)) {
    if (token.kind === "comment") comments.push(token);
    else if (token.kind !== "break" && token.kind !== "joint") words.push(token);
  }
  const said = (at: number) => {
    const token = words[at];
    return token === undefined ? "" : text.slice(token.start, token.end);
  };
  let at = said(0) === "lazy" ? 1 : 0;
  const isLazy = at === 1;
  let from: string | null = null;
  if (said(at) === "from") {
    from = "";
    for (at++; at < words.length && said(at) !== "import"; at++) from += said(at);
  }
  if (said(at) !== "import") return null;
  at++;
  const open = words[at]?.kind === "open" ? (words[at++]?.start ?? null) : null;
  const names: WrittenName[] = [];
  let parts: Token[] = [];
  const flush = (comma: number | null) => {
    const first = parts[0];
    const last = parts[parts.length - 1];
    if (first !== undefined && last !== undefined) {
      names.push({ start: first.start, end: last.end, comma, text: spelt(text, parts) });
    }
    parts = [];
  };
  let close: number | null = null;
  for (; at < words.length; at++) {
    const token = words[at];
    if (token === undefined) break;
    if (said(at) === ",") flush(token.start);
    else if (token.kind === "close") close = token.start;
    else parts.push(token);
  }
  flush(null);
  return { start, end, isLazy, from, names, open, close, comments };
}

function spelt(text: string, parts: readonly Token[]): string {
  const said = parts.map(({ start, end }) => text.slice(start, end));
  const as = said.lastIndexOf("as");
  return as > 0 ? `${said.slice(0, as).join("")} as ${said.slice(as + 1).join("")}` : said.join("");
}

/** What a name of a `from` statement is called in its module, or the module of an `import`. */
export function originalOf({ text }: WrittenName): string {
  return text.split(" ")[0] ?? text;
}

/** What it is called in the importing file. */
export function boundBy(statement: WrittenImport, name: WrittenName): string {
  const as = / as (.*)$/.exec(name.text)?.[1];
  return as ?? (statement.from === null ? (name.text.split(".")[0] ?? name.text) : name.text);
}
