import { components } from "../../../../graph/components.js";
import { IMPORT_LOADED, IMPORT_NOT_RUN, type ImportGraph } from "../../../../graph/graph.js";
import { importEdges } from "../../../../graph/import-edges.js";
import { WHENS } from "../../../../graph/vocabulary.js";

const EAGER = WHENS.indexOf("eager");

/** Number of the circle of imports that a module lies in. */
export function circleOf(graph: ImportGraph, keep: (row: number) => boolean): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const [id, members] of components(importEdges(graph, keep)).entries()) {
    if (members.length > 1) for (const module of members) found.set(module, id);
  }
  return found;
}

export interface Replayed {
  readonly begun: number[];
  readonly effects: number[];
  readonly within: ReadonlyMap<number, readonly number[]>;
}

/** A module that is loading. */
interface Open {
  readonly module: number;
  readonly effect: number | null;
  readonly steps: readonly number[];
  at: number;
  /** Of the last import. */
  line: number;
  column: number;
}

const REPLAYS = new WeakMap<ImportGraph, Map<number, Replay>>();

/** Of one module: its imports are fewer. */
const MOST_STRETCHES = 2 ** 21;

/** Replays the loads of one process by its imports. */
export class Replay {
  /** What runs while a module loads, in order: import rows, and complements of modules that no row of it loads. */
  private readonly importsOf = new Map<number, number[]>();
  /** The load of each module, -1 for none. */
  private readonly loadOf: Int32Array;
  private readonly roots: number[] = [];
  readonly circles: ReadonlyMap<number, number>;
  /** The module of each stretch of code that may have effects. */
  readonly stretches: number[] = [];
  private readonly numbers = new Map<number, number>();

  /** A recording is asked again and again. */
  static of(graph: ImportGraph, process: number): Replay {
    const known = REPLAYS.get(graph) ?? new Map<number, Replay>();
    REPLAYS.set(graph, known);
    const found = known.get(process) ?? new Replay(graph, process);
    known.set(process, found);
    return found;
  }

  private constructor(
    private readonly graph: ImportGraph,
    private readonly process: number,
  ) {
    const { loads, imports, modules } = graph;
    this.loadOf = new Int32Array(modules.count).fill(-1);
    for (let load = 0; load < loads.count; load++) {
      const module = loads.module[load] ?? 0;
      if (loads.process[load] === process && this.loadOf[module] === -1) this.loadOf[module] = load;
    }
    this.circles = circleOf(graph, (row) => this.counts(row));
    for (let row = 0; row < imports.count; row++) {
      if (!this.counts(row)) continue;
      const importer = imports.importer[row] ?? -1;
      const known = this.importsOf.get(importer);
      if (known === undefined) this.importsOf.set(importer, [row]);
      else known.push(row);
    }
    for (const rows of this.importsOf.values()) {
      rows.sort(
        (a, b) =>
          (imports.line[a] ?? 0) - (imports.line[b] ?? 0) ||
          (imports.column[a] ?? 0) - (imports.column[b] ?? 0) ||
          a - b,
      );
    }
    const entries = this.entriesOf();
    let entry = -1;
    for (let load = 0; load < loads.count; load++) {
      const importer = loads.importer[load] ?? -1;
      if (loads.process[load] !== process) continue;
      const module = loads.module[load] ?? 0;
      if (importer >= 0) this.addUnexplained(loads.module[importer] ?? -1, load);
      else if (entry >= 0) this.addUnexplained(entry, load);
      else {
        entry = entries.get(module) ?? -1;
        this.roots.push(entry < 0 ? module : entry);
      }
    }
  }

  /** What a program that no import has loaded (`__main__`) was the first to import: that program. */
  private entriesOf(): Map<number, number> {
    const { imports } = this.graph;
    const found = new Map<number, number>();
    for (let row = 0; row < imports.count; row++) {
      const importer = imports.importer[row] ?? -1;
      if (((imports.flags[row] ?? 0) & IMPORT_LOADED) === 0 || !this.counts(row) || this.loadOf[importer] !== -1)
        continue;
      found.set(imports.imported[row] ?? 0, importer);
    }
    return found;
  }

  /**
   * A load that no import of the module around it explains began in a function: it is replayed where it stood, before the first
   * import that loaded something behind it.
   */
  private addUnexplained(importer: number, load: number): void {
    const { loads, imports } = this.graph;
    const module = loads.module[load] ?? 0;
    let steps = this.importsOf.get(importer);
    if (steps === undefined) {
      steps = [];
      this.importsOf.set(importer, steps);
    }
    if (steps.some((step) => step >= 0 && imports.imported[step] === module)) return;
    const behind = steps.findIndex((step) => step >= 0 && (this.loadOf[imports.imported[step] ?? 0] ?? -1) > load);
    steps.splice(behind < 0 ? steps.length : behind, 0, ~module);
  }

  /** Whether an import runs while its importer loads, and loads something that was loaded. */
  counts(row: number): boolean {
    const { imports } = this.graph;
    return (
      imports.when[row] === EAGER &&
      imports.process[row] === this.process &&
      ((imports.flags[row] ?? 0) & IMPORT_NOT_RUN) === 0 &&
      (imports.importer[row] ?? -1) >= 0 &&
      (this.loadOf[imports.imported[row] ?? 0] ?? -1) >= 0
    );
  }

  /**
   * @returns modules in the order in which their loads begin; stretches of their own code, between and behind their imports, that may have
   * effects, as they run; and of each module in a circle those that are half loaded as it begins
   */
  run(isGone: (row: number) => boolean, firstEffect: (module: number) => number | null): Replayed {
    const { imports, modules } = this.graph;
    const met = new Uint8Array(modules.count);
    const begun: number[] = [];
    const effects: number[] = [];
    const within = new Map<number, readonly number[]>();
    const open: Open[] = [];
    const begin = (module: number): void => {
      if (met[module] === 1) return;
      met[module] = 1;
      begun.push(module);
      if (this.circles.has(module))
        within.set(
          module,
          open.map((each) => each.module).filter((each) => this.circles.has(each)),
        );
      open.push({
        module,
        effect: firstEffect(module),
        steps: this.importsOf.get(module) ?? [],
        at: 0,
        line: 0,
        column: 0,
      });
    };
    for (const root of this.roots) {
      begin(root);
      for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
        const step = top.steps[top.at++];
        if (top.effect !== null && this.hasCode(top, step)) effects.push(this.stretch(top.module, top.at));
        if (step === undefined) {
          open.pop();
          continue;
        }
        if (step >= 0) {
          top.line = imports.line[step] ?? 0;
          top.column = imports.column[step] ?? 0;
        }
        if (step < 0 || !isGone(step)) begin(step < 0 ? ~step : (imports.imported[step] ?? 0));
      }
    }
    return { begun, effects, within };
  }

  /** Modules in the order in which their loads begin with all imports there. */
  get begunBefore(): readonly number[] {
    this.whole ??= this.run(
      () => false,
      () => null,
    ).begun;
    return this.whole;
  }

  private whole: readonly number[] | undefined;

  /** Whether code of a module with effects may stand before one of its imports, or behind the last. */
  private hasCode(
    { effect, line, column, at }: Pick<Open, "effect" | "line" | "column" | "at">,
    step: number | undefined,
  ): boolean {
    if (step === undefined || step < 0) return true;
    const next = this.graph.imports.line[step] ?? 0;
    if ((effect ?? 0) >= next) return false;
    const isElsewhere = next > line + 1 || (next === line && (this.graph.imports.column[step] ?? 0) !== column);
    return at === 1 || (effect ?? 0) > line || isElsewhere;
  }

  private stretch(module: number, at: number): number {
    const key = module * MOST_STRETCHES + at;
    let known = this.numbers.get(key);
    if (known === undefined) {
      known = this.stretches.push(module) - 1;
      this.numbers.set(key, known);
    }
    return known;
  }
}
