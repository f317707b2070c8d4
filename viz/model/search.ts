import type { ImportGraph } from "../../src/graph/graph.js";

export type Matcher = { readonly matches: (name: string) => boolean } | { readonly problem: string } | null;

/**
 * What a search text asks for: nothing (null), names that hold the text in any case, or with slashes around
 * it names that the regular expression finds (`/^yaml\b/`; `/…/i` in any case).
 */
export function matcher(text: string): Matcher {
  const wanted = text.trim();
  if (wanted === "") return null;
  const written = /^\/(.*?)\/?([a-z]*)$/s.exec(wanted);
  const pattern = /^\/(.+)\/([a-z]*)$/s.exec(wanted);
  if (pattern === null) {
    if (wanted.startsWith("/") && written !== null) return { problem: "Close the regular expression with a /" };
    const lower = wanted.toLowerCase();
    return { matches: (name) => name.toLowerCase().includes(lower) };
  }
  try {
    const found = new RegExp(pattern[1] ?? "", (pattern[2] ?? "").replace(/[gy]/g, ""));
    return { matches: (name) => found.test(name) };
  } catch (error) {
    return { problem: `Not a regular expression yet: ${reason(error)}` };
  }
}

/** Which modules match, 1 or 0 each; null when the expression takes longer than two seconds. */
export function matchModules(graph: ImportGraph, matches: (name: string) => boolean): Uint8Array | null {
  const found = new Uint8Array(graph.modules.count);
  const limit = Date.now() + 2000;
  for (let module = 0; module < graph.modules.count; module++) {
    if ((module & 255) === 0 && Date.now() > limit) return null;
    if (matches(graph.modules.name[module] ?? "")) found[module] = 1;
  }
  return found;
}

/** "Invalid regular expression: /(/: Unterminated group" says its text twice; the last part is the reason. */
function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const last = message.slice(message.lastIndexOf(": ") + 2);
  return last.charAt(0).toLowerCase() + last.slice(1);
}
