import { tokens } from "../../rewrite/tokens.js";
import { LogicalLines } from "./logical-lines.js";

/** What functions of a module bind anew of its names. */
export interface BoundAnew {
  /** Names that are declared global, with the line of the first declaration. */
  readonly globals: ReadonlyMap<string, number>;
  /**
   * The line that binds names by computed ones, and whether only the module's `__getattr__` does, and only the name that it is asked for,
   * which is not there then; null for none.
   */
  readonly dynamic: { readonly line: number; readonly isInGetattr: boolean } | null;
}

const MENTIONS = /\bglobal\b|globals\(\)|\bsetattr\b/;
const DYNAMIC =
  /globals\(\)\s*(?:\[[^\]]*\]\s*=|\.update\b|\.__setitem__\b)|setattr\(\s*sys\.modules\[\s*__name__\s*\]/;
/** Code may stand in texts, docstrings too, and anywhere. */
const RUNS_TEXTS = /(?<![\w.]|\bdef )(?:exec|eval|compile)\s*\(|\bbuiltins\b/;
/** What the reader of logical lines would take for something else: headers with other blanks, other line breaks. */
const UNUSUAL = /\bdef[\t\\]|\basync(?! def )[ \t\\]+def\b|[\f\ufeff]|\r(?!\n)/;
const GETATTR = /^def\s+__getattr__\s*\(\s*(\w+)\s*(?::[^,)]*)?,?\s*\)/;
const GLOBAL_IN_TEXT = /\bglobal[ \t]+([\w, \t\\]+)/g;

/**
 * What the module's own level binds, under a condition or in a loop too, has run once its load is over: only functions bind anew. Where the
 * text is not understood, or the file runs texts, every indented line counts as one of a function.
 */
export function boundAnew(source: Buffer): BoundAnew {
  const globals = new Map<string, number>();
  let dynamic: BoundAnew["dynamic"] = null;
  const text = source.toString("utf8");
  if (!MENTIONS.test(text)) return { globals, dynamic };
  const lines = linesOfFunctions(source, text);
  const isAsked = (asked: string): boolean =>
    !lines.some((line) => line.asked === asked && bindsAnew(line.code, asked));
  for (const { code, line, names, asked } of lines) {
    for (const name of names) if (!globals.has(name)) globals.set(name, line);
    if ((dynamic !== null && !dynamic.isInGetattr) || !DYNAMIC.test(code)) continue;
    dynamic = { line, isInGetattr: asked !== null && bindsOnly(code, asked) && isAsked(asked) };
  }
  return { globals, dynamic };
}

/** Whether all that a line binds by computed names is the one that such a variable holds. */
function bindsOnly(code: string, variable: string): boolean {
  const own = new RegExp(
    `globals\\(\\)\\s*\\[\\s*${variable}\\s*\\]\\s*=(?!=)|setattr\\(\\s*sys\\.modules\\[\\s*__name__\\s*\\]\\s*,\\s*${variable}\\s*,`,
    "g",
  );
  return !DYNAMIC.test(code.replace(own, ""));
}

/** Whether a line may give a variable another value, or another function one of this name; the header of `__getattr__` does not. */
function bindsAnew(code: string, variable: string): boolean {
  if (code.startsWith("def ")) return false;
  const name = `(?<![\\w.])${variable}\\b`;
  // What stands in an index is only read.
  const bare = code.replace(/(?<=[\w)\]])\[[^[\]]*\]/g, "");
  const assigned = /^(.*)(?<![=!<>])=(?!=)/s.exec(withoutBrackets(bare))?.[1] ?? "";
  const named = new RegExp(`${name}\\s*:=|\\b(?:for|as|del|case|import|global|nonlocal|lambda)\\b[^:]*${name}`);
  if (/\bdef\b/.test(bare) && new RegExp(name).test(bare)) return true;
  return new RegExp(name).test(assigned) || named.test(bare);
}

/** A line without what calls are given. */
function withoutBrackets(code: string): string {
  const without = code.replace(/(?<=\w)\([^()]*\)/g, "");
  return without === code ? code : withoutBrackets(without);
}

interface LineOfFunction {
  readonly code: string;
  readonly line: number;
  /** Those that it declares global. */
  readonly names: readonly string[];
  /** Where the outermost function around it is the module's `__getattr__`, what this calls the name that it is asked for; else null. */
  readonly asked: string | null;
}

function linesOfFunctions(source: Buffer, text: string): readonly LineOfFunction[] {
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
      const asked = next.indent === 0 ? GETATTR.exec(code)?.[1] : undefined;
      around = { indent: next.indent, asked: asked ?? null };
    }
    // Who a lambda is handed to may call it at any time.
    if ((around === null && !/\blambda\b/.test(code)) || isText(code)) continue;
    found.push({ code, line, names: declared(code), asked: around?.asked ?? null });
  }
  return lines.isBroken ? null : found;
}

const NEWLINE = 10;

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
