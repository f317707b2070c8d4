import type { DistributionRow } from "../../graph/graph.js";
import type { StaticGraph } from "../../graph/static.js";
import type { InstalledDistributions } from "../../io/installed-distributions.js";

/** Gives each module the distribution that its file was installed by. */
export function withDistributions(sources: StaticGraph, installed: InstalledDistributions): StaticGraph {
  const { graph } = sources;
  const rows: DistributionRow[] = [];
  const index = new Map<DistributionRow, number>();
  const distribution = graph.modules.distribution.map((_, module) => {
    const file = graph.modules.file?.[module] ?? null;
    const row = file === null ? null : installed.ownerOf(file);
    if (row === null) return -1;
    const known = index.get(row);
    if (known !== undefined) return known;
    index.set(row, rows.length);
    return rows.push(row) - 1;
  });
  return { ...sources, graph: { ...graph, distributions: rows, modules: { ...graph.modules, distribution } } };
}
