import { type ImportGraph, LOAD_NOT_RUN_LATER, LOAD_RAN_LATER } from "../graph/graph.js";
import type { LineRange, Warning } from "../graph/profile.js";
import type { RecordedLoad as GraphLoad, Recorded } from "../graph/recorded.js";
import type { Observed, RecordedLoad, RecordedProcess } from "../languages/recording.js";
import { sameProcesses } from "./traced.js";

/**
 * A graph together with what the observed run saw: which modules' code ran later, lines, objects, effects. A load is
 * the same when it is the nth of its module in the same process.
 *
 * @param processes of the observed run, in the order in which they began
 * @param root absolute
 */
export function observedGraph(
  graph: ImportGraph,
  processes: readonly RecordedProcess[],
  root: string,
): { graph: ImportGraph; warnings: Warning[] } {
  const processOf = sameProcesses(graph, processes);
  const byProcess = new Map<number, { process: RecordedProcess; loads: Map<string, RecordedLoad[]> }>();
  processes.forEach((process, at) => {
    const same = processOf[at];
    if (same !== undefined && process.observed !== undefined) byProcess.set(same, { process, loads: byName(process) });
  });
  const { loads, modules } = graph;
  const flags = loads.flags.slice();
  const recorded = new Map<number, GraphLoad>(graph.recorded?.loads ?? []);
  for (let load = 0; load < loads.count; load++) {
    const name = modules.name[loads.module[load] ?? 0] ?? "";
    const found = byProcess.get(loads.process[load] ?? 0);
    if (found?.process.observed === undefined) continue;
    const { ranLater, canTell } = found.process.observed;
    const seen = found.loads.get(name)?.shift();
    const isThere = seen !== undefined || found.process.before?.has(name) === true;
    const mark = ranLater.has(name) ? LOAD_RAN_LATER : isThere && canTell(name) ? LOAD_NOT_RUN_LATER : 0;
    flags[load] = (flags[load] ?? 0) | mark;
    const more: GraphLoad = {
      ...recorded.get(load),
      ...(seen?.objects === undefined ? {} : { objects: seen.objects }),
      ...(seen?.effects === undefined ? {} : { effects: seen.effects.map((effect) => inRoot(effect, root)) }),
    };
    if (Object.keys(more).length > 0) recorded.set(load, more);
  }
  const warnings = processes.flatMap(({ observed }) => observed?.warnings ?? []);
  return {
    graph: {
      ...graph,
      loads: { ...loads, flags },
      recorded: { ...graph.recorded, loads: recorded, ...linesOf(processes, root) },
    },
    warnings: [...new Map(warnings.map((warning) => [warning.message, warning])).values()],
  };
}

function byName({ loads }: RecordedProcess): Map<string, RecordedLoad[]> {
  const found = new Map<string, RecordedLoad[]>();
  for (const load of loads) found.set(load.module, [...(found.get(load.module) ?? []), load]);
  return found;
}

function inRoot<Place extends { file: string }>(place: Place, root: string): Place {
  return { ...place, file: relativeTo(place.file, root) ?? place.file };
}

function relativeTo(file: string, root: string): string | null {
  const plain = file.replaceAll("\\", "/");
  const folder = root.endsWith("/") ? root : `${root}/`;
  return plain.startsWith(folder) ? plain.slice(folder.length) : null;
}

function linesOf(processes: readonly RecordedProcess[], root: string): Pick<Recorded, "linesRun" | "linesCalled"> {
  const isCalledKnown = processes.some(({ observed }) => observed?.linesCalled !== undefined);
  return {
    linesRun: byFile(processes, root, ({ linesRun }) => linesRun),
    ...(isCalledKnown ? { linesCalled: byFile(processes, root, ({ linesCalled }) => linesCalled) } : {}),
  };
}

function byFile(
  processes: readonly RecordedProcess[],
  root: string,
  of: (observed: Observed) => ReadonlyMap<string, readonly number[]> | undefined,
): Record<string, LineRange[]> {
  const lines = new Map<string, Set<number>>();
  for (const { observed } of processes) {
    for (const [file, ran] of (observed === undefined ? undefined : of(observed)) ?? []) {
      const path = relativeTo(file, root);
      if (path === null) continue;
      const known = lines.get(path) ?? new Set();
      for (const line of ran) if (line >= 1) known.add(line);
      lines.set(path, known);
    }
  }
  return Object.fromEntries([...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([file, ran]) => [file, ranges(ran)]));
}

/** Single lines, and the first and the last of several. */
function ranges(lines: ReadonlySet<number>): LineRange[] {
  const found: LineRange[] = [];
  let [first, last] = [0, -1];
  const close = (): void => {
    if (last >= first) found.push(first === last ? first : [first, last]);
  };
  for (const line of [...lines].sort((a, b) => a - b)) {
    if (line === last + 1) last = line;
    else {
      close();
      [first, last] = [line, line];
    }
  }
  close();
  return found;
}
