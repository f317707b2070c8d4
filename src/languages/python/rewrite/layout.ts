import { readImport, type WrittenImport } from "./import-statement.js";
import type { Outline } from "./logical-lines.js";
import type { SourceText } from "./source-text.js";

/** How an import that fills more than one line is broken. */
export type Wrapping = "one-a-line" | "filled" | "aligned" | "backslash";

/** How a file is set, as far as new lines must follow it. */
export interface Layout {
  readonly lineLength: number;
  /** One level of indentation. */
  readonly unit: string;
  readonly wrapping: Wrapping;
  readonly hasTrailingComma: boolean;
  /** Blank lines between an import within a function and what follows. */
  readonly blankAfter: number;
  readonly quote: "'" | '"';
}

export function layoutOf(source: SourceText, outline: Outline, lineLength: number): Layout {
  const { text } = source;
  let unit: string | null = null;
  let wrapped: WrittenImport | null = null;
  let tight = 0;
  let loose = 0;
  for (const [nth, line] of outline.lines.entries()) {
    const outer = line.block.header?.indent;
    if (unit === null && outer !== undefined && line.indent.startsWith(outer)) unit = line.indent.slice(outer.length);
    if (!isImportLine(line.word)) continue;
    const statement = line.statements[0];
    if (wrapped === null && statement !== undefined && /[\r\n]/.test(text.slice(statement.start, statement.end))) {
      wrapped = readImport(text, statement);
    }
    const next = outline.lines[nth + 1];
    if (outer === undefined || next?.block !== line.block || isImportLine(next.word)) continue;
    if (source.lineAt(next.start) > source.lineAt(line.end - 1) + 1) loose++;
    else tight++;
  }
  const single = (text.match(/'/g) ?? []).length;
  const double = (text.match(/"/g) ?? []).length;
  return {
    lineLength,
    unit: unit ?? "    ",
    wrapping: wrapped === null ? "one-a-line" : wrappingOf(source, wrapped),
    hasTrailingComma: wrapped === null || wrapped.names[wrapped.names.length - 1]?.comma !== null,
    // Where a file shows no habit: what black and ruff ask for.
    blankAfter: tight > loose ? 0 : 1,
    quote: single > double ? "'" : '"',
  };
}

export function isImportLine(word: string): boolean {
  return word === "import" || word === "from" || word === "lazy";
}

export function wrappingOf(source: SourceText, statement: WrittenImport): Wrapping {
  const { names, open } = statement;
  const lines = names.map(({ start }) => source.lineAt(start));
  if (open === null) return "backslash";
  if (source.lineAt(open) === lines[0]) return "aligned";
  return new Set(lines).size === lines.length ? "one-a-line" : "filled";
}
