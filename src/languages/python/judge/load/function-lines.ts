import { tokens } from "../../rewrite/tokens.js";
import { LogicalLines } from "./logical-lines.js";

/** Code may stand in texts, docstrings too, and anywhere. */
const RUNS_TEXTS = /(?<![\w.]|\bdef )(?:exec|eval|compile)\s*\(|\bbuiltins\b/;
/** What the reader of logical lines would take for something else: headers with other blanks, other line breaks. */
const UNUSUAL = /\bdef[\t\\]|\basync(?! def )[ \t\\]+def\b|[\f\ufeff]|\r(?!\n)/;
const GETATTR = /^def\s+__getattr__\s*\(\s*(\w+)\s*(?::[^,)]*)?,?\s*\)/;
const GLOBAL_IN_TEXT = /\bglobal[ \t]+([\w, \t\\]+)/g;
const NEWLINE = 10;

/** A line of code that may run once the module's load is over. */
export interface LineOfFunction {
  readonly code: string;
  readonly line: number;
  /** Those that it declares global. */
  readonly names: readonly string[];
  /** Where the outermost function around it is the module's `__getattr__`, what this calls the name that it is asked for, "" if unclear; else null. */
  readonly asked: string | null;
}

/** Lines within functions; where the text is not understood, or the file runs texts, all that are indented. @param text of the source */
export function linesOfFunctions(source: Buffer, text: string): readonly LineOfFunction[] {
  if (UNUSUAL.test(text)) return indentedLines(text, []);
  const found = codeOfFunctions(source);
  return found === null || RUNS_TEXTS.test(text) ? indentedLines(text, found ?? []) : found;
}

/** All indented lines, those within texts too. @param read what is known of lines of code */
function indentedLines(text: string, read: readonly LineOfFunction[]): readonly LineOfFunction[] {
  const asked = new Map(read.map((each) => [each.line, each]));
  return text.split("\n").flatMap((code, at) => {
    if (!/^[ \t]/.test(code)) return [];
    const names = [...code.matchAll(GLOBAL_IN_TEXT)].flatMap((found) => wordsOf(found[1] ?? ""));
    const known = asked.get(at + 1);
    // A text in the line may be run elsewhere.
    const isCode = known !== undefined && known.code.trim() === code.trim() && !/["']/.test(code);
    return [{ code, line: at + 1, names, asked: isCode ? known.asked : null }];
  });
}

/** Null where the text is not understood. */
function codeOfFunctions(source: Buffer): readonly LineOfFunction[] | null {
  const found: LineOfFunction[] = [];
  const lines = new LogicalLines(source);
  let line = 1;
  let counted = 0;
  /** The outermost function that has not ended, by its margin. */
  let around: { readonly indent: number; readonly asked: string | null } | null = null;
  for (let next = lines.next(); next !== null; next = lines.next()) {
    for (; counted < next.start; counted++) if (source[counted] === NEWLINE) line++;
    const code = source.subarray(next.start, lines.at).toString("utf8");
    if (around !== null && next.indent <= around.indent) around = null;
    if (around === null && next.isFunction) {
      const isGetattr = next.indent === 0 && /^def\s+__getattr__\s*\(/.test(code);
      around = { indent: next.indent, asked: isGetattr ? (GETATTR.exec(code)?.[1] ?? "") : null };
    }
    // Who a lambda is handed to may call it at any time.
    if ((around === null && !/\blambda\b/.test(code)) || isText(code)) continue;
    found.push({ code, line, names: declared(code), asked: around?.asked ?? null });
  }
  return lines.isBroken ? null : found;
}

/** Whether a line is nothing but a string. */
function isText(code: string): boolean {
  let count = 0;
  for (const { kind } of tokens(code, 0, code.length)) {
    if (kind === "break" || kind === "comment") continue;
    if (kind !== "string") return false;
    count++;
  }
  return count > 0;
}

/** Names that statements of a line declare global. */
function declared(code: string): string[] {
  if (!code.includes("global")) return [];
  const names: string[] = [];
  let isDeclaring = false;
  for (const { kind, start, end } of tokens(code, 0, code.length)) {
    const token = code.slice(start, end);
    if (kind === "word" && token === "global") isDeclaring = true;
    else if (kind === "word" && isDeclaring) names.push(token);
    else if (kind !== "joint" && token !== ",") isDeclaring = false;
  }
  return names;
}

function wordsOf(text: string): string[] {
  return text.split(/[\s,\\]+/).filter((word) => word !== "");
}
