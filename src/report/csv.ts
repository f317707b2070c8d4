import { loadName } from "../graph/chain.js";
import { type ImportGraph, LOAD_FAILED, LOAD_UNFINISHED } from "../graph/graph.js";
import { ORIGINS } from "../graph/vocabulary.js";
import { csvCell } from "./csv-cell.js";
import type { ReportFormat } from "./format.js";
import { inPieces } from "./pieces.js";

const COLUMNS =
  "load,module,self_us,cumulative_us,importer_load,importer,process,origin,distribution,version,file,state";

/** One row per load in the order of loading, after RFC 4180: lines end in CRLF, the first names the columns. */
export const csv: ReportFormat = {
  name: "csv",
  extension: ".csv",
  *render({ graph }) {
    yield* inPieces(lines(graph));
  },
};

function* lines(graph: ImportGraph): Iterable<string> {
  const { loads, modules, distributions } = graph;
  yield `${COLUMNS.replaceAll("_us", `_${graph.unit ?? "us"}`)}\r\n`;
  for (let load = 0; load < loads.count; load++) {
    const module = loads.module[load] ?? 0;
    const importer = loads.importer[load] ?? -1;
    const distribution = distributions[modules.distribution[module] ?? -1];
    const cells = [
      load,
      csvCell(loadName(graph, load)),
      loads.selfUs[load],
      loads.cumulativeUs[load],
      importer < 0 ? "" : importer,
      importer < 0 ? "" : csvCell(loadName(graph, importer)),
      loads.process[load],
      ORIGINS[modules.origin[module] ?? 0],
      csvCell(distribution?.name ?? ""),
      csvCell(distribution?.version ?? ""),
      csvCell(modules.file?.[module] ?? ""),
      state(loads.flags[load] ?? 0),
    ];
    yield `${cells.join(",")}\r\n`;
  }
}

function state(flags: number): string {
  if (flags & LOAD_UNFINISHED) return "unfinished";
  return flags & LOAD_FAILED ? "failed" : "";
}
