import { refuse } from "../../not-rewritten.js";
import type { ChosenEdit } from "../../rewriting.js";
import type { ParsedSource } from "../judge/file.js";
import { importAt, keysOf } from "../judge/imports.js";
import { requiredKeysAt } from "../judge/required-keys.js";
import { child, type Node } from "../scan/full/node.js";
import { byModule, type Given } from "./by-module.js";
import type { Changes } from "./changes.js";
import { requireDirectly } from "./direct-requires.js";
import type { Layout } from "./layout.js";

/**
 * Makes imports of what only passes names on, by `import` or by `require`, imports of what defines them, in the same place.
 *
 * @returns the other edits
 * @throws NotRewritten where names of a statement go different ways, or comments stand among names that are written anew
 */
export function importDirectly(
  source: ParsedSource,
  changes: Changes,
  layout: Layout,
  chosen: readonly ChosenEdit[],
): ChosenEdit[] {
  const direct = new Map<string, ChosenEdit[]>();
  const others: ChosenEdit[] = [];
  const keyOf = ({ name }: ChosenEdit): string => `${name.line}:${name.column}`;
  for (const edit of chosen) {
    if (edit.option.instead === undefined) others.push(edit);
    else direct.set(keyOf(edit), [...(direct.get(keyOf(edit)) ?? []), edit]);
  }
  for (const other of others)
    if (direct.has(keyOf(other))) refuse(other, "partly", "other names of its import are needed at once");
  for (const edits of direct.values()) {
    const [first] = edits;
    if (first === undefined) continue;
    const { line, column } = first.name;
    const node = importAt(source, line, column);
    if (node !== null) {
      rewrite(source, changes, layout, node, edits);
      continue;
    }
    const asked = requiredKeysAt(source, line, column);
    if (asked === null || "code" in asked) return refuse(first, "stale", "no import stands there");
    requireDirectly(source, changes, layout, asked, edits);
  }
  return others;
}

function rewrite(
  { text, comments }: ParsedSource,
  changes: Changes,
  layout: Layout,
  node: Node,
  edits: readonly ChosenEdit[],
): void {
  const keys = keysOf(node);
  const from = child(node, "source") ?? node;
  const [first] = edits;
  if (first === undefined) return;
  const written = keys.map(({ local }, index) => {
    const edit = edits.find(({ name }) => name.index === index && name.bound === local);
    return edit?.option.instead ?? refuse(first, "partly", "other names of its import stay");
  });
  const specifiers = new Set(written.map(({ specifier }) => specifier));
  if (specifiers.size === 1 && keys.every(({ key }, at) => key === written[at]?.name)) {
    changes.replace(from.start + 1, from.end - 1, written[0]?.specifier ?? "");
    return;
  }
  if (comments.some(({ start, end }) => start >= node.start && end <= from.start))
    refuse(first, "comment", "a comment stands among names that would be written anew");
  const hasSemicolon = text[node.end - 1] === ";";
  const clause = text.slice(node.start, from.start);
  const style: Style = {
    quote: text[from.start] ?? '"',
    space: /\{\S/.test(clause) ? "" : " ",
    end: hasSemicolon ? ";" : "",
  };
  const indent = layout.indentOf(node.start);
  const between = indent === null ? (hasSemicolon ? " " : "; ") : layout.breakNear(node.start) + indent;
  const statements = byModule(keys, written).map((each) => statementOf(each, style));
  changes.replace(node.start, node.end, statements.join(between));
}

interface Style {
  readonly quote: string;
  /** Within braces. */
  readonly space: string;
  readonly end: string;
}

function statementOf({ specifier, names }: Given, { quote, space, end }: Style): string {
  const whole = names.find(({ name }) => name === "default" || name === "*");
  const named = names
    .filter((each) => each !== whole)
    .map(({ local, name }) => {
      const exported = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : quote + name + quote;
      return exported === local ? local : `${exported} as ${local}`;
    });
  const clause = [
    ...(whole === undefined ? [] : [whole.name === "*" ? `* as ${whole.local}` : whole.local]),
    ...(named.length === 0 ? [] : [`{${space}${named.join(", ")}${space}}`]),
  ];
  return `import ${clause.join(", ")} from ${quote}${specifier}${quote}${end}`;
}
