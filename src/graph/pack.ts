import type { DistributionRow, ImportGraph, ProcessRow } from "./graph.js";
import { type PackedColumn, packColumn } from "./pack-column.js";
import { type PackedRecorded, packRecorded } from "./pack-recorded.js";
import type { Evidence, Language, Unit } from "./vocabulary.js";

/**
 * A graph as plain JSON for the view's page: columns stay columns, what can be computed is left out
 * (cumulative times), and so are the names that imports bind and the lines that ran, which the view does not show.
 */
export interface PackedGraph {
  root: string | null;
  language: Language;
  runtime: string | null;
  command: readonly string[] | null;
  evidence: Evidence;
  unit?: Exclude<Unit, "us">;
  processes: readonly ProcessRow[];
  distributions: readonly DistributionRow[];
  modules: {
    name: readonly string[];
    origin: PackedColumn;
    distribution: PackedColumn;
    file: readonly (string | null)[] | null;
  };
  loads: {
    count: number;
    module: PackedColumn;
    process: PackedColumn;
    /** How many rows before the load its importer stands; 0 for a load without one. */
    importerBefore: PackedColumn;
    selfUs: PackedColumn;
    flags: PackedColumn;
  };
  imports: {
    count: number;
    importer: PackedColumn;
    imported: PackedColumn;
    process: PackedColumn;
    line: PackedColumn;
    column: PackedColumn;
    when: PackedColumn;
    manner: PackedColumn;
    flags: PackedColumn;
  };
  recorded?: PackedRecorded;
}

export function packGraph(graph: ImportGraph): PackedGraph {
  const { modules, loads, imports } = graph;
  return {
    root: graph.root,
    language: graph.language,
    runtime: graph.runtime,
    command: graph.command,
    evidence: graph.evidence,
    ...(graph.unit === undefined ? {} : { unit: graph.unit }),
    processes: graph.processes,
    distributions: graph.distributions,
    modules: {
      name: modules.name,
      origin: packColumn(modules.origin),
      distribution: packColumn(modules.distribution),
      file: modules.file,
    },
    loads: {
      count: loads.count,
      module: packColumn(loads.module),
      process: packColumn(loads.process),
      importerBefore: packColumn(loads.importer.map((importer, load) => (importer < 0 ? 0 : load - importer))),
      selfUs: packColumn(loads.selfUs),
      flags: packColumn(loads.flags),
    },
    imports: {
      count: imports.count,
      importer: packColumn(imports.importer),
      imported: packColumn(imports.imported),
      process: packColumn(imports.process),
      line: packColumn(imports.line),
      column: packColumn(imports.column),
      when: packColumn(imports.when),
      manner: packColumn(imports.manner),
      flags: packColumn(imports.flags),
    },
    ...(graph.recorded === undefined ? {} : { recorded: packRecorded(graph.recorded) }),
  };
}
