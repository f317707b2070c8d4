import { isHeading, isPragma, joined } from "./comments.js";
import type { Draft } from "./draft.js";
import type { EditedImport } from "./import-table.js";
import type { LogicalLine, Statement } from "./logical-lines.js";
import { takeNames } from "./taken-names.js";
import type { Item } from "./written-lines.js";

/** What leaves a statement: names, with the comments that go with them. */
export interface Taken {
  readonly edited: EditedImport;
  readonly items: ReadonlyMap<number, Item>;
  /** Lines of comments that stood above the statement and go with it. */
  readonly above: readonly string[];
  /** Behind the statement; goes to the first place alone unless it is said to a tool. */
  readonly comment: string | null;
}

/** Takes names out of their statements, statements off their lines, and lines off the file. */
export function takeAway(draft: Draft, table: readonly EditedImport[]): Taken[] {
  const byLine = new Map<LogicalLine, EditedImport[]>();
  for (const edited of table) {
    const there = byLine.get(edited.line);
    if (there === undefined) byLine.set(edited.line, [edited]);
    else there.push(edited);
  }
  const whole = new Set<LogicalLine>();
  for (const [line, there] of byLine) {
    const gone = there.filter(isWhole);
    if (line.colon === null && gone.length === line.statements.length) whole.add(line);
  }
  const taken: Taken[] = [];
  for (const [line, there] of byLine) {
    const isAlone = line.statements.length === 1;
    for (const edited of there) {
      if (edited.gone.size === 0) continue;
      const { items, opening, loose } = takeNames(draft, edited, !isWhole(edited));
      const said = isAlone && line.colon === null ? commentOf(draft, line) : null;
      const kept = [opening, said].filter((each) => each !== null && (isWhole(edited) || isPragma(each)));
      const above = whole.has(line) && isAlone ? takeAbove(draft, line, whole) : [];
      taken.push({ edited, items, above: [...above, ...loose], comment: joined(kept.filter((each) => each !== null)) });
    }
    if (!whole.has(line)) takeStatements(draft, line, there.filter(isWhole));
  }
  takeLines(draft, whole);
  return taken;
}

/** Whether nothing is left of the statement. */
export function isWhole(edited: EditedImport): boolean {
  return edited.gone.size === edited.statement.names.length;
}

function commentOf({ source }: Draft, { comment }: LogicalLine): string | null {
  return comment === null ? null : source.text.slice(comment.start, comment.end).trimEnd();
}

/** Statements between semicolons, or behind a colon where `pass` stands in for all of them. */
function takeStatements(draft: Draft, line: LogicalLine, gone: readonly EditedImport[]): void {
  if (gone.length === 0) return;
  const isGone = new Set(gone.map(({ nth }) => nth));
  const { statements } = line;
  const first = statements[0] as Statement;
  const last = statements[statements.length - 1] as Statement;
  if (isGone.size === statements.length) {
    draft.change(first.start, last.end, "pass");
    return;
  }
  const kept = statements.filter((_, nth) => !isGone.has(nth));
  const lead = kept[0] as Statement;
  if (lead !== first) draft.change(first.start, lead.start, "");
  kept.forEach((each, i) => {
    const nth = statements.indexOf(each);
    const next = kept[i + 1];
    const end = next === undefined ? statements.length : statements.indexOf(next);
    const behind = statements[end - 1] as Statement;
    if (end - nth > 1) draft.change(each.end, behind.end, "");
  });
}

/** Lines of which nothing is left; a block that would be empty keeps a `pass`. */
function takeLines(draft: Draft, whole: ReadonlySet<LogicalLine>): void {
  const { source } = draft;
  for (const line of whole) {
    const { block } = line;
    const isLast = block.header !== null && block.lines[0] === line && block.lines.every((each) => whole.has(each));
    if (isLast) {
      const last = line.statements[line.statements.length - 1] as Statement;
      draft.change(line.start, line.comment?.end ?? last.end, "pass");
    } else draft.remove(source.lineAt(line.start), source.lineAt(line.end - 1));
  }
}

/** Lines of comments directly above a statement that speak of it alone; they leave the file. */
function takeAbove(draft: Draft, line: LogicalLine, whole: ReadonlySet<LogicalLine>): string[] {
  if (headsOthers(draft, line, new Set())) return [];
  if (line.block.header !== null && line.block.lines.every((each) => whole.has(each))) return [];
  return takeCommentsAbove(draft, line);
}

/** Whether another statement follows on the next line: then a comment above may speak of both. @param gone what leaves with it */
export function headsOthers({ source }: Draft, line: LogicalLine, gone: ReadonlySet<LogicalLine>): boolean {
  const next = line.block.lines[line.block.lines.indexOf(line) + 1];
  return next !== undefined && !gone.has(next) && source.lineAt(next.start) === source.lineAt(line.end - 1) + 1;
}

/** Takes away the lines of comments directly above a statement; none where they are the file's, a tool's, or a group's heading. */
export function takeCommentsAbove(draft: Draft, line: LogicalLine): string[] {
  const { source } = draft;
  const own = source.lineAt(line.start);
  let first = own;
  while (
    first > 0 &&
    source
      .line(first - 1)
      .trimEnd()
      .startsWith(`${line.indent}#`)
  )
    first--;
  const comments = Array.from({ length: own - first }, (_, i) => source.line(first + i).trim());
  // At the top of a file they are its licence, encoding or shebang.
  if (comments.length === 0 || first === 0) return [];
  if (comments.some((comment) => isPragma(comment) || isHeading(comment))) return [];
  draft.remove(first, own - 1);
  return comments;
}
