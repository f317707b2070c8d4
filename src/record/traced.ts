import { GraphBuilder } from "../graph/builder.js";
import type { ImportGraph } from "../graph/graph.js";
import type { Warning } from "../graph/profile.js";
import type { Recorded } from "../graph/recorded.js";
import type { Language } from "../graph/vocabulary.js";
import type { ImportPlace, RecordedImport, RecordedProcess } from "../languages/recording.js";

export interface TracedGraph {
  readonly graph: ImportGraph;
  readonly warnings: readonly Warning[];
}

export interface TracedParts {
  /** The times: the loads of the timed runs. */
  readonly tree: ImportGraph;
  /** The traced run's, in the order in which they began. */
  readonly processes: readonly RecordedProcess[];
  readonly root: string;
  readonly recorded: Recorded;
  /** What the source adds to an import. */
  placesOf(language: Language, row: RecordedImport): readonly ImportPlace[];
}

/** The timed runs' loads together with the traced run's imports and files. */
export function tracedGraph({ tree, processes, root, recorded, placesOf }: TracedParts): TracedGraph {
  const { command, runtime, loads, modules, language } = tree;
  const builder = new GraphBuilder({ root, language, runtime, command, evidence: "traced", recorded });
  const files = filesOf(processes);
  const add = (name: string): number => builder.addModule(name, { file: files.get(name) ?? null });
  for (const process of tree.processes) builder.addProcess(process);
  const indices = modules.name.map(add);
  for (let load = 0; load < loads.count; load++) {
    const module = indices[loads.module[load] ?? 0] ?? 0;
    const selfUs = loads.selfUs[load] ?? 0;
    builder.addLoad(module, loads.process[load] ?? 0, loads.importer[load] ?? -1, selfUs, loads.flags[load] ?? 0);
  }
  const processOf = sameProcesses(tree, processes);
  processes.forEach((recordedProcess, at) => {
    const process = processOf[at];
    if (process === undefined) return;
    for (const row of recordedProcess.imports) {
      const places = placesOf(recordedProcess.language, row);
      for (const [at, place] of (places.length === 0 ? NOWHERE : places).entries()) {
        const names = row.names.length > 0 ? row.names : (place.names ?? []);
        const isDeferred = place.isDeferred ?? row.isDeferred;
        builder.addImport({
          importer: row.importer === null ? null : add(row.importer),
          imported: add(row.imported),
          process,
          line: place.line ?? row.line,
          column: place.column ?? row.column ?? null,
          when: isDeferred ? "deferred" : "eager",
          manner: [...new Set([...row.manner, ...(place.manner ?? [])])],
          ...(names.length === 0 ? {} : { names }),
          ran: true,
          loaded: row.loaded && at === 0,
          ...(row.during === undefined || !isDeferred ? {} : { during: row.during }),
        });
      }
    }
  });
  return { graph: builder.finish(), warnings: differences(tree, processes, processOf) };
}

/** Of an import of which the source says nothing. */
const NOWHERE: readonly ImportPlace[] = [{}];

function filesOf(processes: readonly RecordedProcess[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { files } of processes) {
    for (const [name, file] of files) if (file !== null && !found.has(name)) found.set(name, file);
  }
  return found;
}

/**
 * The tree's process that each traced one is again: the nth of the same command. A traced process without one has no
 * times, and its imports are left out.
 */
export function sameProcesses(tree: ImportGraph, processes: readonly RecordedProcess[]): (number | undefined)[] {
  const free = new Map<string, number[]>();
  tree.processes.forEach(({ command, thread }, process) => {
    const key = JSON.stringify([command, thread]);
    free.set(key, [...(free.get(key) ?? []), process]);
  });
  return processes.map(({ argv, thread }) => free.get(JSON.stringify([argv, thread]))?.shift());
}

function differences(
  tree: ImportGraph,
  processes: readonly RecordedProcess[],
  processOf: readonly (number | undefined)[],
): Warning[] {
  const warnings: Warning[] = [];
  const strangers = processOf.filter((process) => process === undefined).length;
  if (strangers > 0) {
    const message = `${strangers} of the traced run's processes did not run in the timed ones; their imports are left out`;
    warnings.push({ code: "traced-run-differs", message });
  }
  const timed = new Set(tree.modules.name);
  const traced = new Set<string>();
  processes.forEach(({ loads }, at) => {
    if (processOf[at] !== undefined) for (const { module } of loads) traced.add(module);
  });
  const missing = [...timed].filter((name) => !traced.has(name));
  const more = [...traced].filter((name) => !timed.has(name));
  if (missing.length + more.length > 0) {
    const message = `the traced run loaded other modules than the timed ones:${listed(" without ", missing)}${listed(" also ", more)}`;
    warnings.push({ code: "traced-run-differs", message });
  }
  return warnings;
}

function listed(word: string, names: readonly string[]): string {
  if (names.length === 0) return "";
  return `${word}${names.slice(0, 5).join(", ")}${names.length > 5 ? ` and ${names.length - 5} more` : ""}`;
}
