import { refuse } from "../../not-rewritten.js";
import type { ChosenEdit, DirectImport } from "../../rewriting.js";
import type { ParsedSource } from "../judge/file.js";
import { type ImportedKey, importAt, keysOf } from "../judge/imports.js";
import { child, type Node } from "../scan/full/node.js";
import type { Changes } from "./changes.js";
import type { Layout } from "./layout.js";

/** What one module gives to a statement. */
interface Given {
  readonly specifier: string;
  readonly names: readonly { readonly local: string; readonly name: string }[];
}

/**
 * Makes imports of what only passes names on imports of what defines them, in the same place.
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
  const direct = new Map<Node, ChosenEdit[]>();
  const others: ChosenEdit[] = [];
  for (const edit of chosen) {
    if (edit.option.instead === undefined) others.push(edit);
    else {
      const node = importAt(source, edit.name.line, edit.name.column);
      if (node === null) return refuse(edit, "stale", "no import stands there");
      direct.set(node, [...(direct.get(node) ?? []), edit]);
    }
  }
  for (const other of others) {
    const node = importAt(source, other.name.line, other.name.column);
    if (node !== null && direct.has(node)) refuse(other, "partly", "other names of its import are needed at once");
  }
  for (const [node, edits] of direct) rewrite(source, changes, layout, node, edits);
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
  const statements = given(keys, written).map((each) => statementOf(each, style));
  changes.replace(node.start, node.end, statements.join(between));
}

/** By modules, in the order in which these load now; a namespace stands alone. */
function given(keys: readonly ImportedKey[], written: readonly DirectImport[]): Given[] {
  const found = new Map<string, { specifier: string; names: { local: string; name: string }[] }>();
  const all = written.map((each, at) => ({ ...each, local: keys[at]?.local ?? "" }));
  for (const { specifier, name, local } of all.sort((a, b) => a.order - b.order)) {
    const key = name === "*" ? `${specifier} ${local}` : specifier;
    const known = found.get(key);
    if (known === undefined) found.set(key, { specifier, names: [{ local, name }] });
    else known.names.push({ local, name });
  }
  return [...found.values()];
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
