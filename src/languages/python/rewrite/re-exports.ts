import { refuse } from "../../not-rewritten.js";
import type { ChosenEdit } from "../../rewriting.js";
import { OWN_GLOBALS } from "../own-globals.js";
import type { Draft } from "./draft.js";
import { isStandard } from "./import-kinds.js";
import { boundBy, originalOf, readImport } from "./import-statement.js";
import { isImportLine, type Layout } from "./layout.js";
import type { LogicalLine } from "./logical-lines.js";
import { aboveOf, behind, behindImports, isModuleLevel } from "./module-head.js";
import { fullFrom, isPackage } from "./module-names.js";
import type { Taken } from "./taken.js";
import { constantOf, extend } from "./type-checking.js";
import { unusedName } from "./unused-name.js";
import { writtenLines } from "./written-lines.js";

/** A name that a module's `__getattr__` serves: where it is, and what it is called there; null for a module itself. */
interface Served {
  readonly name: string;
  readonly module: string;
  readonly attribute: string | null;
}

const MARK = "# Loaded at first use (PEP 562), by importperf.";

/**
 * Has a module's `__getattr__` serve the names that leave; checkers see the statements as they were. A second run extends
 * what the first one wrote.
 *
 * @throws NotRewritten `module-getattr`, `dotted-import`, `star`, `python-floor`
 */
export function serveReExports(draft: Draft, all: readonly Taken[], layout: Layout, pythonFloor: number): void {
  const chosen = all.flatMap((taken) =>
    [...taken.edited.edits]
      .filter(([, { option }]) => option.edit === "pep562")
      .sort((a, b) => a[0] - b[0])
      .map(([index, edit]) => ({ taken, index, edit })),
  );
  const [first] = chosen;
  if (first === undefined) return;
  if (pythonFloor < 7) refuse(first.edit, "python-floor", "a module's __getattr__ needs Python 3.7");
  const served = chosen.flatMap(({ taken, index, edit }) => servedBy(taken, index, edit));
  const lines = (indent: string) => all.flatMap((taken) => statementLines(taken, indent, layout));
  const own = ownBlock(draft);
  if (own !== null) {
    const direct = chosen.find(({ edit }) => edit.option.own === OWN_GLOBALS);
    if (direct !== undefined)
      refuse(direct.edit, "module-getattr", "the module has a __getattr__ that is asked by readers alone");
    extend(draft, own.checked, lines);
    const inner = own.checked.indent + layout.unit.repeat(2);
    draft.insert(draft.source.lineAt(own.tableEnd), { lines: entries(served, inner, layout), before: 0, after: 0 });
    return;
  }
  const handMade = draft.outline.lines.find(
    (line) => isModuleLevel(line) && /\b__(?:getattr|dir)__\b/.test(draft.source.text.slice(line.start, line.end)),
  );
  if (handMade !== undefined) {
    const line = draft.source.lineAt(handMade.start) + 1;
    refuse(first.edit, "module-getattr", "the module has a __getattr__ or __dir__ of its own", line);
  }
  const at = placeFor(draft, all);
  const constant = constantOf(draft, all, at);
  const isAskedDirectly = chosen.some(({ edit }) => edit.option.own === OWN_GLOBALS);
  const block = newBlock(draft, served, lines(layout.unit), layout, { ...first.edit, isAskedDirectly });
  const head = constant === null ? ["TYPE_CHECKING = False", "if TYPE_CHECKING:"] : [`if ${constant}:`];
  draft.insert(at, { lines: [MARK, ...head, ...block], before: 1, after: 2 });
}

function servedBy({ edited, items }: Taken, index: number, edit: ChosenEdit): Served[] {
  const { statement } = edited;
  const name = statement.names[index];
  if (name === undefined || items.get(index) === undefined) return [];
  const original = originalOf(name);
  const bound = boundBy(statement, name);
  if (statement.from === null) {
    if (original !== bound && original.includes(".") && !name.text.includes(" as ")) {
      refuse(edit, "dotted-import", `${name.text} binds ${bound} alone`);
    }
    return [{ name: bound, module: original, attribute: null }];
  }
  if (original === "*") {
    const names = edit.option.starNames ?? refuse(edit, "star", "the names that the star brings are not known");
    return names.map((each) => ({ name: each, module: statement.from ?? "", attribute: each }));
  }
  const full = fullFrom(edit.name, statement.from);
  if (full !== null && edit.name.imported.includes(`${full}.${original}`)) {
    const dot = statement.from.endsWith(".") ? "" : ".";
    return [{ name: bound, module: `${statement.from}${dot}${original}`, attribute: null }];
  }
  return [{ name: bound, module: statement.from, attribute: original }];
}

function statementLines(taken: Taken, indent: string, layout: Layout): string[] {
  const { statement, edits } = taken.edited;
  const items = [...edits]
    .filter(([, { option }]) => option.edit === "pep562")
    .sort((a, b) => a[0] - b[0])
    .flatMap(([index]) => taken.items.get(index) ?? []);
  if (items.length === 0) return [];
  const head = statement.from === null ? "import" : `from ${statement.from} import`;
  return writtenLines({ head, items, above: taken.above, comment: taken.comment }, indent, layout);
}

function entries(served: readonly Served[], indent: string, { quote }: Layout): string[] {
  const text = (word: string) => quote + word + quote;
  return served.map(
    ({ name, module, attribute }) =>
      `${indent}${text(name)}: (${text(module)}, ${attribute === null ? "None" : text(attribute)}),`,
  );
}

function newBlock(
  draft: Draft,
  served: readonly Served[],
  imports: readonly string[],
  layout: Layout,
  { name, isAskedDirectly }: Pick<ChosenEdit, "name"> & { readonly isAskedDirectly: boolean },
): string[] {
  const { unit, quote } = layout;
  const table = unusedName(draft.source.text, "_deferred");
  const anchor = isPackage(name.file) ? "__name__" : "__spec__.parent";
  const isRelative = served.some(({ module }) => module.startsWith("."));
  const message = `f${quote}module {__name__!r} has no attribute {name!r}${quote}`;
  const body = [
    `${table} = {`,
    ...entries(served, unit, layout),
    "}",
    "",
    "def __getattr__(name):",
    `${unit}if name not in ${table}:`,
    `${unit}${unit}message = ${message}`,
    `${unit}${unit}raise AttributeError(message)`,
    // Its own functions ask for what somebody may have put there.
    ...(isAskedDirectly ? [`${unit}if name in globals():`, `${unit}${unit}return globals()[name]`] : []),
    `${unit}import importlib`,
    "",
    `${unit}module, attribute = ${table}[name]`,
    `${unit}value = importlib.import_module(module${isRelative ? `, ${anchor}` : ""})`,
    `${unit}if attribute is not None:`,
    `${unit}${unit}value = getattr(value, attribute)`,
    `${unit}globals()[name] = value`,
    `${unit}return value`,
    "",
    "def __dir__():",
    `${unit}return sorted({*globals(), *${table}})`,
  ];
  return [...imports, "else:", ...body.map((line) => (line === "" ? "" : unit + line))];
}

/**
 * Behind the imports; but before those that stay and might lead back here: who asks then for a name finds it, as it did.
 */
function placeFor(draft: Draft, all: readonly Taken[]): number {
  const gone = new Set(all.map(({ edited }) => edited.statement.start));
  const first = Math.min(...gone);
  const { lines, module } = draft.outline;
  const stays = lines.find(
    (line) =>
      line.start > first &&
      isImportLine(line.word) &&
      isModuleLevel(line) &&
      line.statements.some((place) => {
        const statement = readImport(draft.source.text, place);
        return statement !== null && !gone.has(statement.start) && !isStandard(statement);
      }),
  );
  const last = Math.max(...all.map(({ edited }) => behind(draft, edited.line)));
  if (stays === undefined) return Math.max(behindImports(draft), last);
  let top: LogicalLine = stays;
  while (top.block !== module && top.block.header !== null) top = top.block.header;
  // A block's further parts belong to its first.
  for (let i = module.lines.indexOf(top); i > 0 && /^(?:elif|else|except|finally)$/.test(top.word); ) {
    top = module.lines[--i] ?? top;
  }
  return aboveOf(draft, top);
}

/** What an earlier run wrote; null where there is nothing of it. */
function ownBlock({ source, outline }: Draft): { checked: LogicalLine; tableEnd: number } | null {
  const at = new RegExp(`^${MARK.replace(/[().]/g, "\\$&")}[ \\t]*$`, "m").exec(source.text)?.index;
  if (at === undefined) return null;
  const checked = outline.module.lines.find(({ start, word }) => start > at && word === "if");
  const table = outline.lines.find(
    (line) =>
      checked !== undefined &&
      line.start > checked.end &&
      line.block.header?.word === "else" &&
      /^_deferred_* = \{[\s\S]*\}\s*$/.test(source.text.slice(line.start, line.end)),
  );
  const [statement] = table?.statements ?? [];
  if (checked === undefined || statement === undefined) return null;
  return { checked, tableEnd: statement.end - 1 };
}
