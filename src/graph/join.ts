import type { DistributionRow, ImportColumns, ImportGraph, ProcessRow } from "./graph.js";

/**
 * Several graphs as one: their processes one behind the other, their modules by name. What only holds for one of
 * them (root, command, runtime, what was recorded of its run) is kept where all agree, else left out.
 *
 * @param graphs at least one, all of one unit
 */
export function joinGraphs(graphs: readonly [ImportGraph, ...ImportGraph[]]): ImportGraph {
  const [first] = graphs;
  if (graphs.length === 1) return first;
  const names: string[] = [];
  const indexOf = new Map<string, number>();
  const origin: number[] = [];
  const distribution: number[] = [];
  const files: (string | null)[] = [];
  const distributions: DistributionRow[] = [];
  const distributionIndex = new Map<string, number>();
  const processes: ProcessRow[] = [];
  const joined: { graph: ImportGraph; moduleOf: Int32Array; firstProcess: number }[] = [];
  for (const graph of graphs) {
    const moduleOf = new Int32Array(graph.modules.count);
    const distributionOf = graph.distributions.map((row) => {
      const key = JSON.stringify([row.name, row.version]);
      const known = distributionIndex.get(key) ?? distributions.push(row) - 1;
      distributionIndex.set(key, known);
      return known;
    });
    for (let module = 0; module < graph.modules.count; module++) {
      const name = graph.modules.name[module] ?? "";
      let index = indexOf.get(name);
      if (index === undefined) {
        index = names.push(name) - 1;
        indexOf.set(name, index);
        origin.push(graph.modules.origin[module] ?? 0);
        distribution.push(distributionOf[graph.modules.distribution[module] ?? -1] ?? -1);
        files.push(graph.modules.file?.[module] ?? null);
      }
      moduleOf[module] = index;
    }
    const firstProcess = processes.length;
    for (const process of graph.processes) {
      processes.push({ ...process, parent: process.parent === null ? null : process.parent + firstProcess });
    }
    joined.push({ graph, moduleOf, firstProcess });
  }
  const agreed = <Field extends "root" | "runtime">(field: Field): string | null =>
    graphs.every((graph) => graph[field] === first[field]) ? first[field] : null;
  return {
    root: agreed("root"),
    language: first.language,
    runtime: agreed("runtime"),
    command: null,
    evidence: graphs.every(({ evidence }) => evidence === first.evidence) ? first.evidence : "tree",
    ...(first.unit === undefined ? {} : { unit: first.unit }),
    processes,
    distributions,
    modules: {
      count: names.length,
      name: names,
      origin: Uint8Array.from(origin),
      distribution: Int32Array.from(distribution),
      file: files.some((file) => file !== null) ? files : null,
    },
    loads: joinedLoads(joined),
    imports: joinedImports(joined),
  };
}

type Joined = readonly { graph: ImportGraph; moduleOf: Int32Array; firstProcess: number }[];

function joinedLoads(joined: Joined): ImportGraph["loads"] {
  const count = joined.reduce((sum, { graph }) => sum + graph.loads.count, 0);
  const loads = {
    count,
    module: new Int32Array(count),
    process: new Int32Array(count),
    importer: new Int32Array(count),
    selfUs: new Float64Array(count),
    cumulativeUs: new Float64Array(count),
    flags: new Uint8Array(count),
  };
  let first = 0;
  for (const { graph, moduleOf, firstProcess } of joined) {
    const own = graph.loads;
    loads.module.set(
      own.module.map((module) => moduleOf[module] ?? 0),
      first,
    );
    loads.process.set(
      own.process.map((process) => process + firstProcess),
      first,
    );
    loads.importer.set(
      own.importer.map((load) => (load < 0 ? -1 : load + first)),
      first,
    );
    loads.selfUs.set(own.selfUs, first);
    loads.cumulativeUs.set(own.cumulativeUs, first);
    loads.flags.set(own.flags, first);
    first += own.count;
  }
  return loads;
}

function joinedImports(joined: Joined): ImportColumns {
  const count = joined.reduce((sum, { graph }) => sum + graph.imports.count, 0);
  const names: (readonly string[] | null)[] = [];
  const during: (readonly string[] | null)[] = [];
  const imports = {
    count,
    importer: new Int32Array(count),
    imported: new Int32Array(count),
    process: new Int32Array(count),
    line: new Int32Array(count),
    column: new Int32Array(count),
    when: new Uint8Array(count),
    manner: new Uint8Array(count),
    flags: new Uint8Array(count),
  };
  let first = 0;
  for (const { graph, moduleOf, firstProcess } of joined) {
    const own = graph.imports;
    imports.importer.set(
      own.importer.map((module) => (module < 0 ? -1 : (moduleOf[module] ?? -1))),
      first,
    );
    imports.imported.set(
      own.imported.map((module) => moduleOf[module] ?? 0),
      first,
    );
    imports.process.set(
      own.process.map((process) => process + firstProcess),
      first,
    );
    for (const column of ["line", "column", "when", "manner", "flags"] as const)
      imports[column].set(own[column], first);
    for (let row = 0; row < own.count; row++) names.push(own.names?.[row] ?? null);
    for (let row = 0; row < own.count; row++) during.push(own.during?.[row] ?? null);
    first += own.count;
  }
  const isKnown = during.some((each) => each !== null);
  return {
    ...imports,
    names: names.some((each) => each !== null) ? names : null,
    ...(isKnown ? { during } : {}),
  };
}
