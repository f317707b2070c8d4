import { refuse } from "../../not-rewritten.js";
import type { ChosenEdit, Span } from "../../rewriting.js";
import type { Draft } from "./draft.js";
import type { Layout } from "./layout.js";
import { tokens } from "./tokens.js";

/**
 * Puts annotations in quotes, each once.
 *
 * @throws NotRewritten `annotation` where one quote would not do
 */
export function quoteAnnotations(draft: Draft, edits: readonly ChosenEdit[], layout: Layout): void {
  const { source } = draft;
  const all = edits.flatMap((edit) =>
    (edit.option.types?.quotes ?? []).map((span) => ({
      edit,
      span,
      start: source.offsetOf(span.line, span.column),
      end: source.offsetOf(span.endLine, span.endColumn),
    })),
  );
  let at = 0;
  // The outermost of those that stand within each other comes first.
  for (const { edit, span, start, end } of all.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < at) continue;
    at = end;
    const text = oneLine(draft, edit, span, start, end);
    if (text !== null) draft.change(start, end, inQuotes(edit, span, text, layout));
  }
}

function inQuotes(edit: ChosenEdit, span: Span, text: string, { quote }: Layout): string {
  const other = quote === '"' ? "'" : '"';
  const fits = [quote, other].find((each) => !text.includes(each));
  if (fits === undefined || text.includes("\\")) {
    refuse(edit, "annotation", "an annotation with both kinds of quotes or a backslash", span.line);
  }
  return fits + text + fits;
}

/** The annotation on one line; null for what is one string already. */
function oneLine(draft: Draft, edit: ChosenEdit, span: Span, start: number, end: number): string | null {
  const { text } = draft.source;
  const found = [...tokens(text, start, end)];
  if (found.length === 1 && found[0]?.kind === "string") return null;
  let line = "";
  let last: (typeof found)[number] | null = null;
  for (const token of found) {
    if (token.kind === "comment") refuse(edit, "annotation", "an annotation with a comment", span.line);
    if (token.kind === "break" || token.kind === "joint") continue;
    const between = last === null ? "" : text.slice(last.end, token.start);
    const isTight = last?.kind === "open" || token.kind === "close";
    line += /[\r\n]/.test(between) ? (isTight ? "" : " ") : between;
    line += text.slice(token.start, token.end);
    last = token;
  }
  if (found.length === 0) refuse(edit, "annotation", "no annotation stands there", span.line);
  return line;
}
