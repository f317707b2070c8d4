import type { Draft } from "./draft.js";
import { isStandard } from "./import-kinds.js";
import { aboveOf, behind, headOf, topImports } from "./module-head.js";

/** Adds `from typing import TYPE_CHECKING` where the file's order of imports asks for it. */
export function addTypingImport(draft: Draft): void {
  const { source } = draft;
  const lines = ["from typing import TYPE_CHECKING"];
  const group = firstGroup(draft);
  const first = group[0];
  const last = group[group.length - 1];
  if (first === undefined || last === undefined) {
    draft.insert(headOf(draft).line, { lines, before: 1, after: 1 });
    return;
  }
  if (!group.every(({ statement }) => isStandard(statement))) {
    draft.insert(aboveOf(draft, first.line), { lines, before: 1, after: 1 });
    return;
  }
  const next = group.find(({ statement: { from } }) => from !== null && from > "typing");
  const at = next === undefined ? behind(draft, last.line) : source.lineAt(next.line.start);
  draft.insert(at, { lines, before: 0, after: 0 });
}

/** The first imports without a blank line between them. */
function firstGroup(draft: Draft): ReturnType<typeof topImports> {
  const { source } = draft;
  const all = topImports(draft).filter(({ statement }) => statement.from !== "__future__");
  const end = all.findIndex(({ line }, i) => {
    const before = all[i - 1];
    return before !== undefined && source.lineAt(line.start) > behind(draft, before.line);
  });
  return end < 0 ? all : all.slice(0, end);
}
