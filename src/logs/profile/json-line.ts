/**
 * The line on which a text stops being JSON. `JSON.parse` says where only sometimes and in words that change
 * with the engine, so a text that it refused is read a second time, token by token.
 *
 * @returns the first line is 1; the last line for a text that only ends too early
 */
export function jsonErrorLine(text: string): number {
  const at = errorOffset(text);
  let line = 1;
  for (let next = text.indexOf("\n"); next >= 0 && next < at; next = text.indexOf("\n", next + 1)) line++;
  return line;
}

const BLANKS = /[ \t\r\n]*/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

type Expects = "value" | "value or ]" | "key" | "key or }" | "colon" | "comma or end" | "end";

function errorOffset(text: string): number {
  const open: string[] = [];
  let expects: Expects = "value";
  let at = 0;
  for (;;) {
    at = endOf(BLANKS, text, at);
    const mark = text[at] ?? "";
    const isMark = mark !== "" && "{}[],:".includes(mark);
    const end = isMark ? at + 1 : mark === '"' ? stringEnd(text, at) : endOf(SCALAR, text, at);
    const next: Expects | null = end < 0 ? null : step(expects, isMark || mark === '"' ? mark : "0", open);
    if (next === null) return at;
    expects = next;
    at = end;
  }
}

/** @returns -1 where the pattern does not match at the place */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** @returns the place behind the closing quote, -1 for a string that is none */
function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (at > 0 && at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) return -1;
    at = code === 0x5c ? endOf(ESCAPE, text, at) : at + 1;
  }
  return -1;
}

/** @returns what must follow the mark, null where the mark itself is wrong */
function step(expects: Expects, mark: string, open: string[]): Expects | null {
  const behindValue = (): Expects => (open.length === 0 ? "end" : "comma or end");
  if (expects === "key" || expects === "key or }") {
    if (mark === '"') return "colon";
    if (mark !== "}" || expects === "key") return null;
    open.pop();
    return behindValue();
  }
  if (expects === "colon") return mark === ":" ? "value" : null;
  if (expects === "comma or end") {
    const inside = open[open.length - 1];
    if (mark === ",") return inside === "{" ? "key" : "value";
    if (mark !== (inside === "{" ? "}" : "]")) return null;
    open.pop();
    return behindValue();
  }
  if (expects === "end") return null;
  if (mark === "]" && expects === "value or ]") {
    open.pop();
    return behindValue();
  }
  if (mark === "{" || mark === "[") {
    open.push(mark);
    return mark === "{" ? "key or }" : "value or ]";
  }
  return mark === '"' || mark === "0" ? behindValue() : null;
}
