import { tokens } from "../../rewrite/tokens.js";
import { LogicalLines } from "./logical-lines.js";
import { MAY_BIND, writesOwnNamespace } from "./own-namespace.js";

/** What functions of a module bind anew of its names. */
export interface BoundAnew {
  /** Names that are declared global, with the line of the first declaration. */
  readonly globals: ReadonlyMap<string, number>;
  /** The line that binds names by computed ones, the worst of them; null for none. */
  readonly dynamic: { readonly line: number; readonly by: BoundBy } | null;
}

/**
 * Who binds names by computed ones: only the module's `__getattr__`, and only the name that it is asked for, which is not there then; this,
 * others too, but none that it spells out; or anything else.
 */
export type BoundBy = "asked" | "getattr" | "function";
const WORSE: readonly BoundBy[] = ["asked", "getattr", "function"];

const DECLARES = /\bglobal\b/;
/** Code may stand in texts, docstrings too, and anywhere. */
const RUNS_TEXTS = /(?<![\w.]|\bdef )(?:exec|eval|compile)\s*\(|\bbuiltins\b/;
/** What the reader of logical lines would take for something else: headers with other blanks, other line breaks. */
const UNUSUAL = /\bdef[\t\\]|\basync(?! def )[ \t\\]+def\b|[\f\ufeff]|\r(?!\n)/;
/** `globals()["a"] = …`, `globals().update(a=…)`, with quotes or an argument by name; an attribute. */
const SPELT_OUT =
  /[\w)\]]\s*\[[^\]]*["'][^\]]*\]\s*[^\w\s]{0,3}=|\.\w+\([^)]*(?:["']|\w\s*=)|setattr\([^,]*,[^,]*["']|\.\w+\s*=(?!=)/;
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
  if (!DECLARES.test(text) && !MAY_BIND.test(text)) return { globals, dynamic };
  const writes = MAY_BIND.test(text) ? writesOwnNamespace(text) : () => false;
  const lines = linesOfFunctions(source, text);
  const isAsked = (asked: string): boolean =>
    !lines.some((line) => line.asked === asked && bindsAnew(line.code, asked));
  for (const { code, line, names, asked } of lines) {
    for (const name of names) if (!globals.has(name)) globals.set(name, line);
    if (!writes(code)) continue;
    const isOne = asked !== null && asked !== "" && !writes(withoutAsked(code, asked)) && isAsked(asked);
    const by = isOne ? "asked" : asked !== null && !SPELT_OUT.test(code) ? "getattr" : "function";
    if (dynamic === null || WORSE.indexOf(by) > WORSE.indexOf(dynamic.by)) dynamic = { line, by };
  }
  return { globals, dynamic };
}

/** A line without what it binds by the one name that such a variable holds. */
function withoutAsked(code: string, variable: string): string {
  const own = `globals\\(\\)\\s*\\[\\s*${variable}\\s*\\]\\s*=(?!=)`;
  return code.replace(
    new RegExp(`${own}|setattr\\(\\s*sys\\.modules\\[\\s*__name__\\s*\\]\\s*,\\s*${variable}\\s*,`, "g"),
    "",
  );
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
  /** Where the outermost function around it is the module's `__getattr__`, what this calls the name that it is asked for, "" if unclear; else null. */
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
      const isGetattr = next.indent === 0 && /^def\s+__getattr__\s*\(/.test(code);
      around = { indent: next.indent, asked: isGetattr ? (GETATTR.exec(code)?.[1] ?? "") : null };
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
