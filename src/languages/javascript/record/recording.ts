import type { RecordedImport, RecordedLoad, RecordedProcess, RecordingSupport } from "../../recording.js";
import { nameModules } from "../names.js";
import type { FileSystem } from "../resolve/file-system.js";
import { Resolver } from "../resolve/resolver.js";
import { asPath } from "../urls.js";
import { anatomyOf } from "./anatomy.js";
import { type Edge, edgesOf } from "./edges.js";
import { coldEnvironment, HOOK_FILES, hookPrefixes, whyNoHook } from "./hooks.js";
import type { NodeLoad } from "./load-table.js";
import { observedOf } from "./observed.js";
import { inTreeOrder } from "./order.js";
import { type NodeRecord, readNodeFile } from "./process-file.js";
import { javascriptSites } from "./sites.js";
import { type Timeline, timelineOf } from "./timeline.js";

/**
 * @param versionOf the version in the package.json of a package's folder, null where there is none
 * @param system where the sources' imports lead; null for what their names alone tell
 */
export function nodeRecording(
  versionOf: (folder: string) => string | null,
  system: FileSystem | null = null,
): RecordingSupport {
  // Made when it is needed first, and kept: all sources of a recording are read at its end.
  let resolver: Resolver | null = null;
  const resolverOf = (): Resolver | null => {
    if (system !== null) resolver ??= new Resolver(system);
    return resolver;
  };
  return {
    language: "javascript",
    interpreter: "Node",
    hookFiles: HOOK_FILES,
    hookPrefixes,
    processes: (written, root) => processes(written, root, versionOf),
    bootWords: () => null,
    emptyWords: (executable) => [executable, "-e", "0"],
    coldEnvironment,
    sites: (source, file) => javascriptSites(source, file, resolverOf()),
    whyNoHook,
  };
}

interface Read {
  readonly record: NodeRecord;
  readonly timeline: Timeline;
  readonly edges: readonly Edge[];
}

function processes(
  written: ReadonlyMap<string, string>,
  root: string,
  versionOf: (folder: string) => string | null,
): RecordedProcess[] {
  const found: Read[] = [];
  for (const [name, text] of written) {
    const record = name.endsWith(".js.jsonl") ? readNodeFile(text) : null;
    if (record === null) continue;
    const timeline = timelineOf(record);
    found.push({ record, timeline, edges: edgesOf(record, timeline) });
  }
  found.sort((a, b) => a.record.startNs - b.record.startNs);
  const keys = new Set<string>();
  for (const { timeline, edges } of found) {
    for (const { key } of timeline.loads) keys.add(key);
    for (const { importer, imported } of edges) keys.add(importer).add(imported);
  }
  const ids = [...keys];
  const names = nameModules(ids, { root, versionOf });
  const nameOf = new Map(ids.map((id, at) => [id, names[at] ?? id]));
  const mains = new Map<number, string>();
  for (const { record } of found) if (record.thread === null) mains.set(record.pid, record.id);
  return found.map((read) => processOf(read, nameOf, mains));
}

function processOf(
  { record, timeline, edges }: Read,
  nameOf: ReadonlyMap<string, string>,
  mains: ReadonlyMap<number, string>,
): RecordedProcess {
  const { id, pid, executable, argv, thread, startNs } = record;
  const name = (key: string): string => nameOf.get(key) ?? key;
  const loads = inTreeOrder(timeline.loads);
  const observed = record.mode === "observe" ? observedOf(record, name) : null;
  const startedBy = thread === null ? record.startedBy : (mains.get(pid) ?? record.startedBy);
  return {
    language: "javascript",
    ...{ id, startedBy, pid, executable, argv, thread, startNs },
    runtime: `Node.js ${record.version}`,
    loads: loads.map((load) => recordedLoad(load, name, startNs)),
    imports: edges.map((edge) => recordedImport(edge, name)),
    ...(observed === null ? {} : { observed }),
    ...compiledIn(record, loads),
    files: new Map(loads.map(({ key }) => [name(key), fileOf(key)])),
    anatomy: (run) => anatomyOf(record, timeline, run),
  };
}

/** What was compiled from its source, where that is known: Node does not say which modules its cache had. */
function compiledIn({ end }: NodeRecord, loads: readonly NodeLoad[]): Pick<RecordedProcess, "fromSource" | "isCold"> {
  const keepsItself = loads.some(({ key }) => OWN_CACHE.test(key));
  if (end === null || keepsItself || (end.kept ?? 0) > 0) return { fromSource: null };
  return { fromSource: loads.filter(({ key }) => fileOf(key) !== null && !NO_CODE.test(key)).length, isCold: true };
}

/** A package by which programs keep compiled code themselves. */
const OWN_CACHE = /[\\/]node_modules[\\/]v8-compile-cache(?:-lib)?[\\/]/;
const NO_CODE = /\.(?:json|node|wasm)$/;

function recordedLoad(load: NodeLoad, name: (key: string) => string, startNs: number): RecordedLoad {
  const { key, importer, ns, state, waitingNs, beganNs } = load;
  const us = (of: number): number => Math.round(of / 1000);
  return {
    module: name(key),
    importer,
    selfNs: ns.resolve + ns.read + ns.compile + ns.evaluate,
    beganNs: startNs + beganNs,
    ...(waitingNs > 0 ? { waitingNs } : {}),
    isFailed: state === "failed",
    isUnfinished: state === "loading",
    phases: { resolveUs: us(ns.resolve), readUs: us(ns.read), compileUs: us(ns.compile), evaluateUs: us(ns.evaluate) },
  };
}

function recordedImport(edge: Edge, name: (key: string) => string): RecordedImport {
  const { line, column, specifier, isInFunction, isDynamic, loaded, during } = edge;
  return {
    importer: name(edge.importer),
    imported: name(edge.imported),
    line,
    column,
    specifier,
    file: fileOf(edge.importer),
    importedFile: fileOf(edge.imported),
    isDeferred: isInFunction,
    manner: isDynamic ? ["dynamic"] : [],
    names: [],
    loaded,
    ...(during === null ? {} : { during: during.map((key) => (key === "" ? "" : name(key))) }),
  };
}

/** Null for what is no file: a built-in, a data: URL. */
function fileOf(key: string): string | null {
  if (key.startsWith("node:")) return null;
  return asPath(key)?.path.replace(/[?#].*$/, "") ?? null;
}
