import { GraphBuilder } from "../../../graph/builder.js";
import type { ImportGraph } from "../../../graph/graph.js";
import type { Warning } from "../../../graph/profile.js";
import type { Recorded } from "../../../graph/recorded.js";
import { importsOfProcess } from "./imports.js";
import type { ProcessRecord } from "./process-file.js";

export interface TracedGraph {
  readonly graph: ImportGraph;
  readonly warnings: readonly Warning[];
}

export interface TracedParts {
  /** The times: the loads of the timed runs. */
  readonly tree: ImportGraph;
  /** The traced run, its processes in the order in which they began. */
  readonly records: readonly ProcessRecord[];
  readonly root: string;
  readonly recorded: Recorded;
  /** The column of an import in a line of a file, null where that can't be told; both by the file's absolute path. */
  columnOf(file: string, line: number, name: string): number | null;
}

/** The timed runs' loads together with the traced run's imports and files. */
export function tracedGraph({ tree, records, root, recorded, columnOf }: TracedParts): TracedGraph {
  const { command, runtime, loads, modules } = tree;
  const builder = new GraphBuilder({ root, language: "python", runtime, command, evidence: "traced", recorded });
  const files = filesOf(records);
  const add = (name: string): number => builder.addModule(name, { file: files.get(name) ?? null });
  for (const process of tree.processes) builder.addProcess(process);
  const indices = modules.name.map(add);
  for (let load = 0; load < loads.count; load++) {
    const module = indices[loads.module[load] ?? 0] ?? 0;
    const selfUs = loads.selfUs[load] ?? 0;
    builder.addLoad(module, loads.process[load] ?? 0, loads.importer[load] ?? -1, selfUs, loads.flags[load] ?? 0);
  }
  const processOf = sameProcesses(tree, records);
  const known = new Map<string, ReadonlySet<string>>();
  records.forEach((record, at) => {
    const inherited = record.forked ? (known.get(record.startedBy) ?? NONE) : NONE;
    known.set(record.id, namesIn(record, inherited));
    const process = processOf[at];
    if (process === undefined) return;
    for (const row of importsOfProcess(record, inherited)) {
      const column = row.line === null || row.file === null ? null : columnOf(row.file, row.line, row.imported);
      builder.addImport({
        importer: row.importer === null ? null : add(row.importer),
        imported: add(row.imported),
        process,
        line: row.line,
        column,
        when: row.isDeferred ? "deferred" : "eager",
        manner: row.manner,
        ...(row.names.length === 0 ? {} : { names: row.names }),
        ran: true,
        loaded: row.loaded,
      });
    }
  });
  return { graph: builder.finish(), warnings: differences(tree, records, processOf) };
}

const NONE: ReadonlySet<string> = new Set();

function namesIn(record: ProcessRecord, inherited: ReadonlySet<string>): Set<string> {
  const names = new Set([...inherited, ...record.before.keys()]);
  for (const event of record.events) if (event.kind === "begin") names.add(event.name);
  return names;
}

/** Where modules come from: what they say themselves, and for the program's own file what its statements say. */
function filesOf(records: readonly ProcessRecord[]): Map<string, string | null> {
  const files = new Map<string, string | null>();
  const keep = (name: string, file: string | null): void => {
    if (file !== null && !files.has(name)) files.set(name, file);
  };
  for (const record of records) {
    for (const [name, file] of record.before) keep(name, file);
    const open = new Map<number, string[]>();
    for (const event of record.events) {
      const stack = open.get(event.thread) ?? [];
      open.set(event.thread, stack);
      if (event.kind === "begin") stack.push(event.name);
      else keep(stack.pop() ?? "", event.file);
    }
    const main = [...record.statements.values()].find(({ importer, file }) => importer === "__main__" && isFile(file));
    keep("__main__", record.end?.mainFile ?? (main?.file == null ? null : absolute(main.file, record.cwd)));
  }
  return files;
}

function isFile(file: string | null): boolean {
  return file !== null && !file.startsWith("<");
}

function absolute(file: string, cwd: string | null): string {
  return /^(?:[\\/]|[A-Za-z]:)/.test(file) || cwd === null ? file : `${cwd}/${file}`;
}

/**
 * The tree's process that each traced one is again: the nth of the same command. A traced process without one has no
 * times, and its imports are left out.
 */
function sameProcesses(tree: ImportGraph, records: readonly ProcessRecord[]): (number | undefined)[] {
  const free = new Map<string, number[]>();
  tree.processes.forEach(({ command }, process) => {
    const key = JSON.stringify(command);
    free.set(key, [...(free.get(key) ?? []), process]);
  });
  return records.map(({ argv }) => free.get(JSON.stringify(argv))?.shift());
}

function differences(
  tree: ImportGraph,
  records: readonly ProcessRecord[],
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
  records.forEach((record, at) => {
    if (processOf[at] === undefined) return;
    for (const event of record.events) if (event.kind === "begin") traced.add(event.name);
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
