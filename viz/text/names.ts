/**
 * A name as it may be shown: characters that would be invisible, break the line or turn the direction of
 * what follows are shown as pictures or by number. Names are any text that a hostile log holds.
 */
export function displayName(name: string): string {
  if (name === "") return "(no name)";
  return PLAIN.test(name) ? name : name.replace(INVISIBLE, picture).replace(/\p{Surrogate}/gu, "\ufffd");
}

const PLAIN = /^[\x21-\x7e]*$/;
/** Controls, line separators, directions, zero-width characters, byte order mark. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const INVISIBLE = /[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

function picture(mark: string): string {
  const code = mark.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return "\u2421";
  return `‹${code.toString(16).toUpperCase().padStart(4, "0")}›`;
}

/** The last part of a dotted or slashed name: `models` of `kubernetes.client.models`. */
export function lastPart(name: string): string {
  const at = Math.max(name.lastIndexOf("."), name.lastIndexOf("/"));
  return at > 0 && at < name.length - 1 ? name.slice(at + 1) : name;
}
