import type { ParsedSource } from "../judge/file.js";
import { homeOf } from "../judge/functions.js";
import { child, list, type Node, string } from "../scan/full/node.js";

/** The calls of `require` that run while a file loads, in the order of the text. @param specifier of what they ask for; absent: of anything */
export function callsAtLoad({ calls, program }: ParsedSource, specifier?: string): Node[] {
  return calls
    .filter((call) => homeOf(call, program).spot === null)
    .map(({ node }) => node)
    .filter((node) => specifier === undefined || askedBy(node) === specifier);
}

/** What asks for a module while a file loads, in the order in which it does: imports and `export … from`, then calls of `require`. */
export const asksAtLoad = (source: ParsedSource, specifier?: string): Node[] => [
  ...statementsAsking(source, specifier),
  ...callsAtLoad(source, specifier),
];

/** Imports and `export … from`, without those for types alone, in the order of the text. */
export function statementsAsking({ program }: ParsedSource, specifier?: string): Node[] {
  return list(program, "body").filter((node) => {
    const from = string(child(node, "source"), "value");
    if (from === null || node.importKind === "type" || node.exportKind === "type") return false;
    return specifier === undefined || from === specifier;
  });
}

/** What a call, an import or an `export … from` asks for; "" where that is computed. */
export const askedBy = (node: Node): string =>
  string(child(node, "source") ?? list(node, "arguments")[0] ?? null, "value") ?? "";
