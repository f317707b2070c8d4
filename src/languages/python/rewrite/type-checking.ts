import { refuse } from "../../not-rewritten.js";
import { addName } from "./added-names.js";
import { isPragma } from "./comments.js";
import type { Draft } from "./draft.js";
import { addFutureAnnotations } from "./future-annotations.js";
import { boundBy, originalOf } from "./import-statement.js";
import { isImportLine, type Layout } from "./layout.js";
import type { LogicalLine } from "./logical-lines.js";
import { behind, behindImports, isModuleLevel, topImports } from "./module-head.js";
import { addTypingImport } from "./new-typing-import.js";
import { quoteAnnotations } from "./quoted-annotations.js";
import type { RewriteStyle } from "./style.js";
import type { Taken } from "./taken.js";
import { writtenLines } from "./written-lines.js";

/**
 * Writes names that annotations need into `if TYPE_CHECKING:`, the file's own block if it has one, and keeps the
 * annotations from being evaluated.
 *
 * @throws NotRewritten `python-floor`, `annotation`, `type-checking-name`, `place`
 */
export function moveUnderTypeChecking(draft: Draft, all: readonly Taken[], layout: Layout, style: RewriteStyle): void {
  const every = all.flatMap(({ edited }) => [...edited.edits.values()]);
  quoteAnnotations(draft, every, layout);
  const edits = every.filter(needsTypes);
  const [first] = edits;
  if (first === undefined) return;
  const future = edits.find(({ option }) => option.types?.future === true);
  if (future !== undefined) {
    if (style.pythonFloor < 7) refuse(future, "python-floor", "annotations from __future__ need Python 3.7");
    if (!addFutureAnnotations(draft, layout)) refuse(future, "place", "the docstring's line has further statements");
  }
  const lines = (indent: string) => importLines(all, indent, layout);
  const block = typeCheckingBlock(draft);
  if (block !== null) {
    extend(draft, block, lines);
    return;
  }
  const at = behindImports(draft);
  const own = constantOf(draft, all, at);
  const mentions = /\bTYPE_CHECKING\b/.test(draft.source.text);
  if (own === null && mentions && bindsConstant(draft)) {
    refuse(first, "type-checking-name", "TYPE_CHECKING is bound in a way that is not understood");
  }
  const asked = edits.map(({ option }) => option.types?.constant).find((each) => each !== undefined);
  let constant = own;
  const before: string[] = [];
  if (constant === null && (asked ?? (importsTyping(draft) ? "typing" : "false")) === "typing") {
    constant = mergedConstant(draft, all, at, layout);
  } else if (constant === null) {
    before.push("TYPE_CHECKING = False");
    constant = "TYPE_CHECKING";
  }
  draft.insert(at, { lines: [...before, `if ${constant}:`, ...lines(layout.unit)], before: 1, after: 1 });
}

export function needsTypes({ option }: { option: { edit: string; types?: object } }): boolean {
  return option.edit === "type-checking" || (option.edit === "function" && option.types !== undefined);
}

/** One statement of each that names leave for the block; comments of names that go into functions too are not repeated. */
function importLines(all: readonly Taken[], indent: string, layout: Layout): string[] {
  return all.flatMap((taken) => {
    const { statement, edits } = taken.edited;
    const chosen = [...edits].filter(([, edit]) => needsTypes(edit)).sort((a, b) => a[0] - b[0]);
    if (chosen.length === 0) return [];
    const isOnly = [...edits.values()].every(({ option }) => option.edit === "type-checking");
    const items = chosen.flatMap(([index, { option }]) => {
      const item = taken.items.get(index);
      if (item === undefined) return [];
      const behind = item.behind !== null && isPragma(item.behind) ? item.behind : null;
      return [option.edit === "type-checking" ? item : { text: item.text, above: [], behind }];
    });
    const comment = taken.comment !== null && (isOnly || isPragma(taken.comment)) ? taken.comment : null;
    const head = statement.from === null ? "import" : `from ${statement.from} import`;
    return writtenLines({ head, items, above: isOnly ? taken.above : [], comment }, indent, layout);
  });
}

/** A module's own `if TYPE_CHECKING:` with lines below it; null where there is none. */
export function typeCheckingBlock({ source, outline }: Draft): LogicalLine | null {
  const isIt = ({ word, start, colon, statements }: LogicalLine) =>
    word === "if" &&
    colon !== null &&
    statements.length === 0 &&
    /^if\s*\(?\s*(?:\w+\.)*TYPE_CHECKING\s*\)?\s*$/.test(source.text.slice(start, colon));
  return outline.module.lines.find(isIt) ?? null;
}

/** Writes lines behind a block's imports. */
export function extend(draft: Draft, header: LogicalLine, lines: (indent: string) => string[]): void {
  const body = draft.outline.lines.filter(({ block }) => block.header === header);
  const first = body[0];
  if (first === undefined) return;
  const imports = body.filter(({ word }) => isImportLine(word));
  const last = imports[imports.length - 1];
  const isEmpty = body.length === 1 && draft.source.text.slice(first.start, first.end).trim() === "pass";
  const at = last === undefined ? draft.source.lineAt(first.start) : behind(draft, last);
  if (isEmpty) draft.remove(at, at);
  draft.insert(at, { lines: lines(first.indent), before: 0, after: 0 });
}

/** What the file calls typing's constant, bound before a line; null where it doesn't. */
export function constantOf(draft: Draft, all: readonly Taken[], before: number): string | null {
  const gone = new Set(all.map(({ edited }) => edited.statement.start));
  const { source } = draft;
  for (const line of draft.outline.module.lines) {
    if (source.lineAt(line.start) >= before) break;
    if (/^TYPE_CHECKING(?:\s*:\s*[\w.]+)?\s*=\s*(?:False|0)\b/.test(source.text.slice(line.start, line.end))) {
      return "TYPE_CHECKING";
    }
  }
  for (const { line, statement } of topImports(draft)) {
    if (source.lineAt(line.start) >= before || gone.has(statement.start)) continue;
    for (const name of statement.names) {
      const original = originalOf(name);
      const isTyping = statement.from === "typing" || statement.from === "typing_extensions";
      if (isTyping && original === "TYPE_CHECKING") return boundBy(statement, name);
      if (statement.from === null && original === "typing") return `${boundBy(statement, name)}.TYPE_CHECKING`;
    }
  }
  return null;
}

/** Whether module-level code binds the constant within some block. */
function bindsConstant({ source, outline }: Draft): boolean {
  return outline.lines.some(
    (line) =>
      isModuleLevel(line) &&
      line.statements.some(({ start, end }) =>
        /^(?:TYPE_CHECKING\b[^=]*=[^=]|(?:from|import)\b[\s\S]*\bTYPE_CHECKING\b)/.test(source.text.slice(start, end)),
      ),
  );
}

function importsTyping(draft: Draft): boolean {
  return topImports(draft).some(
    ({ statement: { from, names } }) =>
      from === "typing" || (from === null && names.some((name) => originalOf(name) === "typing")),
  );
}

/** Takes the constant from the file's import of typing's names, or from a new one. */
function mergedConstant(draft: Draft, all: readonly Taken[], before: number, layout: Layout): string {
  const edited = new Set(all.map(({ edited: { statement } }) => statement.start));
  const found = topImports(draft).find(
    ({ line, statement }) =>
      statement.from === "typing" &&
      statement.names[0]?.text !== "*" &&
      !edited.has(statement.start) &&
      draft.source.lineAt(line.start) < before,
  );
  if (found === undefined) addTypingImport(draft);
  else addName(draft, found.statement, found.line.indent, "TYPE_CHECKING", layout);
  return "TYPE_CHECKING";
}
