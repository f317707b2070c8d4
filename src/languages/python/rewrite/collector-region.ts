import type { Draft } from "./draft.js";
import { readImport } from "./import-statement.js";
import type { LogicalLine } from "./logical-lines.js";
import { aboveOf, behind, headOf } from "./module-head.js";

/** Physical lines, from 0, that hold a program's imports and whatever stands between them. */
export interface ImportRegion {
  readonly first: number;
  /** Exclusive. */
  readonly end: number;
  /** Of the statements in it. */
  readonly indent: string;
  /** Where the `if __name__ == "__main__":` begins that it stands in, or the comments above that; null where it stands in none. */
  readonly guard: number | null;
  /** The first line in it that is lazy; null where there is none. */
  readonly lazy: number | null;
}

/**
 * Where a program imports: the imports that its `if __name__ == "__main__":` begins with, else those of the module's top, from the
 * first to the last before any function or class. What else may call into the program is no part of it.
 *
 * @returns null where there is none
 */
export function importRegion(draft: Draft): ImportRegion | null {
  return guardedRegion(draft) ?? topRegion(draft);
}

function guardedRegion(draft: Draft): ImportRegion | null {
  const { source, outline } = draft;
  const guard = outline.module.lines.find(
    ({ word, start, colon, statements }) =>
      word === "if" && colon !== null && statements.length === 0 && GUARD.test(source.text.slice(start, colon)),
  );
  const body = guard === undefined ? [] : outline.lines.filter(({ block }) => block.header === guard);
  const other = body.findIndex((line) => !isImport(draft, line));
  const leading = other < 0 ? body : body.slice(0, other);
  const [first, last] = [leading[0], leading[leading.length - 1]];
  if (guard === undefined || first === undefined || last === undefined) return null;
  const { indent } = first;
  return region(draft, source.lineAt(first.start), last, indent, aboveOf(draft, guard));
}

const GUARD = /^if\s*\(?\s*(?:__name__\s*==\s*["']__main__["']|["']__main__["']\s*==\s*__name__)\s*\)?\s*$/;

function topRegion(draft: Draft): ImportRegion | null {
  const { source, outline } = draft;
  const head = headOf(draft).line;
  const { lines } = outline.module;
  let first: LogicalLine | null = null;
  let last: LogicalLine | null = null;
  let began: LogicalLine | null = null;
  for (const [at, line] of lines.entries()) {
    if (/^(?:def|class|async)$/.test(line.word) || source.text[line.start] === "@") break;
    if (source.lineAt(line.start) < head) continue;
    if (!isFurther(line)) began = line;
    const next = lines[at + 1];
    if (next !== undefined && isFurther(next)) continue;
    const until = next?.start ?? source.text.length;
    const within = outline.lines.filter(({ start }) => start >= (began?.start ?? 0) && start < until);
    if (!within.some((each) => hasImport(draft, each)) || !within.every((each) => onlyBinds(draft, each))) continue;
    first ??= began;
    last = within[within.length - 1] ?? line;
  }
  if (first === null || last === null) return null;
  return region(draft, Math.max(head, aboveOf(draft, first)), last, "", null);
}

function region(
  draft: Draft,
  first: number,
  last: LogicalLine,
  indent: string,
  guard: number | null,
): ImportRegion | null {
  const { source, outline } = draft;
  const end = behind(draft, last);
  const lazy = outline.lines.find((line) => {
    const at = source.lineAt(line.start);
    // What `__lazy_modules__` names is loaded at once within a try.
    return (at >= first && at < end && line.word === "lazy") || (at < end && line.word === "__lazy_modules__");
  });
  return { first, end, indent, guard, lazy: lazy === undefined ? null : source.lineAt(lazy.start) };
}

/** A part of the compound statement that began before. */
function isFurther({ word, colon }: LogicalLine): boolean {
  return colon !== null && /^(?:elif|else|except|finally)$/.test(word);
}

function isImport({ source }: Draft, { colon, statements }: LogicalLine): boolean {
  return colon === null && statements.every((place) => readImport(source.text, place) !== null);
}

function hasImport({ source }: Draft, { statements }: LogicalLine): boolean {
  return statements.some((place) => readImport(source.text, place) !== null);
}

/** Imports, `pass`, `raise` and what binds names: nothing that could be the program itself. */
function onlyBinds({ source }: Draft, { word, colon, statements }: LogicalLine): boolean {
  if (colon !== null && !/^(?:if|elif|else|try|except|finally|with)$/.test(word)) return false;
  return statements.every(
    (place) =>
      readImport(source.text, place) !== null ||
      /^(?:pass|raise\b|\w+\s*(?::[^=]+)?=[^=(]*$)/.test(source.text.slice(place.start, place.end)),
  );
}
