import { IMPORT_LOADED, IMPORT_NOT_RUN, type ImportGraph } from "../graph/graph.js";
import type { RemovableStart } from "../graph/removable.js";
import { WHENS } from "../graph/vocabulary.js";
import type { ImportedName } from "../languages/rewriting.js";

/** One recorded process of one command: what it loaded and why. */
export interface RecordedStart {
  readonly graph: ImportGraph;
  readonly process: number;
  readonly weight: number;
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
}

const EAGER = WHENS.indexOf("eager");

/**
 * A start as the ground of choices. An import that ran while its importer loaded goes through the removable names of its
 * statement that ask for the imported module; all others stay. A submodule keeps its packages.
 *
 * @param weigh the whole cost of each load, microseconds, by load
 */
export function removableStart(
  start: RecordedStart,
  numbers: ModuleNumbers,
  removables: readonly Removable[],
  weigh: (load: number) => number,
): RemovableStart {
  const { graph, process } = start;
  const { modules, loads, imports } = graph;
  const node = Int32Array.from(modules.name, (name) => numbers.of(name));
  const cost = new Map<number, number>();
  const treeImporter = new Map<number, number>();
  for (let load = 0; load < loads.count; load++) {
    if (loads.process[load] !== process) continue;
    const module = node[loads.module[load] ?? 0] ?? 0;
    cost.set(module, (cost.get(module) ?? 0) + weigh(load));
    const importer = loads.importer[load] ?? -1;
    if (!treeImporter.has(module)) {
      treeImporter.set(module, importer < 0 ? -1 : (node[loads.module[importer] ?? 0] ?? -1));
    }
  }
  const served = servedNames(removables);
  const edges = new Edges();
  const byStatement = byPlace(removables);
  const loadedBy = new Set<number>();
  const importers = new Set<number>();
  for (let row = 0; row < imports.count; row++) {
    if (imports.process[row] !== process || ((imports.flags[row] ?? 0) & IMPORT_NOT_RUN) !== 0) continue;
    const from = imports.importer[row] ?? -1;
    const imported = node[imports.imported[row] ?? 0] ?? 0;
    if (!cost.has(imported)) continue;
    if (from < 0) continue;
    if (((imports.flags[row] ?? 0) & IMPORT_LOADED) !== 0) loadedBy.add(imported);
    const importer = node[from] ?? 0;
    importers.add(importer);
    const statement =
      imports.when[row] === EAGER
        ? byStatement.get(placeKey(modules.name[from] ?? "", imports.line[row] ?? 0, imports.column[row] ?? 0))
        : undefined;
    const importedName = modules.name[imports.imported[row] ?? 0] ?? "";
    for (const taken of imports.names?.[row] ?? []) {
      for (const { name } of served(importedName, taken)) {
        // A function's own import, which has run, is there for good.
        const own = statement?.filter(({ removable }) => originalName(removable.name) === taken) ?? [];
        const via = own.length > 0 ? own.map(({ index }) => index) : [-1];
        for (const module of name.imported) for (const index of via) edges.add(importer, numbers.of(module), index);
      }
    }
    const asking = statement?.filter(({ removable }) => removable.name.imported.includes(importedName)) ?? [];
    // What a statement loads without any of its names asking for it belongs to the statement as a whole.
    const through = asking.length > 0 ? asking : (statement ?? []);
    const during = imports.during?.[row] ?? null;
    if (during !== null && !during.includes("")) {
      // A function's import runs on behalf of the modules whose loads call it.
      for (const name of during) edges.add(numbers.of(name), imported, -1);
    } else if (through.length === 0 || through.some(({ removable }) => removable.runsAnyway(start))) {
      edges.add(importer, imported, -1);
    } else {
      for (const { index } of through) edges.add(importer, imported, index);
    }
  }
  // What imports without having been loaded by an import is where the program begins.
  const entries = [...importers].filter((module) => !cost.has(module));
  for (const [module, importer] of treeImporter) {
    const name = numbers.names[module] ?? "";
    for (let dot = name.lastIndexOf("."); dot > 0; dot = name.lastIndexOf(".", dot - 1)) {
      const packageNode = numbers.find(name.slice(0, dot));
      if (packageNode !== undefined && cost.has(packageNode)) edges.add(module, packageNode, -1);
    }
    if (loadedBy.has(module)) continue;
    // No import that was seen loaded it: it comes with the load that it stood in, or from the start itself.
    if (importer < 0) entries.push(module);
    else edges.add(importer, module, -1);
  }
  return {
    nodes: numbers.names.length,
    weight: start.weight,
    cost: Float64Array.from({ length: numbers.names.length }, (_, module) => cost.get(module) ?? 0),
    entries,
    ...edges.columns(),
  };
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

/** What a name of a module stands for, where its module gives it only when it is asked. */
function servedNames(removables: readonly Removable[]): (module: string, name: string) => readonly Removable[] {
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
  return (module, name) => known.get(`${module} ${name}`) ?? [];
}

/** A name as its module has it: of "x as y" "x". */
function originalName({ text }: ImportedName): string {
  return text.replace(/\s+as\s.*/s, "");
}

function byPlace(removables: readonly Removable[]): Map<string, { removable: Removable; index: number }[]> {
  const found = new Map<string, { removable: Removable; index: number }[]>();
  removables.forEach((removable, index) => {
    const { importer, line, column } = removable.name;
    const key = placeKey(importer, line, column);
    const known = found.get(key);
    if (known === undefined) found.set(key, [{ removable, index }]);
    else known.push({ removable, index });
  });
  return found;
}

/** What is the same for all names of a statement. */
export function placeKey(importer: string, line: number, column: number): string {
  return `${importer} ${line} ${column}`;
}
