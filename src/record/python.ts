import type { ImportGraph } from "../graph/graph.js";
import type { Anatomy, ProfileRun, Warning } from "../graph/profile.js";
import { medianOfRuns } from "../graph/runs.js";
import { askPython } from "../io/python.js";
import { SourceLines } from "../io/source-lines.js";
import { python } from "../languages/python/python.js";
import { anatomyOf } from "../languages/python/record/anatomy.js";
import { importColumn } from "../languages/python/record/column.js";
import type { ProcessRecord } from "../languages/python/record/process-file.js";
import { tracedGraph } from "../languages/python/record/traced.js";
import { inOrderOfStart, treeOfRun } from "../languages/python/record/tree.js";
import { placed } from "./placed.js";

/** One run with hooks. */
export interface HookedRun {
  readonly beganNs: number;
  readonly endedNs: number;
  readonly records: readonly ProcessRecord[];
}

export interface PythonRecording {
  readonly command: readonly string[];
  readonly root: string;
  /** At least one. */
  readonly timed: readonly HookedRun[];
  readonly traced: HookedRun | null;
  /** The untouched runs. */
  readonly runs: readonly ProfileRun[];
  /** How long the root process's interpreter takes to begin without `site`, nanoseconds. */
  readonly bootNs: number | null;
}

/** The graph of a recorded Python program: times of the timed runs, imports of the traced one. */
export async function pythonGraph(recording: PythonRecording): Promise<{ graph: ImportGraph; warnings: Warning[] }> {
  const { command, root, timed, traced, runs, bootNs } = recording;
  const warnings: Warning[] = [];
  const trees = timed.map(({ records }) => treeOfRun(inOrderOfStart(records), command));
  const [first, ...others] = trees;
  if (first === undefined) throw new Error("no timed run");
  const median = others.length === 0 ? { graph: first, notInAll: 0 } : medianOfRuns([first, ...others]);
  if (median.notInAll > 0) {
    const message = `${median.notInAll} modules were not loaded in all of the ${timed.length} timed runs`;
    warnings.push({ code: "runs-differ", message });
  }
  const anatomy = medianAnatomy(timed, bootNs);
  const recorded = { ...median.graph.recorded, ...(anatomy === null ? {} : { anatomy }), runs };
  let graph: ImportGraph = { ...median.graph, root, recorded };
  if (traced !== null) {
    const lines = new SourceLines();
    const columnOf = (file: string, line: number, name: string): number | null => {
      const text = file.startsWith(root) ? lines.line(file, line) : null;
      return text === null ? null : importColumn(text, name);
    };
    const records = inOrderOfStart(traced.records);
    const joined = tracedGraph({ tree: graph, records, root, recorded, columnOf });
    graph = joined.graph;
    warnings.push(...joined.warnings);
  }
  const executable = inOrderOfStart(timed[0]?.records ?? [])[0]?.executable;
  const environment = executable === undefined ? null : await askPython(executable);
  const classified = python.classify(graph, environment);
  return { graph: placed(classified.graph, environment), warnings: [...warnings, ...classified.warnings] };
}

/** The anatomy of the run whose wall time is the median: the parts of one run fit together. */
function medianAnatomy(timed: readonly HookedRun[], bootNs: number | null): Anatomy | null {
  const byWall = [...timed].sort((a, b) => a.endedNs - a.beganNs - (b.endedNs - b.beganNs));
  const run = byWall[(byWall.length - 1) >> 1];
  const records = inOrderOfStart(run?.records ?? []);
  const [root, ...others] = records;
  if (run === undefined || root === undefined) return null;
  // Where a script starts one Python after another, or one becomes another by exec, a start has no single root.
  const isAlone = others.every(({ startedBy, pid }) => startedBy !== "" && pid !== root.pid);
  return isAlone ? anatomyOf(root, run, bootNs) : null;
}
