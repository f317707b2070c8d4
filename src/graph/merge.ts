import { GraphBuilder } from "./builder.js";
import type { GraphDiff } from "./diff.js";
import type { ImportGraph } from "./graph.js";
import { ORIGINS } from "./vocabulary.js";

/** What became of a module between two starts. */
export const CHANGES = ["came", "grown", "same", "shrunk", "gone"] as const;
export type Change = (typeof CHANGES)[number];

/** Two starts as one graph: the tree of AFTER, with what only BEFORE loads under the importers that it had there. */
export interface MergedGraph {
  /** A load's self time is AFTER's; BEFORE's where it is gone or shrunk, so that nothing lost is without width. */
  readonly graph: ImportGraph;
  /** Self times of each load, microseconds; 0 where that start does not have the load. */
  readonly beforeUs: Float64Array;
  readonly afterUs: Float64Array;
  /** Its load of each load of BEFORE and of AFTER. */
  readonly ofBefore: Int32Array;
  readonly ofAfter: Int32Array;
  /** Index in `CHANGES` of each of its modules. */
  readonly changes: Uint8Array;
}

/**
 * Loads are the same when they are the nth of a module's name in the same process (by place: the first, the second).
 * One that stands elsewhere in AFTER's tree stands there; nothing stands twice.
 */
export function mergeGraphs(before: ImportGraph, after: ImportGraph, diff: GraphDiff): MergedGraph {
  const partner = partners(before, after);
  const order = mergedOrder(before, after, partner);
  const builder = new GraphBuilder({ language: after.language, evidence: after.evidence });
  const processes = Math.max(before.processes.length, after.processes.length);
  for (let process = 0; process < processes; process++)
    builder.addProcess(after.processes[process] ?? before.processes[process] ?? {});
  const changeOf = changesByName(diff);
  const total = order.length;
  const beforeUs = new Float64Array(total);
  const afterUs = new Float64Array(total);
  const ofBefore = new Int32Array(before.loads.count);
  const ofAfter = new Int32Array(after.loads.count);
  const changes: number[] = [];
  for (let at = 0; at < total; at++) {
    const code = order[at] ?? 0;
    const isGone = code >= after.loads.count;
    const graph = isGone ? before : after;
    const load = isGone ? code - after.loads.count : code;
    const old = isGone ? load : (partner.ofAfter[load] ?? -1);
    const importer = graph.loads.importer[load] ?? -1;
    const above = importer < 0 ? -1 : isGone ? (ofBefore[importer] ?? -1) : (ofAfter[importer] ?? -1);
    const module = addModule(builder, graph, graph.loads.module[load] ?? 0);
    const change = changeOf.get(graph.modules.name[graph.loads.module[load] ?? 0] ?? "") ?? "same";
    changes[module] = CHANGES.indexOf(change);
    beforeUs[at] = before.loads.selfUs[old] ?? 0;
    afterUs[at] = isGone ? 0 : (after.loads.selfUs[load] ?? 0);
    if (isGone) ofBefore[load] = at;
    else ofAfter[load] = at;
    if (old >= 0) ofBefore[old] = at;
    const shownUs = isGone || change === "shrunk" ? Math.max(beforeUs[at] ?? 0, afterUs[at] ?? 0) : (afterUs[at] ?? 0);
    builder.addLoad(module, graph.loads.process[load] ?? 0, above, shownUs, graph.loads.flags[load] ?? 0);
  }
  return { graph: builder.finish(), beforeUs, afterUs, ofBefore, ofAfter, changes: Uint8Array.from(changes) };
}

function changesByName(diff: GraphDiff): Map<string, Change> {
  const found = new Map<string, Change>();
  for (const { name } of diff.added) found.set(name, "came");
  for (const { name } of diff.removed) found.set(name, "gone");
  for (const { after, expectedUs } of diff.changed)
    found.set(after.name, after.selfUs > expectedUs ? "grown" : "shrunk");
  return found;
}

function addModule(builder: GraphBuilder, { modules, distributions }: ImportGraph, module: number): number {
  const distribution = distributions[modules.distribution[module] ?? -1];
  return builder.addModule(modules.name[module] ?? "", {
    origin: ORIGINS[modules.origin[module] ?? 0] ?? "dependency",
    file: modules.file?.[module] ?? null,
    ...(distribution === undefined
      ? {}
      : { distribution: builder.addDistribution(distribution.name, distribution.version) }),
  });
}

interface Partners {
  /** The load of the other graph, -1 for none. */
  readonly ofBefore: Int32Array;
  readonly ofAfter: Int32Array;
}

function partners(before: ImportGraph, after: ImportGraph): Partners {
  const ofBefore = new Int32Array(before.loads.count).fill(-1);
  const ofAfter = new Int32Array(after.loads.count).fill(-1);
  const old = new Map<string, number>();
  for (const [key, load] of keysOf(before)) old.set(key, load);
  for (const [key, load] of keysOf(after)) {
    const found = old.get(key);
    if (found === undefined) continue;
    ofAfter[load] = found;
    ofBefore[found] = load;
  }
  return { ofBefore, ofAfter };
}

function* keysOf({ loads, modules }: ImportGraph): Generator<[string, number]> {
  const times = new Map<string, number>();
  for (let load = 0; load < loads.count; load++) {
    const key = `${loads.process[load]} ${modules.name[loads.module[load] ?? 0]}`;
    const time = times.get(key) ?? 0;
    times.set(key, time + 1);
    yield [`${time} ${key}`, load];
  }
}

/**
 * The merged tree in pre-order, a process behind the other: loads of AFTER by their own numbers, those that are gone
 * by theirs plus the count of AFTER's. What is gone stands behind the load that it followed in BEFORE, where that one
 * still has the same importer.
 */
function mergedOrder(before: ImportGraph, after: ImportGraph, { ofBefore }: Partners): Int32Array {
  const count = after.loads.count;
  const nodes = count + before.loads.count;
  const processes = Math.max(before.processes.length, after.processes.length);
  // Each node's first below and next beside it, -1 for none; processes stand behind the nodes.
  const first = new Int32Array(nodes + processes).fill(-1);
  const next = new Int32Array(nodes).fill(-1);
  const last = new Int32Array(nodes + processes).fill(-1);
  const above = new Int32Array(nodes).fill(-1);
  let kept = 0;
  for (let load = 0; load < count; load++) {
    const importer = after.loads.importer[load] ?? -1;
    const up = importer < 0 ? nodes + (after.loads.process[load] ?? 0) : importer;
    above[load] = up;
    const beside = last[up] ?? -1;
    if (beside < 0) first[up] = load;
    else next[beside] = load;
    last[up] = load;
    kept++;
  }
  // From here on `last` is the node behind which what is gone is put.
  last.fill(-1);
  const placeOf = (load: number): number => ((ofBefore[load] ?? -1) >= 0 ? (ofBefore[load] ?? 0) : count + load);
  for (let load = 0; load < before.loads.count; load++) {
    const importer = before.loads.importer[load] ?? -1;
    const up = importer < 0 ? nodes + (before.loads.process[load] ?? 0) : placeOf(importer);
    const node = placeOf(load);
    if (node < count) {
      if (above[node] === up) last[up] = node;
      continue;
    }
    above[node] = up;
    const beside = last[up] ?? -1;
    if (beside < 0) {
      next[node] = first[up] ?? -1;
      first[up] = node;
    } else {
      next[node] = next[beside] ?? -1;
      next[beside] = node;
    }
    last[up] = node;
    kept++;
  }
  const order = new Int32Array(kept);
  let at = 0;
  for (let process = 0; process < processes; process++) {
    const open = [first[nodes + process] ?? -1];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (node < 0) continue;
      order[at++] = node;
      open.push(next[node] ?? -1, first[node] ?? -1);
    }
  }
  return order;
}
