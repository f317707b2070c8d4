import { addName } from "./added-names.js";
import type { Draft } from "./draft.js";
import { originalOf } from "./import-statement.js";
import type { Layout } from "./layout.js";
import { docstringOf, headOf, lastFuture, topImports } from "./module-head.js";

/**
 * Adds `from __future__ import annotations` where the file lacks it.
 *
 * @returns false where there is no line for it
 */
export function addFutureAnnotations(draft: Draft, layout: Layout): boolean {
  const futures = topImports(draft).filter(({ statement }) => statement.from === "__future__");
  if (futures.some(({ statement }) => statement.names.some((name) => originalOf(name) === "annotations"))) return true;
  const last = lastFuture(draft);
  if (last !== null) {
    addName(draft, last.statement, last.line.indent, "annotations", layout);
    return true;
  }
  if ((docstringOf(draft)?.statements.length ?? 0) > 1) return false;
  const { line } = headOf(draft);
  draft.insert(line, { lines: ["from __future__ import annotations"], before: 1, after: 1 });
  return true;
}
