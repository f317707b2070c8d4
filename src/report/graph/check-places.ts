import type { StaticGraph } from "../../graph/static.js";
import { ORIGINS } from "../../graph/vocabulary.js";
import type { BrokenRule } from "./format.js";
import { hopsOf, moduleFile } from "./places.js";

export interface BrokenPlace {
  readonly file: string | null;
  readonly line: number | null;
  readonly message: string;
}

/** Where a chain is to be cut: at its last import in the project's own files. */
export function brokenPlace(sources: StaticGraph, { rule, chain }: BrokenRule): BrokenPlace {
  const { graph } = sources;
  const own = chain.filter(
    (row) => ORIGINS[graph.modules.origin[graph.imports.importer[row] ?? 0] ?? 0] === "application",
  );
  const row = own.at(-1) ?? chain[0] ?? -1;
  const names = hopsOf(sources, chain).map(({ module }) => module);
  return {
    file: moduleFile(graph, graph.imports.importer[row] ?? -1),
    line: graph.imports.line[row] || null,
    message: `${rule}: ${names.join(" → ")}`,
  };
}
