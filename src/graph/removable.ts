/**
 * What a start loads and why, with the names of import statements that could be taken away: the ground on which sets of
 * edits are compared. Nodes are modules by number, the same in all starts of a plan.
 */
export interface RemovableStart {
  readonly nodes: number;
  /** How much this start counts beside the others. */
  readonly weight: number;
  /** What each node costs when it is loaded, microseconds; 0 for what this start does not load. */
  readonly cost: Float64Array;
  /** What is loaded whatever happens. */
  readonly entries: readonly number[];
  readonly importer: Int32Array;
  readonly imported: Int32Array;
  /** The removable name that each import goes through, -1 for one that stays whatever is edited. */
  readonly through: Int32Array;
}

/** Walks over a start's imports again and again, with changing sets of names taken away. */
export class StartReach {
  private readonly first: Int32Array;
  private readonly to: Int32Array;
  private readonly via: Int32Array;
  /** Of names whether they are taken away in the present walk; and its open nodes. */
  private readonly isRemoved: Uint8Array;
  private readonly open: Int32Array;

  constructor(readonly start: RemovableStart) {
    const { nodes, importer, imported, through } = start;
    this.first = new Int32Array(nodes + 1);
    for (const node of importer) this.first[node + 1] = (this.first[node + 1] ?? 0) + 1;
    for (let node = 0; node < nodes; node++)
      this.first[node + 1] = (this.first[node + 1] ?? 0) + (this.first[node] ?? 0);
    const next = this.first.slice();
    this.to = new Int32Array(importer.length);
    this.via = new Int32Array(importer.length);
    for (let edge = 0; edge < importer.length; edge++) {
      const node = importer[edge] ?? 0;
      const place = next[node] ?? 0;
      next[node] = place + 1;
      this.to[place] = imported[edge] ?? 0;
      this.via[place] = through[edge] ?? -1;
    }
    this.isRemoved = new Uint8Array(through.reduce((most, name) => Math.max(most, name), -1) + 1);
    this.open = new Int32Array(nodes);
  }

  /** What is still loaded without those names; 1 for each such node. */
  without(removed: ReadonlySet<number>): Uint8Array {
    const { first, to, via, isRemoved, open } = this;
    const met = new Uint8Array(this.start.nodes);
    for (const name of removed) if (name < isRemoved.length) isRemoved[name] = 1;
    let count = 0;
    for (const entry of this.start.entries) {
      if (met[entry] !== 0) continue;
      met[entry] = 1;
      open[count++] = entry;
    }
    while (count > 0) {
      const node = open[--count] ?? 0;
      const end = first[node + 1] ?? 0;
      for (let edge = first[node] ?? 0; edge < end; edge++) {
        const name = via[edge] ?? -1;
        const there = to[edge] ?? 0;
        if (met[there] !== 0 || (name >= 0 && isRemoved[name] === 1)) continue;
        met[there] = 1;
        open[count++] = there;
      }
    }
    for (const name of removed) if (name < isRemoved.length) isRemoved[name] = 0;
    return met;
  }

  /** What the start costs without those names, microseconds, unweighted. */
  cost(removed: ReadonlySet<number>): number {
    const met = this.without(removed);
    let sum = 0;
    for (let node = 0; node < met.length; node++) if (met[node] !== 0) sum += this.start.cost[node] ?? 0;
    return sum;
  }
}
