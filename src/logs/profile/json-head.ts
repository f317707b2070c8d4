import { jsonText } from "./json-text.js";

/** What the first bytes of a JSON object tell: its own keys, and its `kind` where that is among them. */
export interface JsonHead {
  keys: Set<string>;
  kind: string | null;
}

const TOKENS = /"((?:[^"\\]|\\.)*)"\s*(:?)|[{}[\]]/g;

/** @returns null for bytes that begin no JSON object */
export function jsonHead(bytes: Uint8Array): JsonHead | null {
  const text = jsonText(bytes.subarray(0, 1 << 16));
  if (!/^\s*\{/.test(text)) return null;
  const head: JsonHead = { keys: new Set(), kind: null };
  let depth = 0;
  let key = "";
  for (const [mark, string, colon] of text.matchAll(TOKENS)) {
    if (mark === "{" || mark === "[") depth++;
    else if (mark === "}" || mark === "]") depth--;
    else if (depth === 1 && colon === ":") {
      key = string ?? "";
      head.keys.add(key);
    } else if (depth === 1 && key === "kind") head.kind ??= string ?? null;
    if (depth === 0) break;
  }
  return head;
}
