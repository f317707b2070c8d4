import type { ImportGraph } from "./graph.js";

/** A process with what it loaded. */
export interface ProcessNode {
  /** Index in `processes`. */
  readonly process: number;
  /** How many processes stand above it: 0 for one that no other of the graph started. */
  readonly depth: number;
  /** Sum of its loads' self times, microseconds. */
  us: number;
  /** Its loads. */
  loads: number;
}

/**
 * The processes of a graph, each behind the one that started it, in the order in which they stand in the graph. A
 * process that is said to have started itself, through others, stands on its own.
 */
export function processTree(graph: ImportGraph): ProcessNode[] {
  const { processes, loads } = graph;
  const us = new Float64Array(processes.length);
  const counts = new Float64Array(processes.length);
  for (let load = 0; load < loads.count; load++) {
    const process = loads.process[load] ?? 0;
    us[process] = (us[process] ?? 0) + (loads.selfUs[load] ?? 0);
    counts[process] = (counts[process] ?? 0) + 1;
  }
  const startedBy: number[][] = processes.map(() => []);
  const open: [number, number][] = [];
  for (const [process, { parent }] of processes.entries()) {
    if (parent === null) open.push([process, 0]);
    else startedBy[parent]?.push(process);
  }
  open.reverse();
  const tree: ProcessNode[] = [];
  const met = new Uint8Array(processes.length);
  const walk = () => {
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [process, depth] = next;
      if (met[process] === 1) continue;
      met[process] = 1;
      tree.push({ process, depth, us: us[process] ?? 0, loads: counts[process] ?? 0 });
      for (const below of (startedBy[process] ?? []).reverse()) open.push([below, depth + 1]);
    }
  };
  walk();
  for (const process of processes.keys()) {
    if (met[process] === 1) continue;
    open.push([process, 0]);
    walk();
  }
  return tree;
}

/**
 * What a process is called in a list: its command, the program without its folder; a thread's name; its number from 1
 * where neither is known.
 */
export function processLabel(graph: ImportGraph, process: number): string {
  const row = graph.processes[process];
  if (row?.thread) return row.thread;
  const [program = "", ...words] = row?.command ?? (process === 0 ? graph.command : null) ?? [];
  const command = [program.slice(Math.max(program.lastIndexOf("/"), program.lastIndexOf("\\")) + 1), ...words];
  return command.join(" ") || `process ${process + 1}`;
}
