import { tokens } from "../../rewrite/tokens.js";
import { LogicalLines } from "./logical-lines.js";

/** What functions of a module bind anew of its names. */
export interface BoundAnew {
  /** Names that are declared global, with the line of the first declaration. */
  readonly globals: ReadonlyMap<string, number>;
  /**
   * The line that binds names by computed ones, and whether only the module's `__getattr__` does, which is asked for names that are not
   * there; null for none.
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
  for (const { code, line, names, isInGetattr } of linesOfFunctions(source, text)) {
    for (const name of names) if (!globals.has(name)) globals.set(name, line);
    if ((dynamic === null || dynamic.isInGetattr) && DYNAMIC.test(code)) dynamic = { line, isInGetattr };
  }
  return { globals, dynamic };
}

interface LineOfFunction {
  readonly code: string;
  readonly line: number;
  /** Those that it declares global. */
  readonly names: readonly string[];
  /** The outermost function around it is the module's `__getattr__`. */
  readonly isInGetattr: boolean;
}

function linesOfFunctions(source: Buffer, text: string): readonly LineOfFunction[] {
  const all = (): LineOfFunction[] =>
    text.split("\n").flatMap((code, at) => {
      if (!/^[ \t]/.test(code)) return [];
      const names = [...code.matchAll(GLOBAL_IN_TEXT)].flatMap((found) => wordsOf(found[1] ?? ""));
      return [{ code, line: at + 1, names, isInGetattr: false }];
    });
  if (RUNS_TEXTS.test(text) || UNUSUAL.test(text)) return all();
  const found: LineOfFunction[] = [];
  const lines = new LogicalLines(source);
  let line = 1;
  let counted = 0;
  /** The outermost function that has not ended, by its margin. */
  let around: { readonly indent: number; readonly isGetattr: boolean } | null = null;
  for (let next = lines.next(); next !== null; next = lines.next()) {
    for (; counted < next.start; counted++) if (source[counted] === NEWLINE) line++;
    const code = source.subarray(next.start, lines.at).toString("utf8");
    if (around !== null && next.indent <= around.indent) around = null;
    if (around === null && next.isFunction) {
      around = { indent: next.indent, isGetattr: next.indent === 0 && /^def\s+__getattr__\s*\(/.test(code) };
    }
    // Who a lambda is handed to may call it at any time.
    if ((around === null && !/\blambda\b/.test(code)) || isText(code)) continue;
    found.push({ code, line, names: declared(code), isInGetattr: around?.isGetattr === true });
  }
  return lines.isBroken ? all() : found;
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
