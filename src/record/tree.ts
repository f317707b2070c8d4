import { GraphBuilder } from "../graph/builder.js";
import { type ImportGraph, LOAD_FAILED, LOAD_UNFINISHED } from "../graph/graph.js";
import type { RecordedLoad } from "../graph/recorded.js";
import type { RecordedProcess } from "../languages/recording.js";

/**
 * The loads of one run as a graph without imports: what the light timer sees.
 *
 * @param processes in the order in which they began, at least one
 * @param command what the user ran
 */
export function treeOfRun(processes: readonly RecordedProcess[], command: readonly string[]): ImportGraph {
  const [root] = processes;
  const recordedLoads = new Map<number, RecordedLoad>();
  const builder = new GraphBuilder({
    language: root?.language ?? "python",
    evidence: "tree",
    command,
    runtime: root?.runtime ?? null,
    recorded: { loads: recordedLoads },
  });
  const index = new Map(processes.map(({ id }, at) => [id, at]));
  for (const { argv, startedBy, runtime, thread } of processes) {
    builder.addProcess({ command: argv, parent: index.get(startedBy) ?? null, runtime, thread });
  }
  processes.forEach(({ loads }, process) => {
    const indices: number[] = [];
    for (const { module, importer, selfNs, isFailed, isUnfinished, phases, waitingNs } of loads) {
      // A load that ended with its process at a moment that we saw has its time; only one without is unfinished.
      const flags = isUnfinished && selfNs === 0 ? LOAD_UNFINISHED : isFailed ? LOAD_FAILED : 0;
      const selfUs = Math.round(selfNs / 1000);
      const load = builder.addLoad(builder.addModule(module), process, indices[importer] ?? -1, selfUs, flags);
      indices.push(load);
      const waitingUs = waitingNs === undefined ? 0 : Math.round(waitingNs / 1000);
      const more = { ...(phases === undefined ? {} : { phases }), ...(waitingUs > 0 ? { waitingUs } : {}) };
      if (Object.keys(more).length > 0) recordedLoads.set(load, more);
    }
  });
  return builder.finish();
}
