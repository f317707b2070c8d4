import { FactsTable } from "../../languages/python/judge/load/facts-table.js";
import { type JudgedLoad, judgeLoads, type LoadSurroundings } from "../../languages/python/judge/load/judge-loads.js";
import type { LoadSources } from "../../languages/python/judge/load/load-facts.js";

/** What the sources alone say of loads, each module asked about once. */
export class StaticLoads {
  private readonly table: FactsTable;
  private readonly judged = new Map<string, JudgedLoad>();

  constructor(
    private readonly sources: LoadSources,
    private readonly surroundings: () => LoadSurroundings,
  ) {
    this.table = new FactsTable(sources);
  }

  /** By module; nothing for one that is not found. */
  async of(modules: Iterable<string>): Promise<ReadonlyMap<string, JudgedLoad>> {
    const all = [...modules];
    const unknown = all.filter((name) => !this.judged.has(name)).flatMap((name) => this.sources.find(name) ?? []);
    if (unknown.length > 0) {
      const found = await judgeLoads(unknown, this.sources, this.surroundings(), this.table);
      for (const [name, judged] of found) this.judged.set(name, judged);
    }
    return new Map(
      all.flatMap((name): [string, JudgedLoad][] => {
        const judged = this.judged.get(name);
        return judged === undefined ? [] : [[name, judged]];
      }),
    );
  }
}
