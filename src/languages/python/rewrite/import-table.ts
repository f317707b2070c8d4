import { refuse } from "../../not-rewritten.js";
import type { ChosenEdit } from "../../rewriting.js";
import type { Draft } from "./draft.js";
import { readImport, type WrittenImport } from "./import-statement.js";
import type { LogicalLine } from "./logical-lines.js";

/** An import statement of which names are edited. */
export interface EditedImport {
  readonly line: LogicalLine;
  /** Its place among the line's statements. */
  readonly nth: number;
  readonly statement: WrittenImport;
  /** By the name's place in the statement. */
  readonly edits: ReadonlyMap<number, ChosenEdit>;
  /** The places of names that leave the statement. */
  readonly gone: ReadonlySet<number>;
}

/** The minor version whose Python reads `lazy import`. */
export const LAZY_SINCE = 15;

/**
 * The statements that edits are about, in the order of the text.
 *
 * @throws NotRewritten `stale` where the file has no such name there
 */
export function editedImports(draft: Draft, edits: readonly ChosenEdit[], pythonFloor: number): EditedImport[] {
  const { source, outline } = draft;
  const lineOf = new Map<number, [LogicalLine, number]>();
  for (const line of outline.lines) {
    for (const [nth, { start }] of line.statements.entries()) lineOf.set(start, [line, nth]);
  }
  const found = new Map<number, Omit<EditedImport, "gone"> & { edits: Map<number, ChosenEdit> }>();
  for (const edit of edits) {
    const { name } = edit;
    const start = source.offsetOf(name.line, name.column);
    const [line, nth] = lineOf.get(start) ?? refuse(edit, "stale", "no statement begins here");
    let known = found.get(start);
    if (known === undefined) {
      const place = line.statements[nth];
      const statement = place === undefined ? null : readImport(source.text, place);
      if (statement === null) refuse(edit, "stale", "no import statement begins here");
      known = { line, nth, statement, edits: new Map() };
      found.set(start, known);
    }
    const written = known.statement.names[name.index];
    if (written === undefined || bare(source.decoded(written.text)) !== bare(name.text)) {
      refuse(edit, "stale", `the import statement has no ${name.text} there`);
    }
    if (written.text === "*" && edit.option.edit !== "pep562") refuse(edit, "star", "a star import can't move");
    if (known.edits.has(name.index)) refuse(edit, "stale", `${name.text} is edited twice`);
    known.edits.set(name.index, edit);
  }
  return [...found.values()]
    .map((edited) => ({ ...edited, gone: leaving(edited.edits, edited.statement, pythonFloor) }))
    .sort((a, b) => a.statement.start - b.statement.start);
}

function bare(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/\s+/g, " ")
    .replace(/ ?\. ?/g, ".")
    .trim();
}

/**
 * Names that leave their statement: all but those that turn lazy with the whole of it, or by `__lazy_modules__`, which
 * leaves statements alone.
 */
function leaving(edits: ReadonlyMap<number, ChosenEdit>, { names }: WrittenImport, pythonFloor: number): Set<number> {
  const lazy = [...edits.values()].filter(({ option }) => option.edit === "lazy");
  const stays = lazy.length === names.length || pythonFloor < LAZY_SINCE;
  return new Set([...edits].filter(([, { option }]) => option.edit !== "lazy" || !stays).map(([index]) => index));
}
