import type { ParsedSource } from "../judge/file.js";
import { homeOf } from "../judge/functions.js";
import { list, type Node, string } from "../scan/full/node.js";

/** The calls of `require` that run while a file loads, in the order of the text. @param specifier of what they ask for; absent: of anything */
export function callsAtLoad({ calls, program }: ParsedSource, specifier?: string): Node[] {
  return calls
    .filter((call) => homeOf(call, program).spot === null)
    .map(({ node }) => node)
    .filter((node) => specifier === undefined || askedBy(node) === specifier);
}

/** What a call asks for; "" where that is computed. */
export const askedBy = (call: Node): string => string(list(call, "arguments")[0] ?? null, "value") ?? "";
