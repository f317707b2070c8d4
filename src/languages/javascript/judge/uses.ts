import type { ImportedName, Judged, Place, Reason, Rule } from "../../rewriting.js";
import type { ParsedSource, UnreadSource } from "./file.js";
import { scopeName } from "./functions.js";
import { LoadRuns } from "./load-runs.js";
import { type Moved, moveOf, withDerived } from "./moved.js";
import { formAt, refusalAt } from "./names.js";
import { offsetOf, type Standing } from "./placing.js";
import { Refused } from "./refused.js";
import { namesOf } from "./requires.js";

/** What its own file says of a name that a `require` binds. */
export interface JudgedUses extends Judged {
  /**
   * Places of the text that may run a function with a use while the module loads: the import is then only later, and what
   * it does must bear that. Empty where nothing of the file does.
   */
  readonly mayRunAtLoad: readonly Reason[];
  /** Properties that the statement reads of the module (`Moved.reads`). */
  readonly reads: readonly string[];
  /** Whether it is an import of an ES module, which would be a `require`. */
  readonly isImport: boolean;
  /** Lines of the declarations of its parts' names, which go with it. */
  readonly partLines: readonly number[];
}

/** Whether a name can be taken out of startup as far as its own file says, how, or the first rule that does not hold. */
export function judgeUses(source: ParsedSource | UnreadSource, name: ImportedName): JudgedUses {
  const refused = (refusal: Reason): JudgedUses => ({
    name,
    options: [],
    refusal,
    mayRunAtLoad: [],
    reads: [],
    isImport: false,
    partLines: [],
  });
  if (source.unread !== null) return refused(source.unread);
  try {
    const moved = movedName(source, name);
    if (moved === null) return refused(refusalAt(source, name));
    return {
      name,
      options: [{ edit: "function", proof: rulesOf(moved), places: placesOfMove(source, moved) }],
      refusal: null,
      mayRunAtLoad: runners(source, moved),
      reads: moved.reads,
      isImport: moved.form.kind === "imported",
      partLines: moved.derived.flatMap(withDerived).map(({ form }) => source.places.line(form.init.start)),
    };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return refused(error.reason(source));
  }
}

/**
 * How a name moves; null where there is no such name.
 *
 * @param isAwaited whether an `import()` is to be awaited where it is needed
 * @throws Refused
 */
export function movedName(source: ParsedSource, name: ImportedName, isAwaited = false): Moved | null {
  const form = formAt(source, name);
  const found = form === null ? null : (namesOf(form)[name.index] ?? null);
  return form === null || found === null || found.local !== name.bound ? null : moveOf(source, form, found, isAwaited);
}

export const placesOfMove = (source: ParsedSource, moved: Moved): Place[] =>
  placesOf(
    source,
    withDerived(moved).flatMap(({ standings }) => standings),
  );

export function placesOf(source: ParsedSource, standings: readonly Standing[]): Place[] {
  return standings.map((standing): Place => {
    const { line, column } = source.places.at(offsetOf(standing));
    const begins = source.places.at(standing.home.node.start);
    // The line of a function's beginning runs as the function is made.
    const header = { ...begins, colonLine: begins.line, colonColumn: begins.column };
    const inline = begins.line === line ? { by: "header" as const, header } : null;
    return { line, column, scope: scopeName(standing.home), block: headerOf(source, standing), inline };
  });
}

/** The first line of what the block belongs to. */
function headerOf({ text }: ParsedSource, standing: Standing): string | null {
  if (standing.how !== "statement" || standing.block.up?.node === standing.home.node) return null;
  const start = standing.block.up?.node.type === "BlockStatement" ? standing.block : standing.block.up;
  const from = start?.node.start ?? 0;
  return (
    text
      .slice(from, Math.max(standing.block.node.start, from))
      .split(/[\r\n]/, 1)[0]
      ?.trim() || "{"
  );
}

function rulesOf({ form, isKept, derived }: Moved): Rule[] {
  const rules: Rule[] = [{ rule: "uses-only-in-functions" }, { rule: "never-reassigned" }];
  if (form.helper !== null) rules.push({ rule: "known-helper" });
  if (isKept) rules.push({ rule: "one-value" });
  if (derived.length > 0) rules.push({ rule: "parts-move-too" });
  if (form.kind === "imported") rules.push({ rule: "same-by-require" });
  return rules;
}

const runs = new WeakMap<ParsedSource, LoadRuns>();

function runners(source: ParsedSource, moved: Moved): Reason[] {
  const known = runs.get(source) ?? new LoadRuns(source);
  runs.set(source, known);
  const found = new Map<number, Reason>();
  for (const { home } of withDerived(moved).flatMap(({ standings }) => standings)) {
    const node = known.mayRun(home);
    if (node === null) continue;
    const line = source.places.line(node.start);
    const message = "a function that uses it may run while the module loads";
    found.set(line, { code: "may-run-at-load", message, file: source.path, line });
  }
  return [...found.values()];
}
