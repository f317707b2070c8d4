import { linesOfFunctions } from "./function-lines.js";
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
/** `globals()["a"] = …`, `globals().update(a=…)`, with quotes or an argument by name; an attribute. */
const SPELT_OUT =
  /[\w)\]]\s*\[[^\]]*["'][^\]]*\]\s*[^\w\s]{0,3}=|\.\w+\([^)]*(?:["']|\w\s*=)|setattr\([^,]*,[^,]*["']|\.\w+\s*=(?!=)/;

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
