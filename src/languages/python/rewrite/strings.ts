/** Where strings end, in a text of one character a byte; -1 where one has no end. */

const PREFIX = /^(?:[rbuft]|br|rb|fr|rf|tr|rt)$/i;

export function isStringPrefix(word: string): boolean {
  return PREFIX.test(word);
}

/**
 * @param at of the opening quote
 * @param prefix the letters before it
 */
export function stringEnd(text: string, at: number, prefix: string): number {
  const quote = text[at] ?? "";
  const quotes = text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
  const hasFields = /[ft]/i.test(prefix);
  let i = at + quotes.length;
  while (i < text.length) {
    if (text.startsWith(quotes, i)) return i + quotes.length;
    const char = text[i];
    if (char === "\\") i = escapeEnd(text, i, hasFields && !/r/i.test(prefix), hasFields);
    else if (hasFields && char === "{") {
      i = text[i + 1] === "{" ? i + 2 : fieldEnd(text, i, quotes);
      if (i < 0) return -1;
    } else if (quotes.length === 1 && (char === "\n" || char === "\r")) return -1;
    else i++;
  }
  return -1;
}

/** Behind a backslash and what it escapes; a field's brace is not escaped by it. */
function escapeEnd(text: string, at: number, hasNames: boolean, hasFields: boolean): number {
  const next = text[at + 1];
  if (hasNames && text.startsWith("N{", at + 1)) {
    const end = text.indexOf("}", at);
    return end < 0 ? text.length : end + 1;
  }
  if (hasFields && (next === "{" || next === "}")) return at + 1;
  return next === "\r" && text[at + 2] === "\n" ? at + 3 : at + 2;
}

/**
 * Behind the brace that closes a field; quotes within may be the string's own (CPython 3.12), which older sources can't have.
 *
 * @param at of the opening brace
 */
function fieldEnd(text: string, at: number, quotes: string): number {
  let depth = 0;
  let i = at + 1;
  while (i < text.length) {
    const char = text[i] ?? "";
    if (char === "}" && depth === 0) return i + 1;
    if (char === ":" && depth === 0) return formatEnd(text, i + 1, quotes);
    if (char === "#") while (i < text.length && text[i] !== "\n" && text[i] !== "\r") i++;
    else if (char === "'" || char === '"') {
      i = stringEnd(text, i, /[a-zA-Z]{0,2}$/.exec(text.slice(Math.max(at + 1, i - 2), i))?.[0] ?? "");
      if (i < 0) return -1;
    } else {
      if ("([{".includes(char)) depth++;
      if (")]}".includes(char)) depth--;
      i++;
    }
  }
  return -1;
}

/** Behind the brace that closes the field whose format begins at `at`. */
function formatEnd(text: string, at: number, quotes: string): number {
  let i = at;
  while (i < text.length) {
    const char = text[i];
    if (char === "}") return i + 1;
    if (text.startsWith(quotes, i)) return -1;
    if (char === "\\") i += 2;
    else if (char === "{") {
      i = fieldEnd(text, i, quotes);
      if (i < 0) return -1;
    } else i++;
  }
  return -1;
}
