import { skipBlanks, type Token, tokenAt } from "./tokens.js";

/** One simple statement's place: from its first token to the end of its last. */
export interface Statement {
  readonly start: number;
  readonly end: number;
}

/** A logical line: simple statements between semicolons, or the header of a compound statement, perhaps with its body. */
export interface LogicalLine {
  /** Of its first token. */
  readonly start: number;
  /** Behind its line break. */
  readonly end: number;
  /** What stands before its first token, without form feeds and what precedes them. */
  readonly indent: string;
  /** Its first word; "" where it begins with none. */
  readonly word: string;
  /** Of a header's colon; null for simple statements. */
  readonly colon: number | null;
  /** Simple statements; those behind the colon for a header. */
  readonly statements: readonly Statement[];
  readonly comment: Statement | null;
  readonly block: Block;
}

/** Lines of one indentation below one header. */
export interface Block {
  /** Null for the module's own. */
  readonly header: LogicalLine | null;
  readonly lines: LogicalLine[];
}

export interface Outline {
  /** In the order of the text. */
  readonly lines: readonly LogicalLine[];
  readonly module: Block;
}

const HEADERS = new Set("if elif else for while try except finally with def class async match case".split(" "));

/**
 * The logical lines of a file that CPython compiles; what it doesn't is read somehow.
 *
 * @returns null where a string or a bracket has no end
 */
export function outlineOf(text: string, start: number): Outline | null {
  const module: Block = { header: null, lines: [] };
  const lines: LogicalLine[] = [];
  const open: { column: number; block: Block }[] = [{ column: 0, block: module }];
  let at = start;
  while (at < text.length) {
    const first = tokenAt(text, skipBlanks(text, at));
    if (first === null) return null;
    if (first.kind === "comment" || first.kind === "break") {
      at = first.kind === "break" ? first.end : behindBreak(text, first.end);
      continue;
    }
    if (first.start >= text.length) break;
    const indent = /[ \t]*$/.exec(text.slice(at, first.start))?.[0] ?? "";
    const column = width(indent);
    while (open.length > 1 && (open[open.length - 1]?.column ?? 0) > column) open.pop();
    let block = open[open.length - 1]?.block ?? module;
    const before = lines[lines.length - 1];
    if (column > (open[open.length - 1]?.column ?? 0) && before !== undefined) {
      block = { header: before, lines: [] };
      open.push({ column, block });
    }
    const line = readLine(text, first, indent, block);
    if (line === null) return null;
    block.lines.push(line);
    lines.push(line);
    at = line.end;
  }
  return { lines, module };
}

function behindBreak(text: string, at: number): number {
  const token = tokenAt(text, at);
  return token?.kind === "break" ? token.end : at;
}

/** As CPython counts: a tab goes to the next multiple of eight. */
function width(indent: string): number {
  let column = 0;
  for (const char of indent) column = char === "\t" ? (column & ~7) + 8 : column + 1;
  return column;
}

function readLine(text: string, first: Token, indent: string, block: Block): LogicalLine | null {
  const statements: Statement[] = [];
  const word = first.kind === "word" ? text.slice(first.start, first.end) : "";
  const isHeader = HEADERS.has(word) && (word !== "match" && word !== "case" ? true : isSoftHeader(text, first, block));
  let colon: number | null = null;
  let comment: Statement | null = null;
  let depth = 0;
  let lambdas = 0;
  let began = first.start;
  let last = first.start;
  let at = first.start;
  const close = () => {
    if (last > began && (!isHeader || colon !== null)) statements.push({ start: began, end: last });
  };
  for (;;) {
    const token = tokenAt(text, skipBlanks(text, at));
    if (token === null) return null;
    at = token.end;
    if (token.start >= text.length) {
      if (depth > 0) return null;
      break;
    }
    if (token.kind === "comment" && depth === 0) comment = token;
    if (token.kind === "break" && depth === 0) break;
    if (token.kind === "comment" || token.kind === "joint" || token.kind === "break") continue;
    if (began < 0) began = token.start;
    if (token.kind === "open") depth++;
    else if (token.kind === "close") depth--;
    else if (depth === 0 && token.kind === "sign" && text[token.start] === ";") {
      close();
      began = -1;
      last = -1;
      continue;
    } else if (depth === 0 && isHeader && colon === null) {
      const said = text.slice(token.start, token.end);
      if (said === "lambda") lambdas++;
      else if (said === ":" && lambdas > 0) lambdas--;
      else if (said === ":") {
        colon = token.start;
        began = -1;
        last = -1;
        continue;
      }
    }
    last = token.end;
  }
  close();
  return { start: first.start, end: at, indent, word, colon, statements, comment, block };
}

/** `match` and `case` are names elsewhere: a match statement opens a block, a case stands in a match's block. */
function isSoftHeader(text: string, first: Token, block: Block): boolean {
  if (text.slice(first.start, first.end) === "case") return block.header?.word === "match";
  return endsInColon(text, first.start);
}

function endsInColon(text: string, start: number): boolean {
  let depth = 0;
  let last = "";
  for (let at = start; at < text.length; ) {
    const token = tokenAt(text, skipBlanks(text, at));
    if (token === null) return false;
    at = token.end;
    if (token.kind === "break" && depth === 0) break;
    if (token.kind === "comment" || token.kind === "joint" || token.kind === "break") continue;
    if (token.kind === "open") depth++;
    if (token.kind === "close") depth--;
    last = text.slice(token.start, token.end);
  }
  return last === ":";
}
