import { refuse } from "../../not-rewritten.js";
import type { ChosenEdit, Place } from "../../rewriting.js";
import { OWN_GLOBALS } from "../own-globals.js";
import { isPragma } from "./comments.js";
import type { Draft } from "./draft.js";
import type { Layout } from "./layout.js";
import { isImportLine, wrappingOf } from "./layout.js";
import type { LogicalLine } from "./logical-lines.js";
import { isModuleLevel } from "./module-head.js";
import type { Taken } from "./taken.js";
import { type Item, writtenLines } from "./written-lines.js";

/** Names of one statement that are imported at one place. */
export interface ImportedThere {
  readonly taken: Taken;
  readonly indexes: number[];
}

interface Spot {
  readonly line: LogicalLine;
  readonly nth: number;
  readonly imports: ImportedThere[];
  /** What functions take from their own module, by its name: names as they are bound. */
  readonly own: Map<string, Set<string>>;
}

/**
 * Writes names right before statements of functions: those of one statement as one, in the order of the file.
 *
 * @throws NotRewritten `place`
 */
export function moveIntoFunctions(draft: Draft, all: readonly Taken[], layout: Layout, isWritten: Set<Item>): void {
  const spots = spotsOf(draft, all);
  const inline = new Map<LogicalLine, Spot[]>();
  for (const spot of spots) {
    if (spot.nth === 0 && spot.line.colon === null) {
      const at = firstLineOf(draft, spot.line);
      const blanks = isImportLine(spot.line.word) ? 0 : layout.blankAfter;
      const lines = linesAt(draft, spot, spot.line.indent, layout, isWritten);
      draft.insert(at, { lines, before: 0, after: blanks });
    } else inline.set(spot.line, [...(inline.get(spot.line) ?? []), spot]);
  }
  for (const [line, there] of inline) splitLine(draft, line, there, layout, isWritten);
}

/** In the order of the text. */
function spotsOf(draft: Draft, all: readonly Taken[]): Spot[] {
  const places = new Map<number, Spot>();
  const at = statementsByStart(draft);
  for (const taken of all) {
    for (const [index, edit] of [...taken.edited.edits].sort((a, b) => a[0] - b[0])) {
      const { edit: kind, own } = edit.option;
      if (kind !== "function" && kind !== "value" && own === undefined) continue;
      if (kind === "function" && edit.option.places.length === 0) refuse(edit, "place", "no place is given");
      for (const place of edit.option.places) {
        const start = draft.source.offsetOf(place.line, place.column);
        let spot = places.get(start);
        if (spot === undefined) {
          spot = { ...spotAt(at, start, edit, place), imports: [], own: new Map() };
          places.set(start, spot);
        }
        if (own !== undefined) {
          spot.own.set(own, (spot.own.get(own) ?? new Set()).add(edit.name.bound));
          continue;
        }
        const last = spot.imports[spot.imports.length - 1];
        if (last?.taken !== taken) spot.imports.push({ taken, indexes: [index] });
        else if (!last.indexes.includes(index)) last.indexes.push(index);
      }
    }
  }
  return [...places].sort((a, b) => a[0] - b[0]).map(([, spot]) => spot);
}

export type Starts = ReadonlyMap<number, readonly [LogicalLine, number]>;

export function statementsByStart({ outline }: Draft): Starts {
  const starts = new Map<number, readonly [LogicalLine, number]>();
  for (const line of outline.lines) {
    for (const [nth, { start }] of line.statements.entries()) starts.set(start, [line, nth]);
    if (line.colon !== null) starts.set(line.start, [line, -1]);
  }
  return starts;
}

/** The logical line and the statement of it before which something shall stand. */
export function spotAt(
  starts: Starts,
  start: number,
  edit: ChosenEdit,
  place: Place,
): { readonly line: LogicalLine; readonly nth: number } {
  const [line, nth] = starts.get(start) ?? refuse(edit, "place", "no statement begins there", place.line);
  if (isModuleLevel(line) && (nth < 0 || !/^(?:def|async)$/.test(line.word))) {
    refuse(edit, "place", "not in a function", place.line);
  }
  if (nth < 0 && /^(?:elif|else|except|finally|case)$/.test(line.word)) {
    refuse(edit, "place", `nothing can stand before ${line.word}`, place.line);
  }
  return { line, nth };
}

/** The physical line before which something comes that shall stand before a logical line. */
export function firstLineOf({ source }: Draft, line: LogicalLine): number {
  const { lines } = line.block;
  let nth = lines.indexOf(line);
  while (nth > 0 && source.text[lines[nth - 1]?.start ?? 0] === "@") nth--;
  const first = lines[nth] ?? line;
  let at = source.lineAt(first.start);
  const isOwn = (text: string) => text.startsWith(`${first.indent}#`) && !isPragma(text.trim());
  let above = at;
  while (above > 0 && isOwn(source.line(above - 1))) above--;
  // What precedes must not be a comment of this indentation still: then some of them speak to tools.
  if (
    above > 0 &&
    !source
      .line(above - 1)
      .trimStart()
      .startsWith("#")
  )
    at = above;
  return at;
}

/** Statements that import names at one place. */
export function linesAt(
  draft: Draft,
  { imports, own: fromOwn = new Map() }: Pick<Spot, "imports"> & Partial<Pick<Spot, "own">>,
  indent: string,
  layout: Layout,
  isWritten: Set<Item>,
): string[] {
  const asked = [...fromOwn].flatMap(([module, names]) => {
    if (module === OWN_GLOBALS) return fromGlobals(names, indent, layout);
    const items = [...names].map((text) => ({ text, above: [], behind: null }));
    return writtenLines({ head: `from ${module} import`, items, above: [], comment: null }, indent, layout);
  });
  const moved = imports.flatMap(({ taken, indexes }, nth) => {
    const { statement } = taken.edited;
    const own = /[\r\n]/.test(draft.source.text.slice(statement.start, statement.end));
    const set = own
      ? { ...layout, wrapping: wrappingOf(draft.source, statement), hasTrailingComma: hasTrailingComma(taken) }
      : layout;
    const items = indexes.map((index) => {
      const item = taken.items.get(index) as Item;
      const isFirst = !isWritten.has(item);
      isWritten.add(item);
      return isFirst ? item : again(item);
    });
    // What speaks of the whole statement goes with its first name's first place.
    const isLead = items.some((item) => item === [...taken.items.values()][0]);
    const comment = taken.comment !== null && (isLead || isPragma(taken.comment)) ? taken.comment : null;
    const head = statement.from === null ? "import" : `from ${statement.from} import`;
    const lines = writtenLines({ head, items, above: isLead ? taken.above : [], comment }, indent, set);
    // Formatters want a blank line between an import and a comment.
    return nth > 0 && layout.blankAfter > 0 && lines[0]?.startsWith(`${indent}#`) ? ["", ...lines] : lines;
  });
  return [...moved, ...asked];
}

/** Checkers do not see the module's `__getattr__`. */
function fromGlobals(names: ReadonlySet<string>, indent: string, { quote }: Layout): string[] {
  const text = (word: string) => quote + word + quote;
  return [...names].map((name) => `${indent}${name} = globals()[${text("__getattr__")}](${text(name)})`);
}

function hasTrailingComma({ edited }: Taken): boolean {
  const { names } = edited.statement;
  return names[names.length - 1]?.comma !== null;
}

/** A name at a further place: without what was only said once. */
function again({ text, behind }: Item): Item {
  return { text, above: [], behind: behind !== null && isPragma(behind) ? behind : null };
}

/** Statements behind a colon or a semicolon get lines of their own where an import comes before them. */
function splitLine(
  draft: Draft,
  line: LogicalLine,
  spots: readonly Spot[],
  layout: Layout,
  isWritten: Set<Item>,
): void {
  const { source } = draft;
  const lineBreak = source.breakOf(source.lineAt(line.end - 1));
  const inner = line.colon === null ? line.indent : line.indent + layout.unit;
  const spotOf = new Map(spots.map((spot) => [spot.nth, spot]));
  const header = spotOf.get(-1);
  if (header !== undefined) {
    const lines = linesAt(draft, header, line.indent, layout, isWritten);
    draft.insert(firstLineOf(draft, line), { lines, before: 0, after: layout.blankAfter });
    if (spots.length === 1) return;
  }
  line.statements.forEach((statement, nth) => {
    const spot = spotOf.get(nth);
    if (spot === undefined && !(nth === 0 && line.colon !== null)) return;
    const before = line.statements[nth - 1]?.end ?? (line.colon === null ? line.start : line.colon + 1);
    const lines = spot === undefined ? [] : linesAt(draft, spot, inner, layout, isWritten);
    const blank = spot === undefined ? "" : lineBreak.repeat(layout.blankAfter);
    const text = lines.map((each) => each + lineBreak).join("") + blank;
    draft.change(before, statement.start, lineBreak + text + inner);
  });
}
