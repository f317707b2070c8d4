import { NotRewritten } from "../../not-rewritten.js";
import { createdRequire, firstStatement } from "../judge/created-require.js";
import type { ParsedSource } from "../judge/file.js";
import type { RequireForm } from "../judge/forms.js";
import type { Moved } from "../judge/moved.js";
import { child, list, type Node } from "../scan/full/node.js";
import type { Changes } from "./changes.js";
import type { Layout } from "./layout.js";
import type { Taken, TakenStatement } from "./taken.js";

/**
 * Takes names out of the imports of an ES module. Those that a `require` gives their value are declared behind its imports, with a `require`
 * of its own where it has none.
 *
 * @param goneStatements statements of which nothing stays, beside the imports
 * @returns by import what it had beside it
 * @throws NotRewritten where comments stand among names of which some go
 */
export function takeImports(
  source: ParsedSource,
  changes: Changes,
  layout: Layout,
  taken: Taken,
  moves: readonly Moved[],
  goneStatements: ReadonlySet<Node>,
): Map<Node, TakenStatement> {
  const found = new Map<Node, TakenStatement>();
  const going = new Map<Node, Moved[]>();
  for (const moved of moves) {
    if (moved.form.kind !== "imported") continue;
    const { node } = moved.form.statement;
    const others = going.get(node);
    if (others === undefined) going.set(node, [moved]);
    else others.push(moved);
  }
  const names = [...going.values()].flat().sort((a, b) => startOf(a) - startOf(b));
  const [first] = names;
  if (first === undefined) return found;
  for (const [node, of] of going) {
    const gone = new Set(of.map(({ name }) => name.property));
    const stays = list(node, "specifiers").filter((one) => !gone.has(one));
    const hasSemicolon = layout.text[node.end - 1] === ";";
    if (stays.length === 0) found.set(node, taken.remove(of[0]?.form.statement ?? first.form.statement));
    else {
      const clause = clauseOf(source, layout.text, node);
      changes.replace(clause.start, clause.end, ` ${clauseWith(layout.text, stays)} `);
      found.set(node, { above: [], behind: null, hasSemicolon });
    }
  }
  const required = names.find(({ isAwaited }) => !isAwaited);
  if (required === undefined) return found;
  const locals = names.filter(({ isKept }) => isKept).map(({ name }) => name.local);
  const emptied = [...going]
    .filter(([node, of]) => of.length === list(node, "specifiers").length)
    .map(([node]) => node);
  declareRequire(source, changes, layout, required.form, locals, new Set([...emptied, ...goneStatements]));
  return found;
}

const startOf = ({ name, form }: Moved): number => name.property?.start ?? form.target.start;

/** What stands between `import` and `from`. @throws NotRewritten */
function clauseOf({ comments, path, places }: ParsedSource, text: string, node: Node): { start: number; end: number } {
  const asked = child(node, "source")?.start ?? node.end;
  const comment = comments.find(({ start, end }) => start >= node.start && end <= asked);
  if (comment !== undefined) {
    const line = places.line(comment.start);
    throw new NotRewritten(
      { code: "comment", message: "a comment stands among names of which some stay", file: path, line },
      null,
    );
  }
  return { start: node.start + "import".length, end: text.lastIndexOf("from", asked) };
}

function clauseWith(text: string, stays: readonly Node[]): string {
  const written = ({ start, end }: Node): string => text.slice(start, end);
  const named = stays.filter(({ type }) => type === "ImportSpecifier").map(written);
  const whole = stays.filter(({ type }) => type !== "ImportSpecifier").map(written);
  return [...whole, ...(named.length === 0 ? [] : [`{ ${named.join(", ")} }`])].join(", ");
}

/**
 * Gives an ES module a `require` where it has none, and declares names without a value: functions find both once the imports are there, also
 * those that statements before may call.
 *
 * @param like an import, whose quotes and semicolon what comes is to have; `init` is the text that it asks by
 * @param gone statements of which nothing stays
 */
export function declareRequire(
  { program, scope }: ParsedSource,
  changes: Changes,
  layout: Layout,
  like: Pick<RequireForm, "init" | "statement">,
  names: readonly string[],
  gone: ReadonlySet<Node>,
): void {
  const { text } = layout;
  const quote = text[like.init.start] ?? '"';
  const end = text[like.statement.node.end - 1] === ";" ? ";" : "";
  const first = firstStatement(program, gone);
  if (first === null) throw new Error("no function uses what is imported");
  const lineBreak = layout.breakNear(first.start);
  const declared = names.length === 0 ? "" : `let ${names.join(", ")}`;
  const own = createdRequire(scope)?.node ?? null;
  if (own !== null) {
    if (declared === "") return;
    changes.insert(own.end, `${text[own.end - 1] === ";" ? "" : ";"}${lineBreak}${declared}${end}`);
    return;
  }
  const lines: string[] = [];
  if (!scope.names.has("createRequire")) {
    const made = `import { createRequire } from ${quote}node:module${quote}${end}`;
    const behind = behindImports(program, layout, first, gone);
    if (behind === null) lines.push(made);
    else changes.insert(behind, lineBreak + made);
  }
  lines.push(`const require = createRequire(import.meta.url)${end}`, ...(declared === "" ? [] : [`${declared}${end}`]));
  const indent = layout.indentOf(first.start);
  if (indent === null) {
    changes.insert(first.start, `${lines.map((line) => line.replace(/;?$/, "; ")).join("")}`);
    return;
  }
  let at = layout.lineStart(first.start);
  for (let one = layout.commentAbove(at); one !== null; one = layout.commentAbove(at)) at = layout.lineStart(one.start);
  const isHazard = /^[([`/+*-]/.test(text.slice(first.start, first.start + 1));
  const last = lines.length - 1;
  if (isHazard) lines[last] = lines[last]?.replace(/;?$/, ";") ?? "";
  const isApart = at > layout.first && layout.isBlankLine(layout.lineAbove(at));
  changes.insert(at, lines.map((line) => line + lineBreak).join("") + (isApart ? lineBreak : ""));
}

/** The end of the line of the last import that stays before a statement; null where something else follows there. */
function behindImports(program: Node, layout: Layout, first: Node, gone: ReadonlySet<Node>): number | null {
  const last = list(program, "body").findLast(
    (node) => node.type === "ImportDeclaration" && node.end <= first.start && !gone.has(node),
  );
  if (last === undefined) return null;
  const behind = layout.skipBlanks(last.end);
  const at = layout.skipBlanks(layout.commentAt(behind)?.end ?? behind);
  return at === layout.lineEnd(at) ? at : null;
}
