import { refuse } from "../../not-rewritten.js";
import type { Draft } from "./draft.js";
import type { WrittenImport, WrittenName } from "./import-statement.js";
import type { EditedImport } from "./import-table.js";
import type { Statement } from "./logical-lines.js";
import type { SourceText } from "./source-text.js";
import type { Item } from "./written-lines.js";

export interface TakenNames {
  readonly items: ReadonlyMap<number, Item>;
  /** The comment behind the opening parenthesis, which speaks of the whole statement. */
  readonly opening: string | null;
  /** Comments that belong to no name, where the whole statement goes. */
  readonly loose: readonly string[];
}

/**
 * The names that leave a statement, with their comments.
 *
 * @param cut whether to cut them out; else the whole statement goes anyway
 */
export function takeNames(draft: Draft, edited: EditedImport, cut: boolean): TakenNames {
  const { source } = draft;
  const { statement, gone } = edited;
  const owned = new CommentsWithin(source, statement, gone);
  const items = new Map<number, Item>();
  statement.names.forEach((name, index) => {
    if (gone.has(index)) items.set(index, { text: name.text, above: owned.above(index), behind: owned.behind(index) });
  });
  const [edit] = edited.edits.values();
  const isWithin = ({ start }: Statement) =>
    statement.names.some((name) => name.start < start && start < (name.comma ?? name.end));
  if (cut && edit !== undefined && statement.comments.some(isWithin)) {
    refuse(edit, "comments", "a comment stands within a name, or before its comma");
  }
  if (cut && statement.comments.length === 0) cutRuns(draft, statement, gone);
  else if (cut) cutLines(draft, statement, gone, owned);
  return { items, opening: owned.opening, loose: cut ? [] : owned.loose() };
}

/** Cuts runs of names where no comment stands between them. */
function cutRuns(draft: Draft, { names }: WrittenImport, gone: ReadonlySet<number>): void {
  for (let first = 0; first < names.length; first++) {
    if (!gone.has(first)) continue;
    let last = first;
    while (gone.has(last + 1)) last++;
    const next = names[last + 1];
    const before = names[first - 1];
    const own = names[last] as WrittenName;
    if (next !== undefined) draft.change((names[first] as WrittenName).start, next.start, "");
    else if (before !== undefined && own.comma !== null) draft.change((before.comma ?? 0) + 1, own.comma + 1, "");
    else if (before !== undefined) draft.change(before.end, own.end, "");
    first = last;
  }
}

/** Cuts line by line within parentheses: whole lines where only they stand, and their comments. */
function cutLines(draft: Draft, statement: WrittenImport, gone: ReadonlySet<number>, owned: CommentsWithin): void {
  const { source } = draft;
  const { text } = source;
  for (const line of owned.lines()) {
    const start = Math.max(source.startOf(line), (statement.open ?? 0) + 1);
    const isLast = line === source.lineAt(statement.close ?? 0);
    const end = isLast ? (statement.close ?? 0) : source.startOf(line + 1);
    const there = owned.namesOn(line);
    // A name that ends on a later line may begin here.
    const spilt = statement.names.find(({ start: at }, index) => at >= start && at < end && !there.includes(index));
    const isAll = spilt === undefined && there.every((index) => gone.has(index));
    if (owned.isTakenComment(line) || (there.length > 0 && isAll && start === source.startOf(line) && !isLast)) {
      // A name may begin on a line before.
      draft.change(Math.min(start, ...there.map((index) => statement.names[index]?.start ?? start)), end, "");
      continue;
    }
    for (const [first, last] of runsOf(there, gone)) {
      const name = statement.names[first] as WrittenName;
      const own = statement.names[last] as WrittenName;
      const next = last === there[there.length - 1] ? spilt : statement.names[last + 1];
      const end = (own.comma ?? own.end - 1) + 1;
      draft.change(
        name.start - (next === undefined ? blanksBefore(text, name.start, start) : 0),
        next?.start ?? end,
        "",
      );
    }
    if (isAll && there.length > 0) {
      const comment = owned.commentOn(line);
      if (comment !== null) draft.change(comment.start - blanksBefore(text, comment.start, start), comment.end, "");
    }
  }
}

/** First and last of each run of neighbours that go. */
function runsOf(there: readonly number[], gone: ReadonlySet<number>): [number, number][] {
  const runs: [number, number][] = [];
  for (const index of there) {
    const run = runs[runs.length - 1];
    if (!gone.has(index)) continue;
    if (run?.[1] === index - 1) run[1] = index;
    else runs.push([index, index]);
  }
  return runs;
}

function blanksBefore(text: string, at: number, least: number): number {
  return /[ \t]*$/.exec(text.slice(least, at))?.[0].length ?? 0;
}

/** Which comments within parentheses belong to which names. */
class CommentsWithin {
  readonly opening: string | null;
  private readonly names = new Map<number, number[]>();
  private readonly comments = new Map<number, Statement>();
  /** Lines of comments of their own, by the first name below them. */
  private readonly aboveOf = new Map<number, number[]>();
  private readonly taken = new Set<number>();
  /** Names before which a comment or a blank line stands. */
  private readonly apart = new Set<number>();

  constructor(
    private readonly source: SourceText,
    private readonly statement: WrittenImport,
    private readonly gone: ReadonlySet<number>,
  ) {
    statement.names.forEach(({ start, end, comma }, index) => {
      // A name that goes over lines stands on the last of them, where its comma is.
      const line = source.lineAt(Math.max(start, comma ?? end - 1));
      this.names.set(line, [...(this.names.get(line) ?? []), index]);
    });
    for (const comment of statement.comments) this.comments.set(source.lineAt(comment.start), comment);
    const first = source.lineAt(statement.open ?? statement.start);
    const opening = this.names.has(first) ? null : (this.comments.get(first) ?? null);
    this.opening = opening === null ? null : this.read(opening);
    let above: number[] = [];
    let isApart = false;
    for (const line of this.lines()) {
      const there = this.namesOn(line);
      if (there[0] !== undefined) {
        if (above.length > 0) this.aboveOf.set(there[0], above);
        if (isApart) this.apart.add(there[0]);
        above = [];
        isApart = false;
        continue;
      }
      isApart = true;
      if (this.comments.has(line) && line !== first) above.push(line);
      else above = [];
    }
    for (const [index, lines] of this.aboveOf) {
      if (this.groupOf(index).every((each) => gone.has(each))) for (const line of lines) this.taken.add(line);
    }
  }

  /** The physical lines from its first parenthesis to its last. */
  lines(): number[] {
    const first = this.source.lineAt(this.statement.open ?? this.statement.start);
    const last = this.source.lineAt(this.statement.close ?? this.statement.end);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  }

  namesOn(line: number): readonly number[] {
    return this.names.get(line) ?? [];
  }

  commentOn(line: number): Statement | null {
    return this.comments.get(line) ?? null;
  }

  /** Whether a line of a comment of its own goes. */
  isTakenComment(line: number): boolean {
    return this.taken.has(line);
  }

  above(index: number): string[] {
    return (this.aboveOf.get(index) ?? [])
      .filter((line) => this.taken.has(line))
      .map((line) => this.read(this.comments.get(line)));
  }

  /** The comment on its line, where the whole line goes and it is the last name there. */
  behind(index: number): string | null {
    for (const [line, there] of this.names) {
      if (there[there.length - 1] !== index || !there.every((each) => this.gone.has(each))) continue;
      const comment = this.comments.get(line);
      return comment === undefined ? null : this.read(comment);
    }
    return null;
  }

  /** Comments on lines of their own that belong to no name. */
  loose(): string[] {
    const first = this.source.lineAt(this.statement.open ?? this.statement.start);
    const lines = this.lines().filter((line) => line !== first && !this.names.has(line) && !this.taken.has(line));
    return lines.flatMap((line) => (this.comments.has(line) ? [this.read(this.comments.get(line))] : []));
  }

  /** The names from one to the next blank line or line of comments. */
  private groupOf(index: number): number[] {
    const group = [index];
    while (index + group.length < this.statement.names.length && !this.apart.has(index + group.length)) {
      group.push(index + group.length);
    }
    return group;
  }

  private read(comment: Statement | undefined): string {
    return comment === undefined ? "" : this.source.text.slice(comment.start, comment.end).trimEnd();
  }
}
