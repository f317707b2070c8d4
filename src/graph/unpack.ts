import { cumulativeTimes } from "./cumulative.js";
import type { ImportGraph } from "./graph.js";
import type { PackedColumn, PackedGraph } from "./pack.js";

/** The graph that was packed; the names that imports bind are gone, everything else is equal. */
export function unpackGraph(packed: PackedGraph): ImportGraph {
  const { modules, loads, imports } = packed;
  const moduleCount = modules.name.length;
  const importer = fill(loads.importerBefore, new Int32Array(loads.count));
  for (let load = 0; load < loads.count; load++) {
    const before = importer[load] ?? 0;
    importer[load] = before === 0 ? -1 : load - before;
  }
  const selfUs = fill(loads.selfUs, new Float64Array(loads.count));
  return {
    root: packed.root,
    language: packed.language,
    runtime: packed.runtime,
    command: packed.command,
    evidence: packed.evidence,
    processes: packed.processes,
    distributions: packed.distributions,
    modules: {
      count: moduleCount,
      name: modules.name,
      origin: fill(modules.origin, new Uint8Array(moduleCount)),
      distribution: fill(modules.distribution, new Int32Array(moduleCount)),
      file: modules.file,
    },
    loads: {
      count: loads.count,
      module: fill(loads.module, new Int32Array(loads.count)),
      process: fill(loads.process, new Int32Array(loads.count)),
      importer,
      selfUs,
      cumulativeUs: cumulativeTimes(importer, selfUs),
      flags: fill(loads.flags, new Uint8Array(loads.count)),
    },
    imports: {
      count: imports.count,
      importer: fill(imports.importer, new Int32Array(imports.count)),
      imported: fill(imports.imported, new Int32Array(imports.count)),
      process: fill(imports.process, new Int32Array(imports.count)),
      line: fill(imports.line, new Int32Array(imports.count)),
      column: fill(imports.column, new Int32Array(imports.count)),
      when: fill(imports.when, new Uint8Array(imports.count)),
      manner: fill(imports.manner, new Uint8Array(imports.count)),
      flags: fill(imports.flags, new Uint8Array(imports.count)),
      names: null,
    },
  };
}

function fill<Column extends Int32Array | Float64Array | Uint8Array>(packed: PackedColumn, column: Column): Column {
  if (typeof packed === "number") column.fill(packed);
  else column.set(packed);
  return column;
}
