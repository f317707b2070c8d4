import { type Token, tokens } from "../../rewrite/tokens.js";

/** What one file asks of `sys.modules`. */
export interface LookedUp {
  /** Names that it writes out, with the offset of the first. */
  readonly named: ReadonlyMap<string, number>;
  /** It also asks by names that it computes: any text of the file may be one. */
  readonly isComputed: boolean;
}

const METHODS: ReadonlySet<string> = new Set(["get", "pop", "setdefault", "__contains__", "__getitem__"]);
const RUNS_TEXTS = /\b(?:exec|eval|compile)\s*\(/;

/**
 * Which modules a source looks for in `sys.modules`. What stands in its comments and texts asks for none, as long as the source runs no
 * texts.
 */
export function lookedUpIn(text: string): LookedUp {
  const named = new Map<string, number>();
  if (!text.includes("sys.modules")) return { named, isComputed: false };
  const all = [...tokens(text, 0, text.length)].filter(({ kind }) => kind !== "comment" && kind !== "joint");
  const said = (at: number): string => text.slice(all[at]?.start ?? 0, all[at]?.end ?? 0);
  const last = all.at(-1)?.end ?? 0;
  // Behind a string without end nothing is known.
  let isComputed = text.slice(last).trim() !== "" || RUNS_TEXTS.test(text);
  for (let at = 0; at < all.length && !isComputed; at++) {
    if (said(at) !== "sys" || said(at + 1) !== "." || said(at + 2) !== "modules") continue;
    const key = keyAt(all, said, at);
    if (key === null) isComputed = true;
    else if (key.name !== null && !named.has(key.name)) named.set(key.name, key.at);
  }
  return { named, isComputed };
}

/** What is asked by the `sys.modules` of three tokens; null where it is computed. */
function keyAt(
  all: readonly Token[],
  said: (at: number) => string,
  at: number,
): { readonly name: string | null; readonly at: number } | null {
  const behind = at + 3;
  let key = -1;
  if (said(behind) === "[" && said(behind + 2) === "]") key = behind + 1;
  else if (said(behind) === "." && METHODS.has(said(behind + 1)) && said(behind + 2) === "(") {
    if (said(behind + 4) === ")" || said(behind + 4) === ",") key = behind + 3;
  } else if (said(at - 1) === "in" && !/^[.[(]$/.test(said(behind))) {
    const before = said(at - 2) === "not" ? at - 3 : at - 2;
    // A part of something larger is computed.
    if (!/^[+%.]$/.test(said(before - 1)) && all[before - 1]?.kind !== "string") key = before;
  }
  if (key < 0) return null;
  if (said(key) === "__name__") return { name: null, at: 0 };
  const text = /^["']([\w.]+)["']$/.exec(said(key))?.[1];
  return text === undefined ? null : { name: text, at: all[key]?.start ?? 0 };
}
