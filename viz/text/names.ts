/**
 * A name as it may be shown: characters that would be invisible, break the line or turn the direction of
 * what follows are written as escapes (`\\x1b`, `\\u202e`). Names are any text that a hostile log holds.
 */
export function displayName(name: string): string {
  if (name === "") return "(no name)";
  return PLAIN.test(name) ? name : name.replace(INVISIBLE, escaped).replace(/\p{Surrogate}/gu, escaped);
}

const PLAIN = /^[\x21-\x7e]*$/;
/** Controls, line separators, directions, zero-width characters, byte order mark. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const INVISIBLE = /[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

function escaped(mark: string): string {
  const code = mark.charCodeAt(0).toString(16);
  return code.length <= 2 ? `\\x${code.padStart(2, "0")}` : `\\u${code.padStart(4, "0")}`;
}

/** What the parts of a name stand between: a path's dots belong to its parts. */
export function separatorOf(name: string): "." | "/" {
  return name.includes("/") ? "/" : ".";
}

/** The last part of a dotted name or of a path: `models` of `kubernetes.client.models`, `fs.js` of `lib/fs.js`. */
export function lastPart(name: string): string {
  const at = name.lastIndexOf(separatorOf(name));
  return at > 0 && at < name.length - 1 ? name.slice(at + 1) : name;
}
