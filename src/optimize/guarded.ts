import type { RecordedStart } from "./starts.js";

/** @param gone by start @returns modules that no start loads any more */
export function goneFromAll(starts: readonly RecordedStart[], gone: readonly ReadonlySet<string>[]): Set<string> {
  const all = new Set(gone.flatMap((modules) => [...modules]));
  for (const [at, start] of starts.entries()) {
    for (const module of loadedBy(start)) {
      const name = start.graph.modules.name[module] ?? "";
      if (gone[at]?.has(name) !== true) all.delete(name);
    }
  }
  return all;
}

/** Names of distributions all of whose loaded modules, of all copies, are gone. @param gone see `goneFromAll` */
export function distributionsGone(starts: readonly RecordedStart[], gone: ReadonlySet<string>): Set<string> {
  const [some, kept] = [new Set<string>(), new Set<string>()];
  for (const start of starts) {
    const { modules, distributions } = start.graph;
    for (const module of loadedBy(start)) {
      const distribution = distributions[modules.distribution[module] ?? -1];
      if (distribution !== undefined) (gone.has(modules.name[module] ?? "") ? some : kept).add(distribution.name);
    }
  }
  for (const name of kept) some.delete(name);
  return some;
}

function* loadedBy({ graph, process }: RecordedStart): Iterable<number> {
  const { loads } = graph;
  for (let load = 0; load < loads.count; load++) {
    if (loads.process[load] === process) yield loads.module[load] ?? -1;
  }
}
