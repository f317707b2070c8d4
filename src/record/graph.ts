import type { ImportGraph } from "../graph/graph.js";
import type { Anatomy, ProfileRun, Warning } from "../graph/profile.js";
import { medianOfRuns } from "../graph/runs.js";
import { SourceLines } from "../io/source-lines.js";
import type { RecordedProcess, RunSpan } from "../languages/recording.js";
import { bootTime } from "./boot.js";
import { classified } from "./classified.js";
import { recordingOf } from "./recordings.js";
import { tracedGraph } from "./traced.js";
import { treeOfRun } from "./tree.js";

/** One run with hooks, its processes in the order in which they began. */
export interface HookedRun extends RunSpan {
  readonly processes: readonly RecordedProcess[];
}

export interface RecordedRuns {
  readonly command: readonly string[];
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** At least one. */
  readonly timed: readonly HookedRun[];
  readonly traced: HookedRun | null;
  /** The start files that run before the hooks, null where that is not known. */
  readonly pth: Anatomy["pth"] | null;
  /** The untouched runs. */
  readonly runs: readonly ProfileRun[];
}

/** The graph of a recorded program: times of the timed runs, imports of the traced one. */
export async function recordedGraph(recording: RecordedRuns): Promise<{ graph: ImportGraph; warnings: Warning[] }> {
  const { command, root, environment, timed, traced, pth, runs } = recording;
  const warnings: Warning[] = [];
  const trees = timed.map(({ processes }) => treeOfRun(processes, command));
  const [first, ...others] = trees;
  if (first === undefined) throw new Error("no timed run");
  const median = others.length === 0 ? { graph: first, notInAll: 0 } : medianOfRuns([first, ...others]);
  if (median.notInAll > 0) {
    const message = `${median.notInAll} modules were not loaded in all of the ${timed.length} timed runs`;
    warnings.push({ code: "runs-differ", message });
  }
  const anatomy = await medianAnatomy(timed, environment);
  const recorded = {
    ...median.graph.recorded,
    ...(anatomy === null ? {} : { anatomy: { ...anatomy, ...(pth == null ? {} : { pth }) } }),
    runs,
  };
  let graph: ImportGraph = { ...median.graph, root, recorded };
  if (traced !== null) {
    const lines = new SourceLines();
    const columnOf = ({ language }: RecordedProcess, file: string, line: number, imported: string): number | null => {
      const text = file.startsWith(root) ? lines.line(file, line) : null;
      return text === null ? null : (recordingOf(language)?.columnOf(text, imported) ?? null);
    };
    const joined = tracedGraph({ tree: graph, processes: traced.processes, root, recorded, columnOf });
    graph = joined.graph;
    warnings.push(...joined.warnings);
  }
  const named = await classified(graph, timed[0]?.processes ?? []);
  return { graph: named.graph, warnings: [...warnings, ...named.warnings] };
}

/** The anatomy of the run whose wall time is the median: the parts of one run fit together. */
async function medianAnatomy(
  timed: readonly HookedRun[],
  environment: RecordedRuns["environment"],
): Promise<Anatomy | null> {
  const byWall = [...timed].sort((a, b) => a.endedNs - a.beganNs - (b.endedNs - b.beganNs));
  const run = byWall[(byWall.length - 1) >> 1];
  const [root, ...others] = run?.processes ?? [];
  if (run === undefined || root === undefined) return null;
  // Where a script starts one program after another, or one becomes another by exec, a start has no single root.
  const isAlone = others.every(
    ({ startedBy, pid, thread }) => startedBy !== "" && (thread !== null || pid !== root.pid),
  );
  if (!isAlone) return null;
  const words = recordingOf(root.language)?.bootWords(root.executable) ?? null;
  return root.anatomy(run, words === null ? null : await bootTime(words, environment));
}
