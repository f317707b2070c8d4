/** What one Python process wrote while it was recorded; `tracer.py` says what its lines mean. Times are nanoseconds. */
export interface ProcessRecord {
  readonly id: string;
  /** Id of the recorded process that started this one, "" for none. */
  readonly startedBy: string;
  readonly pid: number;
  readonly forked: boolean;
  readonly executable: string;
  /** For instance "3.12.1". */
  readonly version: string;
  readonly argv: readonly string[];
  readonly cwd: string | null;
  /** When the hooks began, by the system's monotonic clock. */
  readonly startNs: number;
  /** Of a bundle of ours: when what brings the hooks began; the interpreter was ready then. Null elsewhere. */
  readonly enteredNs: number | null;
  /** Processor time of the main thread until then. */
  readonly startCpuNs: number;
  /** Modules that were there before the hooks, with their files where the run was traced. */
  readonly before: ReadonlyMap<string, string | null>;
  readonly statements: ReadonlyMap<number, Statement>;
  readonly events: readonly LoadEvent[];
  /** Modules of which a function ran after their load; null for a run that did not observe this. */
  readonly ranLater: ReadonlySet<string> | null;
  /** Lines of the application's files that ran, by the name that code has for the file. */
  readonly linesRun: ReadonlyMap<string, readonly number[]>;
  /** Of those the ones that functions ran on the line of their own header: they were called. */
  readonly linesCalled: ReadonlyMap<string, readonly number[]>;
  /** The program traced itself, so that what ran meanwhile is missing. */
  readonly isSelfTraced: boolean;
  /** Null for a process that was killed. */
  readonly end: ProcessEnd | null;
}

/** An import statement that ran, or a call that imports. */
export interface Statement {
  readonly importer: string | null;
  readonly line: number | null;
  readonly isInFunction: boolean;
  /** Not a statement: `importlib.import_module`, `__import__`, C code. */
  readonly isDynamic: boolean;
  /** Full name of the module that it names. */
  readonly name: string;
  readonly fromlist: readonly string[];
  /** Those of the fromlist that are modules; null where the process did not live to say. */
  submodules: readonly string[] | null;
  readonly file: string | null;
  /** Of one in a function: the modules during whose loads it ran, "" for no load. */
  readonly during: string[];
}

export type LoadEvent = LoadBegin | LoadPhase | LoadEnd;

interface LoadMoment {
  readonly thread: number;
  readonly ns: number;
  /** Time so far that went to the collector and to the tracer itself. */
  readonly takenNs: number;
  /** Processor time of the main thread, for its outermost loads; -1 elsewhere. */
  readonly cpuNs: number;
}

export interface LoadBegin extends LoadMoment {
  readonly kind: "begin";
  readonly name: string;
  /** Key in `statements`, -1 for none. */
  readonly statement: number;
}

/** The thread's innermost load goes on to another phase; each begins by finding. */
export interface LoadPhase extends LoadMoment {
  readonly kind: "phase";
  readonly phase: Phase;
}

export type Phase = 0 | 1 | 2 | 3;

/** Numbers of phases. Reading is to read and unmarshal a valid `.pyc`, compiling is to write one too. */
export const FINDING = 0;
export const READING = 1;
export const COMPILING = 2;
export const EXECUTING = 3;

export interface LoadEnd extends LoadMoment {
  readonly kind: "end";
  readonly failed: boolean;
  readonly file: string | null;
  /** Of an observed run: how many objects that the collector tracks the load made, without those of its loads. */
  readonly objects?: number;
  readonly effects?: readonly EffectLine[];
}

/** kind, what, whose state it is, whether it is confined, file, line; true where another load may have done it instead. */
export type EffectLine = readonly [string, string, string | null, boolean, string, number, true?];

export interface ProcessEnd {
  readonly ns: number;
  /** -1 where another thread than the main one ended the process. */
  readonly cpuNs: number;
  readonly collectorNs: number;
  readonly collections: number;
  /** What the tracer took for writing. */
  readonly oursNs: number;
  /** Files that were opened or tried; absent where they were not counted. */
  readonly opened?: number;
  readonly mainFile: string | null;
  /** For `python -m x`: "x" or "x.__main__". */
  readonly mainName: string | null;
}

/**
 * Reads what a process wrote. A last line that was cut off by the process's end is left out.
 *
 * @returns null for a file without a first line
 */
export function readProcessFile(text: string): ProcessRecord | null {
  const statements = new Map<number, Statement>();
  const events: LoadEvent[] = [];
  const observed = new Map<number, { objects: number; effects: readonly EffectLine[] }>();
  const ranLater = new Set<string>();
  const linesRun = new Map<string, number[]>();
  const linesCalled = new Map<string, number[]>();
  let isSelfTraced = false;
  let first: FirstLine | null = null;
  let end: ProcessEnd | null = null;
  for (const line of text.split("\n")) {
    const row = parsed(line);
    switch (row?.[0]) {
      case "p":
        first = row[1] as FirstLine;
        break;
      case "s": {
        const [, id, importer, at, isInFunction, isDynamic, name, fromlist, file] = row as StatementLine;
        const statement = {
          importer,
          line: at,
          isInFunction,
          isDynamic,
          name,
          fromlist,
          submodules: null,
          file,
          during: [],
        };
        statements.set(id, statement);
        break;
      }
      case "m": {
        const statement = statements.get(row[1] as number);
        if (statement !== undefined) statement.submodules = row[2] as string[];
        break;
      }
      case "d":
        statements.get(row[1] as number)?.during.push(row[2] as string);
        break;
      case "b": {
        const [, thread, ns, takenNs, name, statement, cpuNs] = row as BeginLine;
        events.push({ kind: "begin", thread, ns, takenNs, name, statement, cpuNs });
        break;
      }
      case "t": {
        const [, thread, ns, takenNs, phase] = row as PhaseLine;
        events.push({ kind: "phase", thread, ns, takenNs, phase, cpuNs: -1 });
        break;
      }
      case "e": {
        const [, thread, ns, takenNs, failed, file, cpuNs] = row as EndLine;
        events.push({ kind: "end", thread, ns, takenNs, failed: failed === 1, file, cpuNs, ...observed.get(thread) });
        observed.delete(thread);
        break;
      }
      case "o": {
        const [, thread, objects, effects] = row as ObservedLine;
        observed.set(thread, { objects, effects });
        break;
      }
      case "r":
        for (const name of row[1] as string[]) ranLater.add(name);
        break;
      case "l":
      case "c": {
        const [kind, file, lines] = row as ["l" | "c", string, number[]];
        const known = kind === "l" ? linesRun : linesCalled;
        known.set(file, [...(known.get(file) ?? []), ...lines]);
        break;
      }
      case "u":
        isSelfTraced = true;
        break;
      case "x":
        end = endOf(row[1] as LastLine);
        break;
    }
  }
  if (first === null) return null;
  if (end !== null) for (const statement of statements.values()) statement.submodules ??= [];
  const { id, startedBy, pid, forked, executable, version, argv, cwd, ns, entered, cpu, loaded, files } = first;
  const before = new Map(loaded.map((name, at) => [name, files[at] ?? null]));
  const known = {
    id,
    startedBy,
    pid,
    forked,
    executable,
    version,
    argv,
    cwd,
    startNs: ns,
    enteredNs: entered ?? null,
    startCpuNs: cpu,
  };
  const more = { ranLater: first.mode === "observe" ? ranLater : null, linesRun, linesCalled, isSelfTraced };
  return { ...known, ...more, before, statements, events, end };
}

type StatementLine = ["s", number, string | null, number | null, boolean, boolean, string, string[], string | null];
type BeginLine = ["b", number, number, number, string, number, number];
type PhaseLine = ["t", number, number, number, Phase];
type ObservedLine = ["o", number, number, EffectLine[]];
type EndLine = ["e", number, number, number, number, string | null, number];

interface FirstLine {
  id: string;
  startedBy: string;
  pid: number;
  forked: boolean;
  mode: string;
  executable: string;
  version: string;
  argv: string[];
  cwd: string | null;
  ns: number;
  entered?: number | null;
  cpu: number;
  loaded: string[];
  files: (string | null)[];
}

interface LastLine {
  ns: number;
  cpu: number;
  collector: number;
  collections: number;
  ours: number;
  opened?: number;
  main: string | null;
  mainName: string | null;
}

function endOf({ ns, cpu, collector, collections, ours, opened, main, mainName }: LastLine): ProcessEnd {
  return {
    ns,
    cpuNs: cpu,
    collectorNs: collector,
    collections,
    oursNs: ours,
    ...(opened === undefined ? {} : { opened }),
    mainFile: main,
    mainName,
  };
}

function parsed(line: string): unknown[] | null {
  if (line === "") return null;
  try {
    const row: unknown = JSON.parse(line);
    return Array.isArray(row) ? row : null;
  } catch {
    return null;
  }
}
