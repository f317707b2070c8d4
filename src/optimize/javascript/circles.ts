import { components } from "../../graph/components.js";
import { IMPORT_NOT_RUN, type ImportGraph } from "../../graph/graph.js";
import { importEdges } from "../../graph/import-edges.js";
import type { RecordedStart } from "../starts.js";

/** Circles of imports: whoever meets one later may enter it at another module, and its modules then see each other half loaded elsewhere. */
export class Circles {
  /** By module: the number of its circle. */
  private readonly of = new Map<number, number>();
  /** By circle: the modules at which others enter it. */
  private readonly doors = new Map<number, Set<number>>();
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
    const { imports, modules } = graph;
    for (const [module, name] of modules.name.entries()) this.numbers.set(name, module);
    const counts = (row: number): boolean =>
      imports.process[row] === process &&
      ((imports.flags[row] ?? 0) & IMPORT_NOT_RUN) === 0 &&
      (imports.importer[row] ?? -1) >= 0;
    for (const [circle, members] of components(importEdges(graph, counts)).entries())
      if (members.length > 1) for (const module of members) this.of.set(module, circle);
    for (let row = 0; row < imports.count; row++) {
      const imported = imports.imported[row] ?? -1;
      const circle = this.of.get(imported);
      if (circle === undefined || !counts(row) || this.of.get(imports.importer[row] ?? -1) === circle) continue;
      this.doors.set(circle, (this.doors.get(circle) ?? new Set()).add(imported));
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
   * The first two modules at which a module's circle is entered, in this start or by what other files ask for; null where there are no two.
   *
   * @param asked for each file of the project the modules that its text asks for, whenever it does
   */
  doorsOf(
    module: string,
    { graph }: RecordedStart,
    asked: () => Iterable<readonly [importer: string, imported: readonly string[]]>,
  ): readonly [string, string] | null {
    const circle = this.circleOf(module);
    if (circle === undefined) return null;
    const { name } = graph.modules;
    const doors = new Set([...(this.doors.get(circle) ?? [])].map((door) => name[door] ?? ""));
    for (const [importer, all] of asked())
      if (this.circleOf(importer) !== circle)
        for (const imported of all) if (this.circleOf(imported) === circle) doors.add(imported);
    const [one, other] = [...doors];
    return one === undefined || other === undefined ? null : [one, other];
  }

  private circleOf(module: string): number | undefined {
    return this.of.get(this.numbers.get(module) ?? -1);
  }
}
