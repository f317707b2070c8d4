import { WHENS } from "../../graph/vocabulary.js";
import type { LogReading } from "../format.js";
import { formatOf, HEAD_BYTES } from "../recognise.js";

/** For tests: a static graph as `perf analyze` reads it. */
export async function readGraph(input: string | Uint8Array): Promise<LogReading & { format: string }> {
  const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
  const format = await formatOf(bytes.subarray(0, HEAD_BYTES));
  const reader = format.open("graph.json");
  for (let at = 0; at < bytes.length; at += 10_000) reader.push(bytes.subarray(at, at + 10_000));
  return { ...reader.finish(), format: format.name };
}

/** Each import as "importer > imported", with its *when* where that is not eager, sorted. */
export function importsOf({ graph }: LogReading): string[] {
  const { imports, modules } = graph;
  const rows = Array.from({ length: imports.count }, (_, row) => {
    const when = WHENS[imports.when[row] ?? 0];
    const name = (module: number | undefined) => modules.name[module ?? -1];
    return `${name(imports.importer[row])} > ${name(imports.imported[row])}${when === "eager" ? "" : ` ${when}`}`;
  });
  return [...new Set(rows)].sort();
}
