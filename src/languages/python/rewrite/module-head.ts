import type { Draft } from "./draft.js";
import { readImport, type WrittenImport } from "./import-statement.js";
import { isImportLine } from "./layout.js";
import type { LogicalLine } from "./logical-lines.js";
import { tokens } from "./tokens.js";

/** The import statements of a module's own block, each with its line. */
export function topImports({ source, outline }: Draft): { line: LogicalLine; statement: WrittenImport }[] {
  return outline.module.lines.flatMap((line) =>
    line.colon !== null
      ? []
      : line.statements.flatMap((place) => {
          const statement = readImport(source.text, place);
          return statement === null ? [] : [{ line, statement }];
        }),
  );
}

/** Whether it stands in no function and no class. */
export function isModuleLevel(line: LogicalLine): boolean {
  for (let header = line.block.header; header !== null; header = header.block.header) {
    if (/^(?:def|class|async)$/.test(header.word)) return false;
  }
  return true;
}

/** The module's docstring; null where it has none. */
export function docstringOf({ source, outline }: Draft): LogicalLine | null {
  const line = outline.module.lines[0];
  const statement = line?.statements[0];
  if (line === undefined || statement === undefined || line.colon !== null) return null;
  for (const { kind, start, end } of tokens(source.text, statement.start, statement.end)) {
    if (kind === "joint" || kind === "break" || kind === "comment") continue;
    if (kind !== "string" || !/^(?:[ru])?["']/i.test(source.text.slice(start, end))) return null;
  }
  return line;
}

/** The last `from __future__` import; null where there is none. */
export function lastFuture(draft: Draft): { line: LogicalLine; statement: WrittenImport } | null {
  const all = topImports(draft).filter(({ statement }) => statement.from === "__future__");
  return all[all.length - 1] ?? null;
}

/** The physical line behind a logical one. */
export function behind({ source }: Draft, line: LogicalLine): number {
  return source.lineAt(line.end - 1) + 1;
}

/** The physical line of a statement, or of the comments that stand directly above it if more than comments precede. */
export function aboveOf({ source }: Draft, line: LogicalLine): number {
  const own = source.lineAt(line.start);
  let at = own;
  while (at > 0 && source.line(at - 1).startsWith("#")) at--;
  return at === 0 ? own : at;
}

/** The first place where statements may stand that neither docstring nor `__future__` imports may follow. */
export function headOf(draft: Draft): { line: number; isBehind: boolean } {
  const last = lastFuture(draft)?.line ?? docstringOf(draft);
  if (last !== null) return { line: behind(draft, last), isBehind: true };
  const first = draft.outline.lines[0];
  return { line: first === undefined ? draft.source.lineCount : aboveOf(draft, first), isBehind: false };
}

/** The physical line behind the imports at the module's top, those within `if` and `try` included. */
export function behindImports(draft: Draft): number {
  const { lines, module } = draft.outline;
  const isFurther = (line: LogicalLine) => line.colon !== null && /^(?:elif|else|except|finally)$/.test(line.word);
  let end = headOf(draft).line;
  let hasImport = false;
  for (const [i, line] of lines.entries()) {
    if (line.block === module) {
      if (/^(?:def|class|async)$/.test(line.word) || draft.source.text[line.start] === "@") break;
      if (!isFurther(line)) hasImport = false;
    }
    hasImport ||= isImportLine(line.word) && isModuleLevel(line);
    const next = lines[i + 1];
    const isEnd = next === undefined || (next.block === module && !isFurther(next));
    if (isEnd && hasImport) end = Math.max(end, behind(draft, line));
  }
  return end;
}
