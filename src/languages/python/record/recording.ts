import type { RecordedLoad, RecordedProcess, RecordingSupport } from "../../recording.js";
import { anatomyOf, beforeLoad } from "./anatomy.js";
import { filesOfProcess } from "./files.js";
import { coldEnvironment, HOOK_FILES, hookPrefixes } from "./hooks.js";
import { importsOfProcess } from "./imports.js";
import { loadsOfProcess } from "./loads.js";
import { effectOf, observedOf } from "./observed.js";
import { LAUNCHER_SCRIPT, letIn } from "./own-bundle.js";
import { ownLog, whyNoHook } from "./own-log.js";
import { loadPhases } from "./phases.js";
import { preludeWords, readPrelude } from "./prelude.js";
import { COMPILING, type ProcessRecord, readProcessFile } from "./process-file.js";
import { pythonSites } from "./sites.js";

export const pythonRecording: RecordingSupport = {
  language: "python",
  interpreter: "Python",
  hookFiles: HOOK_FILES,
  hookPrefixes,
  processes,
  bootWords: (executable) => [executable, "-I", "-S", "-c", CLOCK],
  emptyWords: (executable) => [executable, "-c", ""],
  coldEnvironment,
  prelude: { words: preludeWords, read: readPrelude },
  sites: async (source, file) => pythonSites(source, file),
  whyNoHook,
  ownLog,
  letIn,
  launcherScript: LAUNCHER_SCRIPT,
};

const CLOCK = "import sys, time; sys.stderr.write(str(time.perf_counter_ns()))";
const NONE: ReadonlySet<string> = new Set();

function processes(written: ReadonlyMap<string, string>): RecordedProcess[] {
  const records: ProcessRecord[] = [];
  for (const [name, text] of written) {
    const record = name.endsWith(".py.jsonl") ? readProcessFile(text) : null;
    if (record !== null) records.push(record);
  }
  const known = new Map<string, ReadonlySet<string>>();
  return records
    .sort((a, b) => a.startNs - b.startNs)
    .map((record) => {
      const inherited = record.forked ? (known.get(record.startedBy) ?? NONE) : NONE;
      known.set(record.id, namesIn(record, inherited));
      const files = filesOfProcess(record);
      const { id, startedBy, pid, executable, argv, startNs } = record;
      const broughtNs = startNs - (record.enteredNs ?? startNs);
      return {
        ...{ id, startedBy, pid, executable, startNs },
        argv: argv.filter((word) => !word.endsWith("/importperf_bundle.py")),
        language: "python",
        runtime: `CPython ${record.version}`,
        thread: null,
        loads: recordedLoads(record),
        fromSource: record.events.filter((event) => event.kind === "phase" && event.phase === COMPILING).length,
        imports: importsOfProcess(record, inherited),
        files,
        ...(record.ranLater === null ? {} : { observed: observedOf(record, files) }),
        ...(record.end?.opened === undefined ? {} : { opened: record.end.opened }),
        before: new Set(record.before.keys()),
        // A killed process does not say how much of it was the collector's.
        hooksNs: broughtNs + (record.end?.oursNs ?? record.events.at(-1)?.takenNs ?? 0),
        isEntered: record.enteredNs !== null,
        beforeLoad: (module) => beforeLoad(record, module),
        anatomy: (run, bootNs) => anatomyOf(record, run, bootNs),
      };
    });
}

function recordedLoads(record: ProcessRecord): RecordedLoad[] {
  return loadsOfProcess(record).map(({ begin, end, importer, selfNs, phasesNs }) => {
    const { name: module, ns: beganNs } = begin;
    const load = { module, importer, selfNs, beganNs, isFailed: end?.failed === true, isUnfinished: end === null };
    if (end === null) return load;
    const { objects, effects } = end;
    return {
      ...load,
      phases: loadPhases(phasesNs),
      ...(objects === undefined ? {} : { objects: Math.max(0, objects) }),
      ...(effects === undefined || effects.length === 0
        ? {}
        : { effects: effects.map((effect) => effectOf(effect, record.cwd)) }),
    };
  });
}

function namesIn(record: ProcessRecord, inherited: ReadonlySet<string>): Set<string> {
  const names = new Set([...inherited, ...record.before.keys()]);
  for (const event of record.events) if (event.kind === "begin") names.add(event.name);
  return names;
}
