import { GraphBuilder } from "../../../graph/builder.js";
import { type ImportGraph, LOAD_FAILED, LOAD_UNFINISHED } from "../../../graph/graph.js";
import { loadsOfProcess } from "./loads.js";
import type { ProcessRecord } from "./process-file.js";

/** The processes of one run, each behind the one that started it, in the order in which they began. */
export function inOrderOfStart(records: readonly ProcessRecord[]): ProcessRecord[] {
  return [...records].sort((a, b) => a.startNs - b.startNs);
}

/**
 * The loads of one run as a graph without imports: what the light timer sees.
 *
 * @param records from `inOrderOfStart`, at least one
 * @param command what the user ran
 */
export function treeOfRun(records: readonly ProcessRecord[], command: readonly string[]): ImportGraph {
  const root = records[0];
  const runtime = root === undefined ? null : runtimeOf(root);
  const builder = new GraphBuilder({ language: "python", evidence: "tree", command, runtime });
  const index = new Map(records.map(({ id }, at) => [id, at]));
  for (const record of records) {
    const parent = index.get(record.startedBy) ?? null;
    builder.addProcess({ command: record.argv, parent, runtime: runtimeOf(record) });
  }
  records.forEach((record, process) => {
    const indices: number[] = [];
    for (const { begin, end, importer, selfNs } of loadsOfProcess(record)) {
      const module = builder.addModule(begin.name);
      const flags = end === null ? LOAD_UNFINISHED : end.failed ? LOAD_FAILED : 0;
      indices.push(builder.addLoad(module, process, indices[importer] ?? -1, Math.round(selfNs / 1000), flags));
    }
  });
  return builder.finish();
}

export function runtimeOf({ version }: ProcessRecord): string {
  return `CPython ${version}`;
}
