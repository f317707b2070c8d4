import { UserError } from "../errors.js";
import type { ImportGraph } from "../graph/graph.js";
import type { Warning } from "../graph/profile.js";
import { load } from "../io/load.js";
import { python } from "../languages/python/python.js";
import type { LogReading } from "../logs/format.js";
import type { Analysis } from "../report/format.js";

export interface AnalyzeOptions {
  readonly tool: string;
  /** An interpreter to ask for distributions and origins. */
  readonly python?: string | undefined;
  /** What runs first in a static graph: a module's name or file. */
  readonly entry?: string | undefined;
}

/**
 * Reads one input or several. Several inputs of one program are its runs: each load has its median time. Others
 * stand side by side, each with processes of its own. A static graph is drawn as the tree of the start that it leads to,
 * with the times of the recorded start that is given beside it.
 *
 * @param inputs paths, or `-` for standard input; at least one
 * @throws UserError for an input that can't be read, and for an interpreter that doesn't answer
 */
export async function analyze(inputs: readonly string[], options: AnalyzeOptions): Promise<Analysis> {
  const readings: LogReading[] = [];
  for (const input of inputs) readings.push(await load(input));
  if (options.entry !== undefined || readings.some((reading) => reading.static !== undefined))
    return withStatic(inputs, readings, options);
  return analysis(inputs, readings, options);
}

/** Loaded only for static graphs: a log's start pays for nothing of it. */
async function withStatic(
  inputs: readonly string[],
  readings: readonly LogReading[],
  options: AnalyzeOptions,
): Promise<Analysis> {
  const { apart, drawStatic } = await import("./static-graph.js");
  const { graph: found, recorded } = apart(readings);
  const beside = recorded.length === 0 ? null : await analysis(inputs, recorded, options);
  const { graph, facts, warnings } = drawStatic(found, options.entry, beside?.graph ?? null);
  const drawn = { ...found, graph, warnings: [...found.warnings, ...warnings, ...(beside?.warnings ?? [])] };
  return { ...(await analysis(inputs, [drawn], options)), static: facts };
}

async function analysis(
  inputs: readonly string[],
  readings: readonly LogReading[],
  options: AnalyzeOptions,
): Promise<Analysis> {
  const [first, ...others] = readings;
  if (first === undefined) throw new Error("no input");
  const whole = others.length === 0 ? { ...first, runs: 1 } : await together([first, ...others]);
  const { graph, warnings } = await classified(whole, options.python);
  return {
    tool: options.tool,
    inputs,
    graph,
    functions: readings.every((reading) => reading.functions === true),
    runs: whole.runs,
    dialect: first.dialect,
    ignored: {
      lines: readings.reduce((sum, { ignored }) => sum + ignored.lines, 0),
      first: readings.flatMap(({ ignored }) => ignored.first).slice(0, 10),
    },
    warnings: [
      ...readings.flatMap((reading) => reading.warnings),
      ...whole.warnings.filter((own) => !first.warnings.includes(own)),
      ...warnings,
      ...(readings.some(({ dialect }) => dialect !== null) ? [BLIND_SPOT] : []),
    ],
  };
}

/** Tested on CPython 3.7 to 3.15. */
const BLIND_SPOT: Warning = {
  code: "import-module-unseen",
  message:
    "an import log has no row for a module that importlib.import_module names (plugins, entry points): its time is booked as its caller's; perf record sees it",
};

interface Whole {
  readonly graph: ImportGraph;
  readonly dialect: LogReading["dialect"];
  readonly runs: number;
  readonly warnings: readonly Warning[];
}

async function together(readings: readonly [LogReading, ...LogReading[]]): Promise<Whole> {
  const graphs = readings.map(({ graph }) => graph) as [ImportGraph, ...ImportGraph[]];
  const [first] = graphs;
  if (graphs.some(({ unit }) => unit !== first.unit)) {
    const message = "some inputs hold times and others the sizes of a static graph";
    throw new UserError("units-differ", message, "Give the static graph itself beside the recorded start.");
  }
  const { medianOfRuns, sameProgram } = await import("../graph/runs.js");
  const { dialect } = readings[0];
  if (graphs.every((graph) => sameProgram(first, graph))) {
    const { graph, notInAll } = medianOfRuns(graphs);
    const message = `${notInAll} modules were not loaded in all of the ${graphs.length} runs`;
    return { graph, dialect, runs: graphs.length, warnings: notInAll > 0 ? [{ code: "runs-differ", message }] : [] };
  }
  const { joinGraphs } = await import("../graph/join.js");
  return { graph: joinGraphs(graphs), dialect, runs: 1, warnings: [] };
}

/** A log knows names alone; a profile carries its origins, unless an interpreter is asked. */
async function classified({ graph, dialect }: Whole, exe: string | undefined) {
  if (graph.language !== "python" || (dialect === null && exe === undefined)) return { graph, warnings: [] };
  const environment = exe === undefined ? null : await (await import("../io/python.js")).askPython(exe);
  return python.classify(graph, environment);
}
