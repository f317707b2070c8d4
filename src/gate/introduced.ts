import { chain, loadName } from "../graph/chain.js";
import { IMPORT_LOADED, IMPORT_NOT_RUN, type ImportGraph, LOAD_FAILED } from "../graph/graph.js";
import { importSetName, importSetOf } from "../graph/import-set.js";
import { type ModuleSum, moduleSums } from "../graph/module-sums.js";
import type { ChainStep, ImportPlace, IntroducedGroup, IntroducedModule } from "./verdict.js";

export interface Introduced {
  /** The largest first. */
  readonly modules: readonly IntroducedModule[];
  /** The largest first. */
  readonly groups: readonly IntroducedGroup[];
}

/**
 * What a start loads that is new, and which imports bring it: for each distribution the way to its first module, and on it
 * the first import of something new, which is the one to defer.
 *
 * @param isNew of each module's name
 */
export function introducedIn(graph: ImportGraph, isNew: (module: string) => boolean): Introduced {
  const sums = [...moduleSums(graph).values()]
    .filter(({ name, firstLoad }) => isNew(name) && !isFailed(graph, firstLoad))
    .sort((a, b) => b.selfUs - a.selfUs);
  const byGroup = new Map<string, ModuleSum[]>();
  for (const sum of sums) {
    const { distribution, origin } = importSetOf(graph, sum.module);
    const key = distribution ?? ` ${importSetName({ distribution, origin })}`;
    const group = byGroup.get(key);
    if (group === undefined) byGroup.set(key, [sum]);
    else group.push(sum);
  }
  // The entry runs without being loaded; a base whose entry imports nothing does not know it.
  const loaded = new Set(sums.map(({ name }) => name));
  const ways = new Ways(graph, (name) => loaded.has(name));
  return {
    modules: sums.map((sum) => ({
      module: sum.name,
      ...importSetOf(graph, sum.module),
      selfUs: Math.round(sum.selfUs),
      chain: chain(graph, sum.firstLoad).map((load) => loadName(graph, load)),
    })),
    groups: [...byGroup.values()].map((group) => groupOf(graph, group, ways)).sort((a, b) => b.selfUs - a.selfUs),
  };
}

/** Tried, and not there: nothing that came in. */
function isFailed({ loads }: ImportGraph, load: number): boolean {
  return ((loads.flags[load] ?? 0) & LOAD_FAILED) !== 0;
}

function groupOf(graph: ImportGraph, group: readonly ModuleSum[], ways: Ways): IntroducedGroup {
  const first = group.reduce((one, other) => (other.firstLoad < one.firstLoad ? other : one));
  const { distribution, origin } = importSetOf(graph, first.module);
  const steps = ways.to(first.firstLoad);
  const defer = ways.firstNew(steps);
  return {
    name: importSetName({ distribution, origin }),
    distribution,
    origin,
    modules: group.length,
    selfUs: Math.round(group.reduce((sum, { selfUs }) => sum + selfUs, 0)),
    chain: steps,
    defer,
    others: ways.others(new Set(group.map(({ module }) => module)), defer),
  };
}

/** The imports that ran, by who imports whom. */
class Ways {
  private readonly rows = new Map<number, Map<number, number>>();

  constructor(
    private readonly graph: ImportGraph,
    private readonly isNew: (module: string) => boolean,
  ) {
    const { imports } = graph;
    for (let row = 0; row < imports.count; row++) {
      const importer = imports.importer[row] ?? -1;
      if (importer < 0 || ((imports.flags[row] ?? 0) & IMPORT_NOT_RUN) !== 0) continue;
      const known = this.rows.get(importer) ?? new Map<number, number>();
      this.rows.set(importer, known);
      const imported = imports.imported[row] ?? 0;
      const other = known.get(imported);
      // The one that loaded it, of those that name a place.
      if (other === undefined || this.rank(row) > this.rank(other)) known.set(imported, row);
    }
  }

  private rank(row: number): number {
    const { flags, line } = this.graph.imports;
    return ((line[row] ?? 0) > 0 ? 2 : 0) + (((flags[row] ?? 0) & IMPORT_LOADED) !== 0 ? 1 : 0);
  }

  /** The way to a load by who came first, with the place of each import. */
  to(load: number): ChainStep[] {
    const { graph } = this;
    const modules = chain(graph, load).map((each) => graph.loads.module[each] ?? 0);
    const first = modules[0];
    // The entry has no load of its own: who imports the first is not in the tree.
    const entry = first === undefined ? null : this.entryBefore(first);
    const all = entry === null ? modules : [entry, ...modules];
    return all.map((module, at) => {
      const importer = all[at - 1];
      const place = importer === undefined ? null : this.place(importer, module);
      return { module: graph.modules.name[module] ?? "", file: place?.file ?? null, line: place?.line ?? null };
    });
  }

  /** The first import on a way that brings something new. */
  firstNew(steps: readonly ChainStep[]): ImportPlace | null {
    const at = steps.findIndex(({ module }) => this.isNew(module));
    const [importer, imported] = [steps[at - 1], steps[at]];
    if (importer === undefined || imported === undefined) return null;
    return { importer: importer.module, imported: imported.module, file: imported.file, line: imported.line };
  }

  /** How many other imports lead from what is not new to some of these modules, through new ones alone. */
  others(wanted: ReadonlySet<number>, first: ImportPlace | null): number {
    const { name } = this.graph.modules;
    const leads = this.leadingTo(wanted);
    const found = new Set<string>();
    for (const [importer, rows] of this.rows) {
      if (this.isNew(name[importer] ?? "")) continue;
      for (const imported of rows.keys()) {
        if (!leads.has(imported)) continue;
        const isFirst = first !== null && first.importer === name[importer] && first.imported === name[imported];
        // A statement that names a submodule imports its packages too: one statement.
        if (!isFirst) found.add(`${importer}:${this.place(importer, imported)?.line ?? imported}`);
      }
    }
    if (first?.line != null) found.delete(`${name.indexOf(first.importer)}:${first.line}`);
    return found.size;
  }

  /** New modules that import some of these, directly or through others, and themselves. */
  private leadingTo(wanted: ReadonlySet<number>): Set<number> {
    const { name } = this.graph.modules;
    const importers = new Map<number, number[]>();
    for (const [importer, rows] of this.rows) {
      if (!this.isNew(name[importer] ?? "")) continue;
      for (const imported of rows.keys()) {
        const known = importers.get(imported);
        if (known === undefined) importers.set(imported, [importer]);
        else known.push(importer);
      }
    }
    const leads = new Set(wanted);
    const open = [...wanted];
    for (let at = 0; at < open.length; at++) {
      for (const importer of importers.get(open[at] ?? 0) ?? []) {
        if (leads.has(importer)) continue;
        leads.add(importer);
        open.push(importer);
      }
    }
    return leads;
  }

  private entryBefore(module: number): number | null {
    let best: number | null = null;
    for (const [importer, rows] of this.rows) {
      const row = rows.get(module);
      if (row === undefined || importer === module) continue;
      if (best === null || this.rank(row) > this.rank(this.rows.get(best)?.get(module) ?? -1)) best = importer;
    }
    return best;
  }

  private place(importer: number, imported: number): { file: string | null; line: number | null } | null {
    const row = this.rows.get(importer)?.get(imported);
    if (row === undefined) return null;
    const line = this.graph.imports.line[row] ?? 0;
    return { file: this.graph.modules.file?.[importer] ?? null, line: line > 0 ? line : null };
  }
}
