import type { ImportGraph } from "../graph/graph.js";
import { loadStarts } from "../graph/starts.js";
import type { ReportFormat } from "./format.js";
import { inPieces } from "./pieces.js";
import { processLoads, processName } from "./processes.js";

/**
 * speedscope's file format (https://www.speedscope.app/file-format-schema.json), one evented profile per
 * process, in microseconds; of a static graph in bytes or modules. Frames are modules, by index.
 */
export const speedscope: ReportFormat = {
  name: "speedscope",
  extension: ".speedscope.json",
  *render(analysis) {
    yield* inPieces(file(analysis.graph, analysis.tool, analysis.inputs.join(", ")));
  },
};

function* file(graph: ImportGraph, tool: string, name: string): Iterable<string> {
  yield `{"$schema":"https://www.speedscope.app/file-format-schema.json","exporter":${JSON.stringify(tool)}`;
  yield `,"name":${JSON.stringify(name)},"activeProfileIndex":0,"shared":{"frames":[`;
  for (let module = 0; module < graph.modules.count; module++) {
    const path = graph.modules.file?.[module] ?? null;
    const frame = { name: graph.modules.name[module], ...(path === null ? {} : { file: path }) };
    yield `${module === 0 ? "\n" : ",\n"}${JSON.stringify(frame)}`;
  }
  yield '\n]},"profiles":[';
  const startUs = loadStarts(graph);
  for (const [at, range] of processLoads(graph).entries()) {
    yield at === 0 ? "\n" : ",\n";
    yield* profile(graph, range.process, range.first, range.end, startUs);
  }
  yield "\n]}\n";
}

const UNITS = { us: "microseconds", bytes: "bytes", modules: "none" } as const;

/** Opens each load at its start, behind the closing of those that it is not part of. */
function* profile(
  graph: ImportGraph,
  process: number,
  first: number,
  end: number,
  startUs: Float64Array,
): Iterable<string> {
  const { importer, module, cumulativeUs } = graph.loads;
  let endUs = 0;
  for (let load = first; load < end; load++) {
    if ((importer[load] ?? -1) < 0) endUs = (startUs[load] ?? 0) + (cumulativeUs[load] ?? 0);
  }
  yield `{"type":"evented","name":${JSON.stringify(processName(graph, process))},"unit":"${UNITS[graph.unit ?? "us"]}"`;
  yield `,"startValue":0,"endValue":${endUs},"events":[`;
  const open: number[] = [];
  let comma = "\n";
  for (let load = first; load <= end; load++) {
    const above = load < end ? (importer[load] ?? -1) : -1;
    while (open.length > 0 && open[open.length - 1] !== above) {
      const closed = open.pop() ?? 0;
      const at = (startUs[closed] ?? 0) + (cumulativeUs[closed] ?? 0);
      yield `${comma}{"type":"C","frame":${module[closed] ?? 0},"at":${at}}`;
      comma = ",\n";
    }
    if (load === end) break;
    open.push(load);
    yield `${comma}{"type":"O","frame":${module[load] ?? 0},"at":${startUs[load] ?? 0}}`;
    comma = ",\n";
  }
  yield "\n]}";
}
