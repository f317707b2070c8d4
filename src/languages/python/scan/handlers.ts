import { closeOf } from "./tests.js";
import type { Token } from "./trace.js";

/** What catches a failing import. */
const CATCHING = new Set(["ImportError", "ModuleNotFoundError", "Exception", "BaseException"]);

/**
 * The first of some exceptions that a failing import is one of; null where there is none.
 *
 * @param tokens of a dotted name, or of names between commas, perhaps in brackets
 */
export function catchingName(tokens: readonly Token[], textOf: (token: Token) => string): string | null {
  let inner = tokens;
  while (inner[0]?.kind === "open" && closeOf(inner, 0) === inner.length - 1) inner = inner.slice(1, -1);
  let from = 0;
  for (let i = 0; i <= inner.length; i++) {
    if (i < inner.length && inner[i]?.kind !== "comma") continue;
    const name = inner.slice(from, i);
    from = i + 1;
    const last = name.at(-1);
    const isDotted = name.every((token, at) => token.kind === (at % 2 === 0 ? "word" : "dot"));
    if (isDotted && last !== undefined && CATCHING.has(textOf(last))) return textOf(last);
  }
  return null;
}

/** The exceptions of a `except` header, without the name that is bound; null for Python 2's way to bind it. */
export function exceptionsOf(tokens: readonly Token[], textOf: (token: Token) => string): readonly Token[] | null {
  let depth = 0;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    if (token.kind === "open") depth++;
    else if (token.kind === "close") depth--;
    else if (depth === 0 && token.kind === "comma") return null;
    else if (depth === 0 && token.kind === "word" && textOf(token) === "as") return tokens.slice(0, i);
  }
  return tokens;
}

/** What the `contextlib.suppress` of a `with` catches of a failing import; null where there is none. */
export function suppressedName(tokens: readonly Token[], textOf: (token: Token) => string): string | null {
  for (const item of itemsOf(tokens)) {
    const open = item.findIndex((token) => token.kind === "open");
    const callee = item[open - 1];
    if (open < 1 || callee === undefined || textOf(callee) !== "suppress") continue;
    const isDotted = item.slice(0, open).every((token, at) => token.kind === (at % 2 === 0 ? "word" : "dot"));
    const close = closeOf(item, open);
    const next = item[close + 1];
    if (!isDotted || (next !== undefined && textOf(next) !== "as")) continue;
    const name = catchingName(item.slice(open + 1, close), textOf);
    if (name !== null) return name;
  }
  return null;
}

/** The parts of a `with` header between its commas. */
function itemsOf(tokens: readonly Token[]): Token[][] {
  let inner = tokens;
  while (inner[0]?.kind === "open" && closeOf(inner, 0) === inner.length - 1) inner = inner.slice(1, -1);
  const items: Token[][] = [];
  let depth = 0;
  let item: Token[] = [];
  for (const token of inner) {
    if (token.kind === "open" || token.kind === "fields") depth++;
    else if (token.kind === "close" || token.kind === "fields-end") depth--;
    if (depth === 0 && token.kind === "comma") {
      items.push(item);
      item = [];
    } else item.push(token);
  }
  items.push(item);
  return items;
}
