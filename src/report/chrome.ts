import { loadName } from "../graph/chain.js";
import type { ImportGraph } from "../graph/graph.js";
import { loadStarts } from "../graph/starts.js";
import { ORIGINS } from "../graph/vocabulary.js";
import type { Analysis, ReportFormat } from "./format.js";
import { inPieces } from "./pieces.js";
import { processLoads, processName } from "./processes.js";

/**
 * Chrome's trace event format, JSON object form: a complete event ("X") per load, times in microseconds, a
 * pid per process starting at 1. Opens in Perfetto and chrome://tracing.
 */
export const chrome: ReportFormat = {
  name: "chrome",
  extension: ".trace.json",
  *render(analysis) {
    yield* inPieces(trace(analysis));
  },
};

function* trace({ graph, tool, inputs }: Analysis): Iterable<string> {
  const startUs = loadStarts(graph);
  yield '{"displayTimeUnit":"ms","traceEvents":[';
  let comma = "\n";
  for (const { process, first, end } of processLoads(graph)) {
    const place = { pid: process + 1, tid: 1 };
    const named = { name: processName(graph, process) };
    yield comma + JSON.stringify({ name: "process_name", ph: "M", ...place, args: named });
    comma = ",\n";
    yield comma + JSON.stringify({ name: "thread_name", ph: "M", ...place, args: { name: "imports" } });
    for (let load = first; load < end; load++) yield comma + event(graph, load, place, startUs[load] ?? 0);
  }
  yield `\n],"otherData":${JSON.stringify({ tool, inputs, ...(graph.unit === undefined ? {} : { unit: graph.unit }) })}}\n`;
}

function event(graph: ImportGraph, load: number, place: { pid: number; tid: number }, ts: number): string {
  const { loads, modules, distributions } = graph;
  const module = loads.module[load] ?? 0;
  const distribution = distributions[modules.distribution[module] ?? -1]?.name;
  const file = modules.file?.[module] ?? undefined;
  return JSON.stringify({
    name: loadName(graph, load),
    cat: ORIGINS[modules.origin[module] ?? 0],
    ph: "X",
    ts,
    dur: loads.cumulativeUs[load] ?? 0,
    ...place,
    args: { selfUs: loads.selfUs[load] ?? 0, distribution, file },
  });
}
