import type { ImportRegion } from "./collector-region.js";
import type { Draft } from "./draft.js";
import { tokens } from "./tokens.js";

/** Puts whole lines one level deeper; lines that begin within a string stay as they are. */
export function indentLines(draft: Draft, { first, end }: ImportRegion, unit: string): void {
  const { source } = draft;
  const inString = linesWithin(draft, first, end);
  for (let line = first; line < end; line++) {
    const text = source.line(line);
    if (inString.has(line) || /^[ \t\f]*[\r\n]*$/.test(text)) continue;
    // Blanks before a form feed count for nothing.
    const at = source.startOf(line) + (/^[ \t\f]*\f/.exec(text)?.[0].length ?? 0);
    draft.change(at, at, unit);
  }
}

function linesWithin({ source, outline }: Draft, first: number, end: number): ReadonlySet<number> {
  const found = new Set<number>();
  for (const line of outline.lines) {
    const at = source.lineAt(line.start);
    if (at < first || at >= end) continue;
    for (const token of tokens(source.text, line.start, line.end)) {
      if (token.kind !== "string") continue;
      const last = source.lineAt(token.end - 1);
      for (let within = source.lineAt(token.start) + 1; within <= last; within++) found.add(within);
    }
  }
  return found;
}
