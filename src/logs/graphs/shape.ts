import { jsonText } from "../profile/json-text.js";

/** What the first bytes of a JSON document tell of its form. */
export interface JsonShape {
  readonly outermost: "{" | "[";
  /** The keys at each depth: those of the outermost object are `keys[1]`. */
  readonly keys: readonly ReadonlySet<string>[];
  /** What the value of the first key begins with: a bracket, or `"` for a text; "" for anything else. */
  readonly firstValue: string;
  /** The document's own `kind`. */
  readonly kind: string | null;
}

const TOKENS = /"((?:[^"\\]|\\.)*)"\s*(:?)|[{}[\]]/g;
const DEEPEST = 4;

/** Formats are asked one after the other about the same bytes. */
const known = new WeakMap<Uint8Array, JsonShape | null>();

/** @returns null for bytes that begin no JSON object or list */
export function jsonShape(bytes: Uint8Array): JsonShape | null {
  const before = known.get(bytes);
  if (before !== undefined) return before;
  const shape = read(jsonText(bytes.subarray(0, 1 << 16)));
  known.set(bytes, shape);
  return shape;
}

function read(text: string): JsonShape | null {
  const outermost = /^\s*([{[])/.exec(text)?.[1];
  if (outermost !== "{" && outermost !== "[") return null;
  const keys = Array.from({ length: DEEPEST + 1 }, () => new Set<string>());
  let depth = 0;
  let firstValue: string | null = null;
  let kind: string | null = null;
  let key = "";
  for (const [mark, string = "", colon] of text.matchAll(TOKENS)) {
    if (colon === ":") {
      if (depth <= DEEPEST) keys[depth]?.add(string);
      if (depth === 1) key = string;
      continue;
    }
    if (depth === 1 && keys[1]?.size === 1) firstValue ??= mark.charAt(0);
    if (mark === "{" || mark === "[") depth++;
    else if (mark === "}" || mark === "]") depth--;
    else if (depth === 1 && key === "kind") kind ??= string;
    if (depth === 0) break;
  }
  return { outermost, keys, firstValue: firstValue ?? "", kind };
}
