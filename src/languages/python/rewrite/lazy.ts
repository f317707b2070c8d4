import { refuse } from "../../not-rewritten.js";
import type { ChosenEdit } from "../../rewriting.js";
import type { Draft } from "./draft.js";
import { originalOf, readImport, type WrittenImport } from "./import-statement.js";
import { type EditedImport, LAZY_SINCE } from "./import-table.js";
import type { Layout } from "./layout.js";
import type { LogicalLine } from "./logical-lines.js";
import { behind, headOf, isModuleLevel } from "./module-head.js";
import { fullFrom } from "./module-names.js";
import type { Taken } from "./taken.js";
import { tokens } from "./tokens.js";
import { writtenLines } from "./written-lines.js";

/**
 * Makes imports lazy where they stand (PEP 810): by the keyword where every Python knows it, else by `__lazy_modules__`,
 * which older ones pass over.
 *
 * @throws NotRewritten `lazy-place`, `lazy-modules`
 */
export function makeLazy(
  draft: Draft,
  table: readonly EditedImport[],
  all: readonly Taken[],
  layout: Layout,
  pythonFloor: number,
): void {
  const edited = table.filter(({ edits }) => [...edits.values()].some(isLazy));
  if (edited.length === 0) return;
  for (const { line, edits } of edited) checkPlace(line, [...edits.values()].find(isLazy) as ChosenEdit);
  if (pythonFloor < LAZY_SINCE) {
    listModules(draft, edited, layout);
    return;
  }
  for (const each of edited) {
    if (each.statement.isLazy) continue;
    const taken = all.find((one) => one.edited === each);
    const leaves = [...each.edits].some(([index, edit]) => isLazy(edit) && each.gone.has(index));
    if (leaves && taken !== undefined) writeBehind(draft, taken, layout);
    else draft.change(each.statement.start, each.statement.start, "lazy ");
  }
}

function isLazy({ option }: ChosenEdit): boolean {
  return option.edit === "lazy";
}

/** Names of a statement of which others stay. */
function writeBehind(draft: Draft, taken: Taken, layout: Layout): void {
  const { line, statement, edits, gone } = taken.edited;
  const items = [...edits]
    .filter(([, edit]) => isLazy(edit))
    .sort((a, b) => a[0] - b[0])
    .flatMap(([index]) => taken.items.get(index) ?? []);
  const head = statement.from === null ? "lazy import" : `lazy from ${statement.from} import`;
  const comment = gone.size === statement.names.length ? null : taken.comment;
  const [edit] = [...edits.values()].filter(isLazy);
  if (edit !== undefined && (line.colon !== null || line.statements.length > 1)) {
    refuse(edit, "lazy-place", "a name of several, with other statements on its line");
  }
  const lines = writtenLines({ head, items, above: [], comment }, line.indent, layout);
  draft.insert(behind(draft, line), { lines, before: 0, after: 0 });
}

/** `lazy` is a syntax error within functions, classes and `try`; in `with` its list would change what the block catches. */
function checkPlace(line: LogicalLine, edit: ChosenEdit): void {
  const fail = () => refuse(edit, "lazy-place", "an import can be lazy at the top of a module alone");
  if (!isModuleLevel(line)) fail();
  for (let { header } = line.block; header !== null; header = header.block.header) {
    if (header.word !== "if" && header.word !== "elif" && header.word !== "else") fail();
    const { lines } = header.block;
    let i = lines.indexOf(header);
    while (i > 0 && /^(?:elif|else|except|finally)$/.test(lines[i]?.word ?? "")) i--;
    if (lines[i]?.word !== "if") fail();
  }
  if (line.colon !== null && line.word !== "if") fail();
}

/** Names modules in `__lazy_modules__`: it speaks of all statements that import a module, so all must be meant. */
function listModules(draft: Draft, edited: readonly EditedImport[], layout: Layout): void {
  const modules = new Map<string, ChosenEdit>();
  for (const { statement, edits } of edited) {
    for (const [index, edit] of edits) {
      if (isLazy(edit))
        for (const module of modulesOf(statement, edit).slice(index, index + 1)) modules.set(module, edit);
    }
  }
  const [anyEdit] = modules.values();
  if (anyEdit === undefined) return;
  for (const line of draft.outline.lines) {
    if (!isModuleLevel(line)) continue;
    for (const place of line.statements) {
      const statement = readImport(draft.source.text, place);
      if (statement === null) continue;
      const chosen = edited.find((each) => each.statement.start === statement.start)?.edits;
      modulesOf(statement, anyEdit).forEach((module, index) => {
        const edit = modules.get(module);
        if (edit === undefined || chosen?.get(index)?.option.edit === "lazy") return;
        const at = draft.source.lineAt(statement.start) + 1;
        refuse(edit, "lazy-modules", `this import of ${module} would be lazy too`, at);
      });
    }
  }
  const names = [...modules.keys()];
  const list = ownList(draft);
  if (list === "unread") refuse(anyEdit, "lazy-modules", "__lazy_modules__ is no list of texts");
  const texts = names.map((name) => layout.quote + name + layout.quote);
  if (list !== null) {
    const added = texts.filter((_, i) => !list.names.includes(names[i] ?? ""));
    if (added.length === 0) return;
    const comma = list.names.length === 0 ? "" : list.hasComma ? " " : ", ";
    draft.change(list.end, list.end, comma + added.join(", ") + (list.hasComma ? "," : ""));
    return;
  }
  const one = `__lazy_modules__ = [${texts.join(", ")}]`;
  const lines =
    one.length <= layout.lineLength
      ? [one]
      : ["__lazy_modules__ = [", ...texts.map((text) => `${layout.unit}${text},`), "]"];
  draft.insert(headOf(draft).line, { lines, before: 1, after: 1 });
}

/** The module that each name of a statement asks for first. */
function modulesOf(statement: WrittenImport, edit: ChosenEdit): string[] {
  const { from, names } = statement;
  if (from === null) return names.map(originalOf);
  const full = fullFrom(edit.name, from) ?? from;
  return names.map(() => full);
}

/** The file's own `__lazy_modules__`: what it names, and where more can be written. */
function ownList({ source, outline }: Draft): { names: string[]; end: number; hasComma: boolean } | "unread" | null {
  const line = outline.lines.find(
    (each) => isModuleLevel(each) && /^__lazy_modules__\b/.test(source.text.slice(each.start, each.end)),
  );
  const [statement] = line?.statements ?? [];
  if (statement === undefined) return null;
  const found = [...tokens(source.text, statement.start, statement.end)].filter(({ kind }) => kind !== "break");
  const said = found.map(({ start, end }) => source.text.slice(start, end));
  const last = found[found.length - 2];
  const inner = found.slice(3, -1);
  const isPlain =
    said[1] === "=" &&
    /^[[{(]$/.test(said[2] ?? "") &&
    inner.every(({ kind }, i) => kind === "string" || said[i + 3] === ",") &&
    (said[2] !== "(" || inner.some((_, i) => said[i + 3] === ","));
  if (!isPlain || last === undefined) return "unread";
  const names = inner.flatMap(({ kind, start, end }) =>
    kind === "string" ? [source.text.slice(start, end).replace(/^["']+|["']+$/g, "")] : [],
  );
  return { names, end: last.end, hasComma: said[said.length - 2] === "," };
}
