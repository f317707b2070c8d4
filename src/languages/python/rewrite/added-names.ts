import type { Draft } from "./draft.js";
import { originalOf, type WrittenImport, type WrittenName } from "./import-statement.js";
import type { Layout } from "./layout.js";
import { writtenLines } from "./written-lines.js";

/** Adds a name to a `from` import, where the order of its names asks for it. */
export function addName(draft: Draft, statement: WrittenImport, indent: string, name: string, layout: Layout): void {
  const { source } = draft;
  const { names, open } = statement;
  const at = placeOf(names.map(originalOf), name);
  const next = names[at];
  const last = names[names.length - 1] as WrittenName;
  const isOnOneLine = !/[\r\n]/.test(source.text.slice(statement.start, statement.end));
  if (isOnOneLine && open === null) {
    const items = names.map(({ text }) => ({ text, above: [], behind: null }));
    items.splice(at, 0, { text: name, above: [], behind: null });
    const head = `from ${statement.from} import`;
    const lines = writtenLines({ head, items, above: [], comment: null }, indent, layout);
    const lineBreak = source.breakOf(source.lineAt(statement.start));
    draft.change(statement.start, statement.end, lines.join(lineBreak).slice(indent.length));
    return;
  }
  if (next !== undefined) {
    const lead = leadOf(draft, next);
    draft.change(next.start, next.start, lead === null ? `${name}, ` : `${name},${lead}`);
    return;
  }
  const lead = leadOf(draft, last);
  if (lead === null) {
    draft.change(last.end, last.end, `, ${name}`);
    return;
  }
  const line = source.lineAt(last.comma ?? last.end - 1);
  const end = source.startOf(line + 1) - source.breakOf(line).length;
  const isClosed = statement.close !== null && statement.close < end;
  if (isClosed || open === null) draft.change(last.end, last.end, open === null ? `, ${name}` : `,${lead}${name}`);
  else {
    if (last.comma === null) draft.change(last.end, last.end, ",");
    draft.change(end, end, `${lead}${name}${last.comma === null ? "" : ","}`);
  }
}

/** The line break and indentation before a name that begins its line; null for others. */
function leadOf({ source }: Draft, { start }: WrittenName): string | null {
  const line = source.lineAt(start);
  const before = source.text.slice(source.startOf(line), start);
  return line > 0 && /^[ \t]*$/.test(before) ? source.breakOf(line - 1) + before : null;
}

/** As isort orders names by default: constants, classes, others; or as the names at hand are ordered; else behind them. */
function placeOf(names: readonly string[], name: string): number {
  for (const key of [byKind, (word: string) => word.toLowerCase(), (word: string) => word]) {
    const keys = names.map(key);
    if (keys.some((each, i) => i > 0 && each < (keys[i - 1] ?? ""))) continue;
    const own = key(name);
    const at = keys.findIndex((each) => each > own);
    return at < 0 ? names.length : at;
  }
  return names.length;
}

function byKind(word: string): string {
  const kind = word.length > 1 && word === word.toUpperCase() ? 0 : /^[A-Z]/.test(word) ? 1 : 2;
  return `${kind}${word.toLowerCase()}`;
}
