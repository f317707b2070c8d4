/**
 * The texts that a property of this name is given anywhere, whoever's it is; null where something else than a plain text may be among
 * them, or where nothing gives it a value. The environment's own are not asked.
 *
 * @param texts sources; null for those that hold no code
 */
export function textsOfProperty(property: string, texts: readonly (string | null)[]): ReadonlySet<string> | null {
  const found = new Set<string>();
  const name = property.replaceAll("$", "\\$");
  const notEnvironment = `(?<!\\benv\\s*(?:\\.\\s*|\\[\\s*["'\`]))(?<![\\w$])`;
  const operator = `(?:["'\`]\\s*\\]?)?\\s*(?:(?:\\|\\||\\?\\?|&&|\\+)?=(?![=>])|\\+\\+|--)`;
  // Of an object that is written out; behind a dot it would be a condition's, or a call.
  const field = `(?<!\\.\\s*)${name}["'\`]?\\s*[:(]`;
  const value = `\\s*(?:(["'\`])([^"'\`\\\\\\n$]*)\\1\\s*(?=[;,})\\n]|$))?`;
  const given = new RegExp(`(?:${notEnvironment}${name}${operator}|(?<![\\w$])${field})${value}`, "g");
  // A declaration of its own: `get X()`, `static X;`, or a shorthand.
  const other = new RegExp(`[{,]\\s*${name}\\s*[,}]|\\b(?:get|set|static)\\s+${name}\\s*[(;\\n]`);
  for (const text of texts) {
    if (text === null || !text.includes(property)) continue;
    for (const [, quote, value] of text.matchAll(given)) {
      if (quote === undefined || value === undefined) return null;
      found.add(value);
    }
    if (other.test(text)) return null;
  }
  return found.size === 0 ? null : found;
}
