import { refuse } from "../../not-rewritten.js";
import type { ChosenEdit } from "../../rewriting.js";
import type { ParsedSource } from "../judge/file.js";
import { askedText, declaratorsOf, type RequiredKeys } from "../judge/required-keys.js";
import { byModule, type Given } from "./by-module.js";
import type { Changes } from "./changes.js";
import type { Layout } from "./layout.js";

/**
 * Takes the names of a pattern of the modules that define them, in the same place.
 *
 * @throws NotRewritten where names of it go different ways, or comments stand among names that are written anew
 */
export function requireDirectly(
  source: ParsedSource,
  changes: Changes,
  layout: Layout,
  { form, keys }: RequiredKeys,
  edits: readonly ChosenEdit[],
): void {
  const { text, comments } = source;
  const [first] = edits;
  const { declarator, target, statement } = form;
  if (first === undefined || declarator === null) return;
  const written = keys.map(({ local }, index) => {
    const edit = edits.find(({ name }) => name.index === index && name.bound === local);
    return edit?.option.instead ?? refuse(first, "partly", "other names of its require stay");
  });
  const asked = askedText(form);
  const specifiers = new Set(written.map(({ specifier }) => specifier));
  if (specifiers.size === 1 && keys.every(({ key }, at) => key === written[at]?.name)) {
    changes.replace(asked.start + 1, asked.end - 1, written[0]?.specifier ?? "");
    return;
  }
  const isOne = declaratorsOf(form) === 1;
  const within = isOne ? statement.node : declarator;
  if (comments.some(({ start, end }) => start >= within.start && end <= within.end))
    refuse(first, "comment", "a comment stands among names that would be written anew");
  const quote = text[asked.start] ?? '"';
  const space = /^\{\S/.test(text.slice(target.start, target.end)) ? "" : " ";
  const all = byModule(keys, written).map((each) => declaratorOf(each, quote, space));
  if (!isOne) {
    changes.replace(declarator.start, declarator.end, all.join(", "));
    return;
  }
  const { node } = statement;
  const end = text[node.end - 1] === ";" ? ";" : "";
  const indent = layout.indentOf(node.start);
  const between = indent === null ? (end === "" ? "; " : " ") : layout.breakNear(node.start) + indent;
  changes.replace(node.start, node.end, all.map((each) => `${String(node.kind)} ${each}${end}`).join(between));
}

function declaratorOf({ specifier, names }: Given, quote: string, space: string): string {
  const value = `require(${quote}${specifier}${quote})`;
  const whole = names.find(({ name }) => name === "*");
  if (whole !== undefined) return `${whole.local} = ${value}`;
  const taken = names.map(({ local, name }) => (name === local ? local : `${name}: ${local}`));
  return `{${space}${taken.join(", ")}${space}} = ${value}`;
}
