import { NotRewritten, refuse } from "../../not-rewritten.js";
import type { ChosenEdit } from "../../rewriting.js";
import type { ParsedSource, UnreadSource } from "../judge/file.js";
import { type Moved, withDerived } from "../judge/moved.js";
import { refusalAt } from "../judge/names.js";
import { Refused } from "../judge/refused.js";
import { movedName, placesOfMove } from "../judge/uses.js";
import { valueOfName } from "../judge/values.js";
import { child, list, type Node } from "../scan/full/node.js";
import { Changes } from "./changes.js";
import { importDirectly } from "./direct.js";
import { takeImports } from "./imported.js";
import { Layout } from "./layout.js";
import { type Arriving, place } from "./placed.js";
import { readable } from "./readable.js";
import { substitute } from "./substituted.js";
import { removeItems, Taken, type TakenStatement } from "./taken.js";

/**
 * A source with edits made; all that they don't touch is as it was.
 *
 * @param chosen edits of this file, judged on this very text
 * @throws NotRewritten where the text does not allow an edit
 */
export function rewriteSource(source: ParsedSource | UnreadSource, chosen: readonly ChosenEdit[]): string {
  if (chosen.length === 0) return source.text;
  if (source.unread !== null) throw new NotRewritten(source.unread, chosen[0] ?? null);
  const changes = new Changes(source.text);
  const layout = new Layout(source.text, source.comments);
  const moves = importDirectly(source, changes, layout, chosen).flatMap((edit) => withDerived(moveFor(source, edit)));
  const taken = takeAway(source, changes, layout, moves);
  place(changes, layout, arrivals(source.text, moves, taken));
  for (const moved of moves) {
    for (const standing of moved.standings)
      if (standing.how === "inline") substitute(changes, source.text, moved, standing.reference);
  }
  return readable(changes.finish(), source.path);
}

function moveFor(source: ParsedSource, edit: ChosenEdit): Moved {
  let moved: Moved | null = null;
  try {
    moved = movedName(source, edit.name, edit.option.isAwaited);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new NotRewritten(error.reason(source), edit);
  }
  if (moved === null) {
    const { code, message } = refusalAt(source, edit.name);
    return refuse(edit, code, message);
  }
  const places = placesOfMove(source, moved);
  const isSame =
    places.length === edit.option.places.length &&
    places.every(({ line, column }, i) => {
      const given = edit.option.places[i];
      return given?.line === line && given.column === column;
    });
  return isSame ? moved : refuse(edit, "stale", "it was judged on another text");
}

/** Takes the names out of their statements. */
function takeAway(
  source: ParsedSource,
  changes: Changes,
  layout: Layout,
  moves: readonly Moved[],
): Map<Node, TakenStatement> {
  const byStatement = new Map<Node, Moved[]>();
  for (const moved of moves) {
    const { node } = moved.form.statement;
    const others = byStatement.get(node);
    if (others === undefined) byStatement.set(node, [moved]);
    else others.push(moved);
  }
  const taken = new Taken(changes, layout);
  const goes = (of: readonly Moved[]) => keptNames(of).length === 0 && emptied(of).size === size(of);
  for (const of of byStatement.values())
    if (goes(of)) for (const { form } of of.slice(0, 1)) taken.announce(form.statement);
  const found = new Map<Node, TakenStatement>();
  const gone = new Set<Node>();
  for (const [node, of] of byStatement) {
    const [first] = of;
    if (first === undefined || first.form.kind === "imported") continue;
    const { statement } = first.form;
    const kept = keptNames(of);
    const hasSemicolon = layout.text[node.end - 1] === ";";
    const word = node.kind === "var" ? "var" : "let";
    const declaration = kept.length === 0 ? "" : `${word} ${kept.join(", ")}${hasSemicolon ? ";" : ""}`;
    const items = emptied(of);
    if (items.size === size(of)) {
      if (declaration === "") gone.add(node);
      found.set(node, taken.remove(statement, declaration));
    } else {
      found.set(node, { above: [], behind: null, hasSemicolon });
      removeItems(changes, layout, list(node, "declarations"), items);
      partlyTaken(changes, layout, of, items);
      if (declaration !== "") {
        const indent = layout.indentOf(node.start);
        const space = indent === null ? " " : layout.breakNear(node.start) + indent;
        changes.insert(node.start, `${declaration.replace(/;?$/, ";")}${space}`);
      }
    }
  }
  for (const [node, beside] of takeImports(source, changes, layout, taken, moves, gone)) found.set(node, beside);
  taken.finish();
  return found;
}

/** Names that stay declared, without a value. */
const keptNames = (of: readonly Moved[]): string[] =>
  of.filter(({ isKept, form }) => isKept && form.kind === "declared").map(({ name }) => name.local);

/** How many declarators a statement has. */
const size = (of: readonly Moved[]): number => {
  const statement = of[0]?.form.statement.node;
  if (statement?.type === "ImportDeclaration") return list(statement, "specifiers").length;
  return statement?.type === "VariableDeclaration" ? list(statement, "declarations").length : 1;
};

/** Declarators of which nothing stays, or the statement itself where it assigns. */
function emptied(of: readonly Moved[]): Set<Node> {
  const counts = new Map<Node, number>();
  const gone = new Set<Node>();
  for (const { form, name } of of) {
    if (form.kind === "imported") {
      if (name.property !== null) gone.add(name.property);
      continue;
    }
    const node = form.declarator ?? form.statement.node;
    const count = (counts.get(node) ?? 0) + 1;
    counts.set(node, count);
    if (name.property === null || count === list(form.target, "properties").length) gone.add(node);
  }
  return gone;
}

/** Takes some of the names of a pattern away. */
function partlyTaken(changes: Changes, layout: Layout, of: readonly Moved[], gone: ReadonlySet<Node>): void {
  const patterns = new Map<Node, Set<Node>>();
  for (const { form, name } of of) {
    if (name.property === null || (form.declarator !== null && gone.has(form.declarator))) continue;
    const others = patterns.get(form.target);
    if (others === undefined) patterns.set(form.target, new Set([name.property]));
    else others.add(name.property);
  }
  for (const [pattern, properties] of patterns) removeItems(changes, layout, list(pattern, "properties"), properties);
}

/** The statements that come, those of one pattern at one place as one. */
function arrivals(text: string, moves: readonly Moved[], taken: ReadonlyMap<Node, TakenStatement>): Arriving[] {
  const found: Arriving[] = [];
  const together = new Map<string, { moved: Moved; properties: string[]; at: number }>();
  for (const moved of [...moves].sort((a, b) => orderOf(a) - orderOf(b))) {
    const { form, name, isKept } = moved;
    const word = form.statement.node.type === "VariableDeclaration" ? String(form.statement.node.kind) : "const";
    const beside = taken.get(form.statement.node) ?? { above: [], behind: null, hasSemicolon: true };
    for (const standing of moved.standings) {
      if (standing.how === "inline") continue;
      const node = standing.how === "statement" ? standing.before : standing.body.node;
      if (isKept) {
        found.push({ standing, statement: `${name.local} ??= ${valueOfName(text, form, name)}`, taken: beside });
        continue;
      }
      if (name.property === null) {
        const declared = child(form.declarator, "id");
        const target = text.slice(declared?.start, declared?.end);
        found.push({ standing, statement: `${word} ${target} = ${form.written}`, taken: beside });
        continue;
      }
      const key = `${node.start}:${form.init.start}`;
      if (moved.isAwaited && name.property.type === "ImportNamespaceSpecifier") {
        found.push({ standing, statement: `const ${name.local} = await ${importOf(text, form)}`, taken: beside });
        continue;
      }
      const property = moved.isAwaited ? propertyOf(text, moved) : text.slice(name.property.start, name.property.end);
      const others = together.get(key);
      const properties = others === undefined ? [property] : [...others.properties, property];
      const spaces = hasSpaces(text, moved) ? " " : "";
      const value = moved.isAwaited ? `await ${importOf(text, form)}` : form.written;
      const statement = `${word} {${spaces}${properties.join(", ")}${spaces}} = ${value}`;
      const at = others?.at ?? found.length;
      found[at] = { standing, statement, taken: beside };
      together.set(key, { moved, properties, at });
    }
  }
  return found;
}

const importOf = (text: string, { init }: Moved["form"]): string => `import(${text.slice(init.start, init.end)})`;

/** A name of an import as the property of a pattern. */
function propertyOf(text: string, { name: { local, property } }: Moved): string {
  const imported = child(property, "imported");
  const key = imported === null ? "default" : text.slice(imported.start, imported.end);
  return key === local ? local : `${key}: ${local}`;
}

function hasSpaces(text: string, { form: { target, init }, isAwaited }: Moved): boolean {
  if (isAwaited) return !/\{\S/.test(text.slice(target.start, init.start));
  return /^\{\s/.test(text.slice(target.start, target.end));
}

const orderOf = ({ form, name }: Moved): number => name.property?.start ?? form.init.start;
