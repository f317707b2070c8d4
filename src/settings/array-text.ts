/** Arrays of texts as they stand in TOML and JSON files: the smallest change of their text. */

/**
 * @param open where the array's `[` stands
 * @param items to add at its end
 * @param comment what begins a comment; null where there are none
 * @returns null for an array whose end is not found
 */
export function withItems(text: string, open: number, items: readonly string[], comment: "#" | null): string | null {
  const array = arrayAt(text, open, comment);
  if (array === null) return null;
  const quoted = items.map((item) => JSON.stringify(item));
  const { end, lastItem, firstItem, hasComma } = array;
  if (lastItem === null) return `${text.slice(0, open + 1)}${quoted.join(", ")}${text.slice(open + 1)}`;
  if (!text.slice(open, end).includes("\n")) {
    return hasComma
      ? `${text.slice(0, end).trimEnd()} ${quoted.join(", ")},${text.slice(end)}`
      : `${text.slice(0, lastItem)}, ${quoted.join(", ")}${text.slice(lastItem)}`;
  }
  // A comment stays with its item.
  const line = Math.min(lineEnd(text, hasComma ? text.indexOf(",", lastItem) : lastItem), end);
  const comma = hasComma ? "" : ",";
  const rows = quoted.join(`,${lineStart(text, firstItem)}`);
  const added = `${lineStart(text, firstItem)}${rows}${hasComma ? "," : ""}`;
  return `${text.slice(0, lastItem)}${comma}${text.slice(lastItem, line)}${added}${text.slice(line)}`;
}

/** The array's text for a new setting: on one line while that is short. */
export function arrayText(items: readonly string[], indent: string, eol: string, hasTrailingComma: boolean): string {
  const quoted = items.map((item) => JSON.stringify(item));
  const line = `[${quoted.join(", ")}]`;
  if (line.length <= 80) return line;
  const inner = quoted.map((item) => `${eol}${indent}    ${item}`).join(",");
  return `[${inner}${hasTrailingComma ? "," : ""}${eol}${indent}]`;
}

interface ArrayText {
  /** Where its `]` stands. */
  readonly end: number;
  /** Where its first item begins and its last one ends; null for none. */
  readonly firstItem: number;
  readonly lastItem: number | null;
  /** A comma follows the last item. */
  readonly hasComma: boolean;
}

function arrayAt(text: string, open: number, comment: "#" | null): ArrayText | null {
  let firstItem = -1;
  let lastItem: number | null = null;
  let hasComma = false;
  for (let at = open + 1; at < text.length; at++) {
    const letter = text[at];
    if (letter === "]") return { end: at, firstItem, lastItem, hasComma };
    if (letter === ",") hasComma = true;
    else if (letter === comment) at = endOfLine(text, at);
    else if (letter === '"' || letter === "'") {
      if (firstItem < 0) firstItem = at;
      const close = endOfString(text, at, letter);
      if (close < 0) return null;
      at = close;
      lastItem = close + 1;
      hasComma = false;
    } else if (letter === undefined || !/\s/.test(letter)) return null;
  }
  return null;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

/** Before the line break. */
function lineEnd(text: string, at: number): number {
  const end = endOfLine(text, at);
  return text[end - 1] === "\r" ? end - 1 : end;
}

function endOfString(text: string, at: number, quote: string): number {
  for (let to = at + 1; to < text.length && text[to] !== "\n"; to++) {
    if (quote === '"' && text[to] === "\\") to++;
    else if (text[to] === quote) return to;
  }
  return -1;
}

/** The line break and indentation before a place; a space where something else stands on its line. */
function lineStart(text: string, at: number): string {
  return /\r?\n[ \t]*$/.exec(text.slice(0, at))?.[0] ?? " ";
}
