const SIMPLE: Record<string, string> = {
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/**
 * The value of a string literal without fields.
 *
 * @param literal its text with prefix and quotes
 * @returns null for bytes, and for escapes by a character's name
 */
export function stringValue(literal: string): string | null {
  const quote = literal.search(/["']/);
  const prefix = literal.slice(0, quote).toLowerCase();
  if (prefix.includes("b")) return null;
  const width = literal.startsWith(literal.charAt(quote).repeat(3), quote) && literal.length >= quote + 6 ? 3 : 1;
  const body = literal.slice(quote + width, -width).replace(/\r\n?/g, "\n");
  return prefix.includes("r") ? body : unescaped(body);
}

/** A text with its escapes replaced; null where that needs the names of characters, or where an escape is broken. */
export function unescaped(body: string): string | null {
  if (!body.includes("\\")) return body;
  let isKnown = true;
  const value = body.replace(
    /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(\n)|([\s\S]))/g,
    (all, octal, x, u, U, newline, other) => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      const hex = x ?? u ?? U;
      if (hex !== undefined) {
        const code = Number.parseInt(hex, 16);
        if (code <= 0x10ffff) return String.fromCodePoint(code);
      }
      if (newline !== undefined) return "";
      if (other === undefined || /[NxuU]/.test(other)) isKnown = false;
      return SIMPLE[other] ?? all;
    },
  );
  return isKnown ? value : null;
}
