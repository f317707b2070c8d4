import type { ImportGraph } from "../graph/graph.js";
import { type RemovableStart, StartReach } from "../graph/removable.js";
import type { ImportedName } from "../languages/rewriting.js";
import { placeKey } from "./place-key.js";
import { importsOf } from "./start-imports.js";
import { weigh } from "./weigh.js";

/** One recorded process of one command: what it loaded and why. */
export interface RecordedStart {
  readonly graph: ImportGraph;
  readonly process: number;
  readonly weight: number;
  /** Whether it saw each line of the application's files that ran, of which the graph tells. */
  readonly areLinesKnown?: boolean;
}

/** Modules that no other one's load loaded, in the order of their loads: what the start runs, and what `-m`, `-r` and Python's `__main__` ask for. */
export function rootModules({ graph: { loads, modules }, process }: RecordedStart): string[] {
  const found: string[] = [];
  for (let load = 0; load < loads.count; load++)
    if (loads.process[load] === process && (loads.importer[load] ?? -1) < 0)
      found.push(modules.name[loads.module[load] ?? -1] ?? "");
  return found;
}

const PROGRAMS = new WeakMap<RecordedStart, ReadonlySet<string>>();

/** Whether a module is what a start runs, where that is a load of its own: no other module asked for it. */
export function isProgram(module: string, start: RecordedStart): boolean {
  let known = PROGRAMS.get(start);
  if (known === undefined) {
    const { imports, modules } = start.graph;
    const found = new Set(rootModules(start));
    for (let row = 0; row < imports.count; row++)
      if (imports.process[row] === start.process) found.delete(modules.name[imports.imported[row] ?? -1] ?? "");
    known = found;
    PROGRAMS.set(start, known);
  }
  return known.has(module);
}

/** Modules of all starts, numbered once. */
export class ModuleNumbers {
  readonly names: string[] = [];
  private readonly known = new Map<string, number>();

  of(name: string): number {
    let number = this.known.get(name);
    if (number === undefined) {
      number = this.names.push(name) - 1;
      this.known.set(name, number);
    }
    return number;
  }

  find(name: string): number | undefined {
    return this.known.get(name);
  }
}

/** Names of import statements, with the places at which each would be imported instead. */
export interface Removable {
  readonly name: ImportedName;
  /** Whether the import would still run in this start: one of its new places was passed. */
  runsAnyway(start: RecordedStart): boolean;
  /** Names that whoever takes them from the module then loads what they stand for (PEP 562). */
  readonly served?: readonly string[];
  /** Modules that its statement's place imports at once when it is taken away. */
  readonly instead?: readonly string[];
}

/**
 * A start as the ground of choices. An import that ran while its importer loaded goes through the removable names of its
 * statement that ask for the imported module; all others stay. A submodule keeps its packages.
 */
export class StartGround {
  private readonly cost = new Map<number, number>();
  /** Of each row of the imports the names of its statement, and of those the ones that it goes through; null for none. */
  private readonly statements: readonly (Through | null)[];

  /**
   * @param names of all that may be removable, by index
   * @param weighed the whole cost of each load, microseconds, by load
   */
  constructor(
    private readonly start: RecordedStart,
    private readonly numbers: ModuleNumbers,
    names: readonly ImportedName[],
    weighed: (load: number) => number = weigh(start.graph),
  ) {
    const { graph, process } = start;
    const { modules, loads } = graph;
    for (let load = 0; load < loads.count; load++) {
      if (loads.process[load] !== process) continue;
      const module = numbers.of(modules.name[loads.module[load] ?? 0] ?? "");
      this.cost.set(module, (this.cost.get(module) ?? 0) + weighed(load));
    }
    const byStatement = byPlace(names);
    this.statements = importsOf(start, numbers).rows.map(({ place, importedName }) => {
      const statement = place === null ? undefined : byStatement.get(place);
      if (statement === undefined) return null;
      const asking = statement.filter(({ name }) => name.imported.includes(importedName));
      // What a statement loads without any of its names asking for it belongs to the statement as a whole.
      return { statement, through: asking.length > 0 ? asking : statement };
    });
  }

  /** @param removables as they stand now, by index */
  now(removables: readonly Removable[]): RemovableStart {
    const { start, numbers, cost } = this;
    const served = servedNames(removables);
    const edges = new Edges();
    const { rows, fixed, entries } = importsOf(start, numbers);
    const runs = new Map<number, boolean>();
    const runsAnyway = ({ index }: NameAt): boolean => {
      const known = runs.get(index) ?? removables[index]?.runsAnyway(start) ?? false;
      runs.set(index, known);
      return known;
    };
    for (const [row, { importer, imported, importedName, names, during }] of rows.entries()) {
      const { statement = [], through = [] } = this.statements[row] ?? {};
      if (served !== null) {
        for (const taken of names) {
          for (const { name } of served(importedName, taken)) {
            // A function's own import, which has run, is there for good.
            const own = statement.filter((each) => originalName(each.name) === taken);
            const via = own.length > 0 ? own.map(({ index }) => index) : [-1];
            for (const module of name.imported) for (const index of via) edges.add(importer, numbers.of(module), index);
          }
        }
      }
      if (through.length > 0 && !through.some(runsAnyway)) {
        for (const { index } of through) edges.add(importer, imported, index);
      } else if (during !== null) {
        // A function's import runs on behalf of the modules whose loads call it.
        for (const module of during) edges.add(module, imported, -1);
      } else edges.add(importer, imported, -1);
    }
    for (const [importer, imported] of fixed) edges.add(importer, imported, -1);
    // As long as the statement stands it leads there by itself.
    for (const { name, instead = [] } of removables)
      for (const module of instead) edges.add(numbers.of(name.importer), numbers.of(module), -1);
    return {
      nodes: numbers.names.length,
      weight: start.weight,
      cost: Float64Array.from({ length: numbers.names.length }, (_, module) => cost.get(module) ?? 0),
      entries,
      ...edges.columns(),
    };
  }
}

/** A removable name by its index. */
interface NameAt {
  readonly name: ImportedName;
  readonly index: number;
}

interface Through {
  readonly statement: readonly NameAt[];
  readonly through: readonly NameAt[];
}

/** A start's ground for one set of names. */
export function removableStart(
  start: RecordedStart,
  numbers: ModuleNumbers,
  removables: readonly Removable[],
  weighed?: (load: number) => number,
): RemovableStart {
  const names = removables.map(({ name }) => name);
  return new StartGround(start, numbers, names, weighed).now(removables);
}

/** Modules that a start loads no more without those names. */
export function goneOf(
  start: RemovableStart,
  numbers: ModuleNumbers,
  removed: ReadonlySet<number>,
): ReadonlySet<string> {
  const left = new StartReach(start).without(removed);
  const gone = new Set<string>();
  numbers.names.forEach((name, node) => {
    if (left[node] === 0 && (start.cost[node] ?? 0) > 0) gone.add(name);
  });
  return gone;
}

class Edges {
  private readonly importer: number[] = [];
  private readonly imported: number[] = [];
  private readonly through: number[] = [];

  add(importer: number, imported: number, through: number): void {
    this.importer.push(importer);
    this.imported.push(imported);
    this.through.push(through);
  }

  columns(): Pick<RemovableStart, "importer" | "imported" | "through"> {
    const { importer, imported, through } = this;
    return {
      importer: Int32Array.from(importer),
      imported: Int32Array.from(imported),
      through: Int32Array.from(through),
    };
  }
}

/** What a name of a module stands for, where its module gives it only when it is asked; null where none does. */
function servedNames(
  removables: readonly Removable[],
): ((module: string, name: string) => readonly Removable[]) | null {
  const known = new Map<string, Removable[]>();
  for (const removable of removables) {
    const { served = [] } = removable;
    for (const bound of served.length === 0 ? [] : [...served, "*"]) {
      const key = `${removable.name.importer} ${bound}`;
      const found = known.get(key);
      if (found === undefined) known.set(key, [removable]);
      else found.push(removable);
    }
  }
  return known.size === 0 ? null : (module, name) => known.get(`${module} ${name}`) ?? [];
}

/** A name as its module has it: of "x as y" "x". */
function originalName({ text }: ImportedName): string {
  return text.replace(/\s+as\s.*/s, "");
}

function byPlace(names: readonly ImportedName[]): Map<string, NameAt[]> {
  const found = new Map<string, NameAt[]>();
  names.forEach((name, index) => {
    const { importer, line, column } = name;
    const key = placeKey(importer, line, column);
    const known = found.get(key);
    if (known === undefined) found.set(key, [{ name, index }]);
    else known.push({ name, index });
  });
  return found;
}
