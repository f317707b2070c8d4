import { cumulativeTimes } from "./cumulative.js";
import type { ImportGraph } from "./graph.js";
import type { PackedGraph } from "./pack.js";
import { unpackColumn } from "./pack-column.js";
import { unpackRecorded } from "./pack-recorded.js";

/** The graph that was packed; the names that imports bind and the lines that ran are gone, everything else is equal. */
export function unpackGraph(packed: PackedGraph): ImportGraph {
  const { modules, loads, imports } = packed;
  const moduleCount = modules.name.length;
  const importer = unpackColumn(loads.importerBefore, new Int32Array(loads.count));
  for (let load = 0; load < loads.count; load++) {
    const before = importer[load] ?? 0;
    importer[load] = before === 0 ? -1 : load - before;
  }
  const selfUs = unpackColumn(loads.selfUs, new Float64Array(loads.count));
  return {
    root: packed.root,
    language: packed.language,
    runtime: packed.runtime,
    command: packed.command,
    evidence: packed.evidence,
    ...(packed.unit === undefined ? {} : { unit: packed.unit }),
    processes: packed.processes,
    distributions: packed.distributions,
    modules: {
      count: moduleCount,
      name: modules.name,
      origin: unpackColumn(modules.origin, new Uint8Array(moduleCount)),
      distribution: unpackColumn(modules.distribution, new Int32Array(moduleCount)),
      file: modules.file,
    },
    loads: {
      count: loads.count,
      module: unpackColumn(loads.module, new Int32Array(loads.count)),
      process: unpackColumn(loads.process, new Int32Array(loads.count)),
      importer,
      selfUs,
      cumulativeUs: cumulativeTimes(importer, selfUs),
      flags: unpackColumn(loads.flags, new Uint8Array(loads.count)),
    },
    imports: {
      count: imports.count,
      importer: unpackColumn(imports.importer, new Int32Array(imports.count)),
      imported: unpackColumn(imports.imported, new Int32Array(imports.count)),
      process: unpackColumn(imports.process, new Int32Array(imports.count)),
      line: unpackColumn(imports.line, new Int32Array(imports.count)),
      column: unpackColumn(imports.column, new Int32Array(imports.count)),
      when: unpackColumn(imports.when, new Uint8Array(imports.count)),
      manner: unpackColumn(imports.manner, new Uint8Array(imports.count)),
      flags: unpackColumn(imports.flags, new Uint8Array(imports.count)),
      names: null,
    },
    ...(packed.recorded === undefined ? {} : { recorded: unpackRecorded(packed.recorded) }),
  };
}
