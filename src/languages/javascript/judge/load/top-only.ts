import type { FlatTree } from "../../scan/full/flat-tree.js";
import { bare, child, list, string } from "../../scan/full/node.js";
import type { AskedAtLoad } from "./facts.js";
import { isFunction } from "./runs-later.js";
import { typeIs } from "./type-is.js";

/** Code in these may run more than once, later, or be given up. */
const isElsewhere = typeIs(/^(?:Class(?:Declaration|Expression|Body)|TryStatement|WithStatement)$/);

/**
 * Of what a file requires as it loads that of which every mention is a `require` at its top level, outside of functions, classes and `try`:
 * it is asked for in the file's load or never.
 */
export function topOnly(
  { nodes, above }: FlatTree,
  text: string,
  requires: readonly AskedAtLoad[],
): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at];
    if (node?.type !== "CallExpression" || string(bare(child(node, "callee")), "name") !== "require") continue;
    const specifier = string(list(node, "arguments")[0] ?? null, "value");
    if (specifier === null || !isTop({ nodes, above }, at)) continue;
    counts.set(specifier, (counts.get(specifier) ?? 0) + 1);
  }
  const found = new Set<string>();
  for (const [specifier, count] of counts) {
    const asked = requires.filter((each) => each.specifier === specifier);
    if (asked.length > 0 && asked.every(({ isGuarded }) => !isGuarded) && mentions(text, specifier) === count)
      found.add(specifier);
  }
  return found;
}

function isTop({ nodes, above }: Pick<FlatTree, "nodes" | "above">, from: number): boolean {
  for (let at = from; at > 0; at = above[at] ?? 0) {
    const node = nodes[at];
    if (node !== undefined && (isFunction(node) || isElsewhere(node))) return false;
  }
  return true;
}

/** How often a text has a name in quotes. */
function mentions(text: string, name: string): number {
  const ends = new Map([
    ['"', 0],
    ["'", 0],
    ["`", 0],
  ]);
  let count = 0;
  if (name === "") return count;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const quote = text[at - 1] ?? "";
    const end = at + name.length;
    // A quote that ends one begins no other.
    if (text[end] !== quote || at - 1 < (ends.get(quote) ?? end)) continue;
    ends.set(quote, end + 1);
    count++;
  }
  return count;
}
