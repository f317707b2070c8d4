import { NotRewritten } from "../../not-rewritten.js";
import type { ParsedSource } from "../judge/file.js";
import { offsetOf } from "../judge/placing.js";
import { Changes } from "../rewrite/changes.js";
import { declareRequire } from "../rewrite/imported.js";
import { Layout } from "../rewrite/layout.js";
import { type Arriving, place } from "../rewrite/placed.js";
import { readable } from "../rewrite/readable.js";
import { isCalled, replaceUse } from "../rewrite/substituted.js";
import { Taken, type TakenStatement } from "../rewrite/taken.js";
import { child, type Node } from "../scan/full/node.js";
import type { SourceMove, SourceName } from "./source-move.js";

/**
 * A TypeScript source whose imports moved into the functions that need them, as `const { a }: typeof import("x") = require("x")`; what types
 * need stays as an `import type`. Where it becomes an ES module, it gets a `require`.
 *
 * @throws NotRewritten where the text does not allow it
 */
export function rewriteTypeScript(source: ParsedSource, moves: readonly SourceMove[]): string {
  const changes = new Changes(source.text);
  const layout = new Layout(source.text, source.comments);
  const taken = new Taken(changes, layout);
  for (const { statement, types } of moves) if (types.length === 0) taken.announce(statement);
  const arriving = moves.flatMap((move) => {
    const beside = takeAway(source, changes, layout, taken, move);
    return arrivals(source.text, move, beside);
  });
  requireFor(source, changes, layout, moves);
  taken.finish();
  place(changes, layout, arriving);
  for (const move of moves) substituteIn(changes, source.text, move);
  return readable(changes.finish(), source.path);
}

function takeAway(
  { comments, path, places }: ParsedSource,
  changes: Changes,
  layout: Layout,
  taken: Taken,
  { declaration, statement, types }: SourceMove,
): TakenStatement {
  if (types.length === 0) return taken.remove(statement);
  const { start, end } = declaration;
  const inside = comments.find((one) => one.start >= start && one.end <= end);
  if (inside !== undefined) {
    const message = "a comment stands among names of which some stay for types";
    throw new NotRewritten({ code: "comment", message, file: path, line: places.line(inside.start) }, null);
  }
  const hasSemicolon = layout.text[end - 1] === ";";
  const lines = typeImports(layout.text, declaration, types).map((line) => line + (hasSemicolon ? ";" : ""));
  changes.replace(start, end, lines.join(layout.breakNear(start)));
  return { above: [], behind: null, hasSemicolon };
}

/** A `require` for the names that were imported. */
function requireFor(source: ParsedSource, changes: Changes, layout: Layout, moves: readonly SourceMove[]): void {
  const needing = moves.filter(({ isImported, names }) => isImported && names.length > 0);
  const [first] = needing.sort((a, b) => a.declaration.start - b.declaration.start);
  const init = first === undefined ? null : child(first.declaration, "source");
  if (first === undefined || init === null) return;
  const gone = new Set(moves.flatMap(({ declaration, types }) => (types.length === 0 ? [declaration] : [])));
  declareRequire(source, changes, layout, { init, statement: first.statement }, [], gone);
}

/** One `import type`, or two: a default and other names can't stand in one. */
function typeImports(text: string, declaration: Node, types: readonly Node[]): string[] {
  const asked = askedText(text, declaration);
  const written = ({ start, end }: Node): string => text.slice(start, end).replace(/^type\s+(?!as\b)/, "");
  const named = types.filter(({ type }) => type === "ImportSpecifier").map(written);
  const whole = types.filter(({ type }) => type !== "ImportSpecifier").map(written);
  const clauses = [...whole, ...(named.length === 0 ? [] : [`{ ${named.join(", ")} }`])];
  return clauses.map((clause) => `import type ${clause} from ${asked}`);
}

/** The statements that come: of each place the names that are taken apart as one, each other by itself. */
function arrivals(text: string, { declaration, names }: SourceMove, taken: TakenStatement): Arriving[] {
  const asked = askedText(text, declaration);
  const found: Arriving[] = [];
  const together = new Map<number, { at: number; names: SourceName[] }>();
  for (const name of names) {
    for (const standing of name.standings) {
      if (standing.how === "inline") continue;
      const { key, local, isStatement } = name;
      if (key === null || (isStatement && isWord(key))) {
        const property = key === null ? "" : `.${key}`;
        const statement = `const ${local}: typeof import(${asked})${property} = require(${asked})${property}`;
        found.push({ standing, statement, taken });
        continue;
      }
      const offset = offsetOf(standing);
      const others = together.get(offset) ?? { at: found.length, names: [] };
      others.names.push(name);
      together.set(offset, others);
      const properties = others.names.map(propertyOf);
      const statement = `const { ${properties.join(", ")} }: typeof import(${asked}) = require(${asked})`;
      found[others.at] = { standing, statement, taken };
    }
  }
  return found;
}

/** Puts the `require` itself where no statement can stand before a use. */
function substituteIn(changes: Changes, text: string, { declaration, names }: SourceMove): void {
  const asked = askedText(text, declaration);
  for (const { key, local, standings } of names) {
    for (const standing of standings) {
      if (standing.how !== "inline") continue;
      const { spot } = standing.reference;
      const property = key === null ? "" : isWord(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
      const value = `(require(${asked}) as typeof import(${asked}))${property}`;
      replaceUse(changes, spot, local, property !== "" && isCalled(spot) ? `(0, ${value})` : value);
    }
  }
}

function askedText(text: string, declaration: Node): string {
  const from = child(declaration, "source");
  return text.slice(from?.start, from?.end);
}

const isWord = (key: string): boolean => /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key);

function propertyOf({ key, local }: SourceName): string {
  if (key === null || key === local) return local;
  return `${isWord(key) ? key : JSON.stringify(key)}: ${local}`;
}
