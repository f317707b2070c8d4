import { ORIGINS } from "../../graph/vocabulary.js";
import type { BrokenRule, CheckReport } from "./format.js";
import { hopsOf, relativeFile } from "./places.js";

export interface BrokenPlace {
  /** Relative to the report's base where inside it. */
  readonly file: string | null;
  readonly line: number | null;
  readonly message: string;
}

/** Where a chain is to be cut: at its last import in the project's own files. */
export function brokenPlace({ sources, base }: CheckReport, { rule, chain }: BrokenRule): BrokenPlace {
  const { graph } = sources;
  const own = chain.filter(
    (row) => ORIGINS[graph.modules.origin[graph.imports.importer[row] ?? 0] ?? 0] === "application",
  );
  const row = own.at(-1) ?? chain[0] ?? -1;
  const names = hopsOf(sources, chain).map(({ module }) => module);
  const file = graph.modules.file?.[graph.imports.importer[row] ?? -1] ?? null;
  return {
    file: file === null ? null : relativeFile(file, base),
    line: graph.imports.line[row] || null,
    message: `${rule}: ${names.join(" → ")}`,
  };
}
