import { refuse } from "../../not-rewritten.js";
import type { ChosenEdit, MovedValue } from "../../rewriting.js";
import type { Draft } from "./draft.js";
import { firstLineOf, type ImportedThere, linesAt, spotAt, statementsByStart } from "./into-functions.js";
import type { Layout } from "./layout.js";
import type { LogicalLine } from "./logical-lines.js";
import { behind } from "./module-head.js";
import { headsOthers, type Taken, takeCommentsAbove } from "./taken.js";
import { tokens } from "./tokens.js";
import { unusedName } from "./unused-name.js";
import type { Item } from "./written-lines.js";

/** A statement that becomes a function, with what this function imports. */
interface Maker {
  readonly value: MovedValue;
  readonly edit: ChosenEdit;
  readonly line: LogicalLine;
  /** The function's name. */
  readonly name: string;
  readonly imports: ImportedThere[];
}

/**
 * Turns statements that make values into functions that make them at their first use, and has the functions that need a value ask for
 * it. Whoever comes first keeps what it made (`dict.setdefault` is one step for all threads), so that all have the same object;
 * a lock would hang where a child process is forked while another thread holds it.
 *
 * @param isWritten names whose comments stand somewhere already; grows
 * @throws NotRewritten `place`, `stale`, `text`
 */
export function moveValues(draft: Draft, all: readonly Taken[], layout: Layout, isWritten: Set<Item>): void {
  const makers = makersOf(draft, all);
  if (makers.length === 0) return;
  const { source } = draft;
  const table = unusedName(source.text, "_made");
  const lines = new Set(makers.map(({ line }) => line));
  makers.forEach((maker, nth) => {
    const { line } = maker;
    const first = source.lineAt(line.start);
    const above = headsOthers(draft, line, lines) ? [] : takeCommentsAbove(draft, line);
    const declared = declaredLines(draft, maker, all);
    const head = [...declared, ...(nth === 0 ? [MARK, `${table} = {}`, "", ""] : [])];
    const body = makerLines(draft, maker, table, layout, isWritten);
    draft.remove(first, behind(draft, line) - 1);
    const served = nth === makers.length - 1 ? servedLines(draft, all, makers, layout) : [];
    draft.insert(first, { lines: [...head, ...above, ...body, ...served], before: 2, after: 2 });
  });
  askForValues(draft, makers);
}

const MARK = "# Made at their first use, by importperf.";

function makersOf(draft: Draft, all: readonly Taken[]): Maker[] {
  const { source, outline } = draft;
  const starts = new Map(outline.module.lines.map((line) => [line.start, line]));
  const found = new Map<number, Maker>();
  const used = new Set<string>();
  for (const taken of all) {
    for (const [index, edit] of [...taken.edited.edits].sort((a, b) => a[0] - b[0])) {
      for (const value of edit.option.edit === "value" ? (edit.option.values ?? []) : []) {
        const start = source.offsetOf(value.line, value.column);
        let maker = found.get(start);
        if (maker === undefined) {
          const line =
            starts.get(start) ?? refuse(edit, "stale", "no statement of the module begins there", value.line);
          let name = unusedName(source.text, `_make_${value.name.toLowerCase().replace(/^_+/, "")}`);
          while (used.has(name)) name += "_";
          used.add(name);
          maker = { value, edit, line, name, imports: [] };
          found.set(start, maker);
        }
        const last = maker.imports[maker.imports.length - 1];
        if (last?.taken === taken) last.indexes.push(index);
        else maker.imports.push({ taken, indexes: [index] });
      }
    }
  }
  return [...found].sort((a, b) => a[0] - b[0]).map(([, maker]) => maker);
}

function makerLines(draft: Draft, maker: Maker, table: string, layout: Layout, isWritten: Set<Item>): string[] {
  const { unit, quote, blankAfter } = layout;
  const { name } = maker.value;
  const key = quote + name + quote;
  return [
    `def ${maker.name}():`,
    `${unit}if ${key} in ${table}:`,
    `${unit}${unit}return ${table}[${key}]`,
    ...linesAt(draft, maker, unit, layout, isWritten),
    ...Array.from({ length: blankAfter }, () => ""),
    ...statementLines(draft, maker, unit),
    `${unit}return ${table}.setdefault(${key}, ${name})`,
  ];
}

/** A `__getattr__` that gives values to other modules; nothing where nobody else reads one. */
function servedLines(draft: Draft, all: readonly Taken[], makers: readonly Maker[], { unit, quote }: Layout): string[] {
  const served = makers.filter(({ value }) => value.isServed);
  const [first] = served;
  if (first === undefined) return [];
  const others = all.flatMap(({ edited }) => [...edited.edits.values()]).find(({ option }) => option.edit === "pep562");
  if (others !== undefined || /\b__(?:getattr|dir)__\b/.test(draft.source.text)) {
    refuse(first.edit, "module-getattr", "the module has or gets a __getattr__ for other names", first.value.line);
  }
  const asked = (name: string): string => quote + name + quote;
  const inner = unit + unit;
  return [
    "",
    "",
    "def __getattr__(name):",
    ...served.flatMap(({ value, name }) => [`${unit}if name == ${asked(value.name)}:`, `${inner}return ${name}()`]),
    `${unit}message = f${quote}module {__name__!r} has no attribute {name!r}${quote}`,
    `${unit}raise AttributeError(message)`,
    "",
    "",
    "def __dir__():",
    `${unit}return sorted({*globals(), ${served.map(({ value }) => asked(value.name)).join(", ")}})`,
  ];
}

/** What the module keeps of a statement with an annotation: that annotation, without a value. */
function declaredLines({ source }: Draft, { line, value, edit }: Maker, all: readonly Taken[]): string[] {
  const { text } = source;
  if (!annotated(value.name).test(text.slice(line.start, line.end))) return [];
  const quotes = all.flatMap(({ edited }) =>
    [...edited.edits.values()].flatMap(({ option }) => option.types?.quotes ?? []),
  );
  const [first, last] = [source.lineAt(line.start) + 1, source.lineAt(line.end) + 1];
  if (quotes.some((span) => first <= span.line && span.line <= last))
    refuse(edit, "text", "an annotation gets quotes, and its statement moves", value.line);
  let depth = 0;
  for (const { kind, start, end } of tokens(text, line.start, line.end)) {
    if (kind === "open") depth++;
    else if (kind === "close") depth--;
    else if (kind === "comment") refuse(edit, "text", "a comment stands in an annotation", value.line);
    else if (kind === "sign" && depth === 0 && text.slice(start, end) === "=")
      return [
        ...text
          .slice(line.start, start)
          .trimEnd()
          .split(/\r\n|\n|\r/),
        "",
        "",
      ];
  }
  return refuse(edit, "stale", `no statement of its own binds ${value.name} there`, value.line);
}

function annotated(name: string): RegExp {
  return new RegExp(`^${name}[ \\t]*:(?!=)`);
}

/** The statement as it is, with its comments, one level deeper. */
function statementLines({ source }: Draft, { line, value, edit }: Maker, unit: string): string[] {
  const { text } = source;
  const [statement] = line.statements;
  const end = line.comment?.end ?? statement?.end ?? line.end;
  const written = text.slice(line.start, end);
  const isAlone = statement !== undefined && line.statements.length === 1 && line.colon === null;
  const isBound = new RegExp(`^${value.name}[ \\t]*=(?!=)`).test(written) || annotated(value.name).test(written);
  if (!isAlone || !isBound) {
    refuse(edit, "stale", `no statement of its own binds ${value.name} there`, value.line);
  }
  for (const token of tokens(text, line.start, end)) {
    const said = text.slice(token.start, token.end);
    const isBroken = /[\r\n]/.test(said);
    if (isBroken && token.kind === "string")
      refuse(edit, "text", "a text of several lines can't be indented", value.line);
  }
  return written.split(/\r\n|\n|\r/).map((each) => (each.trim() === "" ? each : unit + each.trimEnd()));
}

/** `name = _make_name()` where functions need it, behind what they import there. */
function askForValues(draft: Draft, makers: readonly Maker[]): void {
  const starts = statementsByStart(draft);
  const places = new Map<number, { line: LogicalLine; makers: Maker[] }>();
  for (const maker of makers) {
    for (const place of maker.value.places) {
      const start = draft.source.offsetOf(place.line, place.column);
      const { line, nth } = spotAt(starts, start, maker.edit, place);
      if (nth > 0 || (nth === 0 && line.colon !== null)) {
        refuse(maker.edit, "place", "a statement stands behind another on its line", place.line);
      }
      const known = places.get(start);
      if (known === undefined) places.set(start, { line, makers: [maker] });
      else known.makers.push(maker);
    }
  }
  for (const [, { line, makers: there }] of [...places].sort((a, b) => a[0] - b[0])) {
    const lines = there.map(({ value, name }) => `${line.indent}${value.name} = ${name}()`);
    draft.insert(firstLineOf(draft, line), { lines, before: 0, after: 0 });
  }
}
