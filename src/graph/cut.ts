import { FlowNetwork } from "./min-cut.js";
import { type RemovableStart, StartReach } from "./removable.js";
import { partOfEach, removablePart } from "./removable-part.js";

/** Where all that a name imports goes through. */
interface Gate {
  readonly name: number;
  readonly importer: number;
  readonly node: number;
  readonly arc: number;
}

/** Cuts of one start, asked for again and again: what no name can take out of it is never looked at. */
export class Cuts {
  /** Walks over what names can take out: sets of them cost what they cost in the whole start. */
  readonly reach: StartReach;
  private readonly network = new FlowNetwork();
  private readonly sink: number;
  /** Of each node of the start the one of the network: 0 for what stays, -1 for what is not reached. */
  private readonly partOf: Int32Array;
  private readonly gates: Gate[] = [];
  /** The arc from each module's node to the sink. */
  private readonly ends: number[] = [];
  private capacity: readonly number[] = [];

  /** @param names those that may ever be taken away */
  constructor(start: RemovableStart, names: ReadonlySet<number>) {
    this.partOf = partOfEach(start, names);
    const part = removablePart(start, names, this.partOf);
    this.reach = new StartReach(part);
    const { network } = this;
    for (let node = 0; node < part.nodes; node++) network.addNode();
    this.sink = network.addNode();
    for (let node = 0; node < part.nodes; node++) this.ends.push(network.addArc(node, this.sink, 0));
    const gateOf = new Map<number, number>();
    for (let edge = 0; edge < part.importer.length; edge++) {
      const importer = part.importer[edge] ?? 0;
      const imported = part.imported[edge] ?? 0;
      const name = part.through[edge] ?? -1;
      let from = importer;
      if (name >= 0) {
        // All that a name imports goes through one arc: it is taken away as a whole.
        from = gateOf.get(name) ?? this.addGate(name, importer);
        gateOf.set(name, from);
      }
      network.addArc(from, imported, Number.POSITIVE_INFINITY);
    }
  }

  private addGate(name: number, importer: number): number {
    const node = this.network.addNode();
    this.gates.push({ name, importer, node, arc: this.network.addArc(importer, node, 0) });
    return node;
  }

  /** What names cost from now on. @param capacity of each name; 0 for one that is gone already */
  price(capacity: readonly number[]): void {
    this.capacity = capacity;
    for (const { name, arc } of this.gates) this.network.setCapacity(arc, capacity[name] ?? Number.POSITIVE_INFINITY);
  }

  /** Of nodes of the start whether each is still loaded without some names. */
  loadedWithout(names: ReadonlySet<number>): (node: number) => boolean {
    const met = this.reach.without(names);
    return (node) => met[this.partOf[node] ?? -1] === 1;
  }

  /**
   * The cheapest sets of names that take some modules out of a start: of all of the least cost the one nearest to the entries,
   * which takes away the most, and the one nearest to the modules, which changes the least beside them.
   *
   * @returns null where some way to them can't be cut; two equal sets are one
   */
  of(modules: readonly number[]): readonly (readonly number[])[] | null {
    const { network, sink, partOf, capacity } = this;
    const wanted = new Set(modules.map((module) => partOf[module] ?? -1).filter((node) => node >= 0));
    if (wanted.has(0)) return null;
    for (const node of wanted) network.setCapacity(this.ends[node] ?? 0, Number.POSITIVE_INFINITY);
    const cut = network.minCut(0, sink);
    for (const node of wanted) network.setCapacity(this.ends[node] ?? 0, 0);
    if (cut === null) return null;
    const early: number[] = [];
    const late: number[] = [];
    for (const { name, importer, node } of this.gates) {
      if (!cut.isLeading(node) || capacity[name] === undefined || capacity[name] === 0) continue;
      if (cut.isOfSource(importer) && !cut.isOfSource(node)) early.push(name);
      if (!cut.isOfSink(importer) && cut.isOfSink(node)) late.push(name);
    }
    const same = early.length === late.length && early.every((name) => late.includes(name));
    return same ? [early] : [early, late];
  }
}

/**
 * @param capacity what it costs to take each name away; 0 for one that is gone already, Infinity for one that must stay
 * @returns names that may be taken away
 */
export function removableNames(capacity: readonly number[]): ReadonlySet<number> {
  return new Set(capacity.flatMap((each, name) => (each === Number.POSITIVE_INFINITY ? [] : [name])));
}
