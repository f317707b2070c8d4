import type { ImportGraph } from "../graph/graph.js";

/** The loads of a process: those from `first` up to, not including, `end`. */
export interface ProcessLoads {
  process: number;
  first: number;
  end: number;
}

/** The processes that loaded anything, in order. */
export function processLoads(graph: ImportGraph): ProcessLoads[] {
  const { count, process } = graph.loads;
  const found: ProcessLoads[] = [];
  for (let load = 0; load < count; load++) {
    const of = process[load] ?? 0;
    const last = found[found.length - 1];
    if (last?.process === of) last.end = load + 1;
    else found.push({ process: of, first: load, end: load + 1 });
  }
  return found;
}

/** A process's command where it is known, its number otherwise. */
export function processName(graph: ImportGraph, process: number): string {
  const row = graph.processes[process];
  const command = row?.command ?? (process === 0 ? graph.command : null);
  const name = command === null || command.length === 0 ? `process ${process}` : command.join(" ");
  return row?.thread ? `${name} (${row.thread})` : name;
}
