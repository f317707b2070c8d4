import { components } from "../../graph/components.js";
import { IMPORT_NOT_RUN, type ImportGraph } from "../../graph/graph.js";
import { importEdges } from "../../graph/import-edges.js";
import type { RecordedStart } from "../starts.js";

/** Circles of imports: whoever meets one later may enter it at another module, and its modules then see each other half loaded elsewhere. */
export class Circles {
  /** By module: the number of its circle. */
  private readonly of = new Map<number, number>();
  /** By circle: its modules in the order in which they were loaded. */
  private readonly members = new Map<number, Set<string>>();
  private readonly numbers = new Map<string, number>();

  private static readonly known = new WeakMap<ImportGraph, Map<number, Circles>>();

  static in({ graph, process }: RecordedStart): Circles {
    const known = Circles.known.get(graph) ?? new Map<number, Circles>();
    Circles.known.set(graph, known);
    const found = known.get(process) ?? new Circles(graph, process);
    known.set(process, found);
    return found;
  }

  private constructor(graph: ImportGraph, process: number) {
    const { imports, loads, modules } = graph;
    for (const [module, name] of modules.name.entries()) this.numbers.set(name, module);
    const counts = (row: number): boolean =>
      imports.process[row] === process &&
      ((imports.flags[row] ?? 0) & IMPORT_NOT_RUN) === 0 &&
      (imports.importer[row] ?? -1) >= 0;
    for (const [circle, members] of components(importEdges(graph, counts)).entries())
      if (members.length > 1) for (const module of members) this.of.set(module, circle);
    for (let load = 0; load < loads.count; load++) {
      const module = loads.module[load] ?? -1;
      const circle = this.of.get(module);
      if (circle === undefined || loads.process[load] !== process) continue;
      this.members.set(circle, (this.members.get(circle) ?? new Set()).add(modules.name[module] ?? ""));
    }
  }

  /** Whether a module imports what imports it. */
  has(module: string): boolean {
    return this.circleOf(module) !== undefined;
  }

  /** Whether two modules lie in one circle. */
  together(one: string, other: string): boolean {
    const circle = this.circleOf(one);
    return circle !== undefined && circle === this.circleOf(other);
  }

  /**
   * The circles of some modules, each as all its modules in the order in which they were loaded, by one of those that were asked for.
   */
  among(modules: Iterable<string>): ReadonlyMap<string, readonly string[]> {
    const asked = new Map<number, string>();
    for (const module of modules) {
      const circle = this.circleOf(module);
      if (circle !== undefined && !asked.has(circle)) asked.set(circle, module);
    }
    return new Map([...asked].map(([circle, module]) => [module, [...(this.members.get(circle) ?? [])]]));
  }

  private circleOf(module: string): number | undefined {
    return this.of.get(this.numbers.get(module) ?? -1);
  }
}
