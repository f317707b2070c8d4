import type { ImportGraph } from "../graph/graph.js";
import type { Anatomy, Caches, MeasuringCost, Warning } from "../graph/profile.js";
import { medianOfRuns } from "../graph/runs.js";
import { totals } from "../graph/totals.js";
import type { CommandRun } from "../io/run-command.js";
import type { RecordedProcess } from "../languages/recording.js";
import { cachesOf, cachesWarning, compiledAgain } from "./caches.js";
import { classified } from "./classified.js";
import { importRuns } from "./import-runs.js";
import { costWarning, isCostly, measuringCost, runTimes, scaled, scaleOf } from "./measuring.js";
import { observedGraph } from "./observed.js";
import { placesIn } from "./places.js";
import { type HookedRun, profileRun } from "./runs.js";
import { startOf } from "./start.js";
import { tracedGraph } from "./traced.js";
import { treeOfRun } from "./tree.js";

export interface RecordedRuns {
  readonly command: readonly string[];
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cold: boolean;
  /** The one timed run is also the traced and the untouched one. */
  readonly once: boolean;
  /** Read the runs' processor times exactly; undefined where they are known to 10 ms. */
  readonly python: string | undefined;
  /** At least one. */
  readonly timed: readonly HookedRun[];
  readonly traced: HookedRun | null;
  readonly observed: HookedRun | null;
  /** The start files that run before the hooks, null where that is not known. */
  readonly pth: Anatomy["pth"] | null;
  readonly untouched: readonly CommandRun[];
  readonly empty: EmptyPrograms;
}

/** Measured on programs that do nothing, where it is needed; nanoseconds. */
export interface EmptyPrograms {
  /** What the hooks add, for all of these processes. */
  fixedCost(processes: readonly RecordedProcess[], python: string | undefined): Promise<number>;
  /** How long the interpreter of a process takes until the hooks begin, several times. */
  timeToHooks(process: RecordedProcess): Promise<readonly number[]>;
}

/** The graph of a recorded program: times of the timed runs, imports of the traced one. */
export async function recordedGraph(recording: RecordedRuns): Promise<{ graph: ImportGraph; warnings: Warning[] }> {
  const { command, root, environment, timed, traced, observed, pth, untouched } = recording;
  const warnings: Warning[] = [];
  const trees = timed.map((run) => treeOfRun(run.processes, command));
  const [first, ...others] = trees;
  if (first === undefined) throw new Error("no timed run");
  const median = others.length === 0 ? { graph: first, notInAll: 0 } : medianOfRuns([first, ...others]);
  if (median.notInAll > 0) {
    const message = `${median.notInAll} modules were not loaded in all of the ${timed.length} timed runs`;
    warnings.push({ code: "runs-differ", message });
  }
  const measuring = await costOf(recording, median.graph);
  if (measuring !== null) warnings.push(costWarning(measuring));
  const caches: Caches = cachesOf(timed, recording.cold);
  const start = await startOf(timed, environment, recording.empty);
  warnings.push(...start.warnings, ...cachesWarning(caches, recording.cold, compiledAgain(timed)), ...strangers(timed));
  const tree = scaled(median.graph, measuring?.scale ?? 1);
  const recorded = {
    ...tree.recorded,
    ...(start.anatomy === null ? {} : { anatomy: { ...start.anatomy, ...(pth == null ? {} : { pth }) } }),
    ...(measuring === null ? {} : { measuring }),
    runs: untouched.map(profileRun),
    caches,
  };
  let graph: ImportGraph = { ...tree, root, recorded };
  if (traced !== null && traced.processes.length > 0) {
    const placesOf = await placesIn(traced.processes);
    const joined = tracedGraph({ tree: graph, processes: traced.processes, root, recorded, placesOf });
    graph = joined.graph;
    warnings.push(...joined.warnings);
  }
  if (observed !== null) {
    const joined = observedGraph(graph, observed.processes, root);
    graph = joined.graph;
    warnings.push(...joined.warnings);
  }
  const named = await classified(graph, timed[0]?.processes ?? []);
  const each = importRuns(trees, named.graph, measuring?.scale ?? 1);
  graph = { ...named.graph, recorded: { ...named.graph.recorded, importRuns: each } };
  return { graph, warnings: [...warnings, ...named.warnings] };
}

/** What the timer cost, and where that stands out of the noise, what loads' times have to be multiplied by. */
async function costOf(recording: RecordedRuns, graph: ImportGraph): Promise<MeasuringCost | null> {
  const { timed, untouched, empty, once, python } = recording;
  const times = runTimes(timed, untouched, python !== undefined);
  const cost = once ? null : measuringCost(times);
  if (cost === null || !isCostly(cost, times)) return cost;
  const processes = timed[0]?.processes ?? [];
  const writingNs = processes.reduce((sum, { hooksNs = 0 }) => sum + hooksNs, 0);
  const fixedNs = (await empty.fixedCost(processes, python)) + writingNs;
  return { ...cost, scale: scaleOf(times, totals(graph).us * 1000, fixedNs) };
}

function strangers(timed: readonly HookedRun[]): Warning[] {
  const others = [...new Set(timed.flatMap((run) => run.others))];
  if (others.length === 0) return [];
  const names = others.map((text) => text.replace("\n", " is "));
  return [{ code: "not-recorded", message: `not recorded, as our hooks can't: ${names.join(", ")}` }];
}
