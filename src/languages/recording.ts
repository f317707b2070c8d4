import type { Anatomy, LoadPhases, ProfileEffect, Warning } from "../graph/profile.js";
import type { Language, Manner } from "../graph/vocabulary.js";

/** "time" notes loads and their times, "trace" also every import and file, "observe" whatever costs more than that. */
export type HookMode = "time" | "trace" | "observe";

/** When a run began and ended, by the clock that the processes use too, nanoseconds. */
export interface RunSpan {
  readonly beganNs: number;
  readonly endedNs: number;
  /** We stopped the program at `endedNs`, when it had started: what its processes did later is no part of the run. */
  readonly isStopped?: boolean;
}

/** What one process of a recorded run did, whatever its language. */
export interface RecordedProcess {
  readonly language: Language;
  readonly id: string;
  /** Id of the recorded process that started this one, "" for none. */
  readonly startedBy: string;
  readonly pid: number;
  readonly executable: string;
  /** For instance "CPython 3.12.1". */
  readonly runtime: string;
  readonly argv: readonly string[];
  /** Name of the worker thread that this is, null for a whole process. */
  readonly thread: string | null;
  /** When the hooks began, by the system's monotonic clock. */
  readonly startNs: number;
  /** In the order in which they began, but what a load loaded stands right behind it. */
  readonly loads: readonly RecordedLoad[];
  /**
   * How many modules were compiled from their source because no compiled form of them was valid: 0 for a warm start.
   * Null where the runtime does not tell.
   */
  readonly fromSource?: number | null;
  /** There was nothing compiled that it could have used: it keeps none between starts, or had kept none yet. */
  readonly isCold?: boolean;
  /** Every import that ran, each place once; empty for a run that was not traced. */
  readonly imports: readonly RecordedImport[];
  /** Absent for a run that was not observed. */
  readonly observed?: Observed;
  /** Modules that were there when the hooks began; empty for a fork's child. */
  readonly before?: ReadonlySet<string>;
  /** Where modules come from, by module name; empty for a run that was not traced. */
  readonly files: ReadonlyMap<string, string | null>;
  /** Files that it opened or tried to from the hooks' beginning on; absent where that was not asked for or the runtime does not tell. */
  readonly opened?: number;
  /** What the hooks themselves took outside of the loads' times (writing what they noted), nanoseconds. */
  readonly hooksNs?: number;
  /** What bringing the hooks took is known and in `hooksNs`: they did not come as the language's hooks usually do. */
  readonly isEntered?: boolean;
  /**
   * What went by between the hooks' beginning and the first load of a module or of what is in it.
   *
   * @returns how long it took, and how much of it was other loads; null where that was not loaded
   */
  beforeLoad?(module: string): { readonly ns: number; readonly importsNs: number } | null;
  /**
   * Where the start went, if this is the run's first process.
   *
   * @param bootNs how long its interpreter takes to begin (see `bootWords`); null where that is not known
   * @returns null for a process that was killed, unless we stopped the run, or whose clock is not ours; its parts sum to
   *   the run's wall time, and for a stopped run `teardownUs` is null
   */
  anatomy(run: RunSpan, bootNs: number | null): Anatomy | null;
}

export interface RecordedLoad {
  readonly module: string;
  /** Index of the load during which this one began, -1 for none. */
  readonly importer: number;
  /** Its own time, nanoseconds, without that of the loads inside it, the collector's and the hooks'. */
  readonly selfNs: number;
  /** When it began, by the system's monotonic clock. */
  readonly beganNs?: number;
  /** Beside its own time it waited so long, for top-level await or a child process. */
  readonly waitingNs?: number;
  readonly isFailed: boolean;
  /** The process ended during it. */
  readonly isUnfinished: boolean;
  readonly phases?: LoadPhases;
  /** Of an observed run: how many objects that the collector tracks it made, without those of the loads inside it. */
  readonly objects?: number;
  /** Of an observed run: what it changed outside itself; files absolute. */
  readonly effects?: readonly ProfileEffect[];
}

/** What an observed run knows of a process beside its loads. */
export interface Observed {
  /** Modules of which code ran after their load. */
  readonly ranLater: ReadonlySet<string>;
  /** Whether it can be told that none did: not of compiled code, nor where some could have been missed. */
  canTell(module: string): boolean;
  /** Lines that ran of files that are not installed, by absolute file. */
  readonly linesRun: ReadonlyMap<string, readonly number[]>;
  /** Of those the ones that functions ran on the line of their own header; absent where that is not known. */
  readonly linesCalled?: ReadonlyMap<string, readonly number[]>;
  readonly warnings: readonly Warning[];
}

/** One import of one process, by names. */
export interface RecordedImport {
  readonly importer: string | null;
  readonly imported: string;
  readonly line: number | null;
  readonly column?: number | null;
  /** As a loader was asked for it, where that differs from the module's name. */
  readonly specifier?: string | null;
  /** The importer's file as its code names it. */
  readonly file: string | null;
  /** The imported module's file, where that can tell which of the importer's imports it was. */
  readonly importedFile?: string | null;
  readonly isDeferred: boolean;
  readonly manner: readonly Manner[];
  readonly names: readonly string[];
  /** Whether it loaded the module; it was there already otherwise. */
  readonly loaded: boolean;
  /** Of a deferred one: the modules during whose loads it ran, "" for no load; absent where that is not known. */
  readonly during?: readonly string[];
}

/** The imports that stand in one source file. */
export interface ImportSites {
  /**
   * What the source adds to an import that ran; its manners come beside those that the run knows. Several where the run
   * tells of one what stands there as more than one, in the order in which they run; empty for none there.
   */
  places(row: RecordedImport): readonly ImportPlace[];
}

export type ImportPlace = Partial<Pick<RecordedImport, "line" | "column" | "names" | "manner" | "isDeferred">>;

/** A variable of the environment that our hooks need in front of what it holds. */
export interface HookPrefix {
  readonly name: string;
  readonly prefix: string;
  /** Between it and the user's own value. */
  readonly separator: string;
}

/** What an interpreter does before hooks can begin, from a process of its own that did only this. */
export interface Prelude {
  readonly loads: readonly RecordedLoad[];
  readonly imports: readonly RecordedImport[];
  readonly files: ReadonlyMap<string, string | null>;
  /** The start files that it ran. */
  readonly pth: NonNullable<Anatomy["pth"]>;
}

/**
 * How the processes of one language are recorded. An interpreter that hooks meet and can't record (too old, another
 * implementation) is told by a file `NAME.other` in `out`: its path, a line end, and what it is ("PyPy 3.10").
 */
export interface RecordingSupport {
  readonly language: Language;
  /** What a message calls the interpreter: "Python". */
  readonly interpreter: string;
  /** The files that the hooks' folder holds: what each is called there, and in the package below `dist`. */
  readonly hookFiles: readonly { readonly name: string; readonly from: string }[];
  /**
   * What the environment of every process needs. The hooks of all languages take all of it out of their program's sight,
   * and put it into the environments of children.
   *
   * @param folder holds the hook files and a folder `out` for what processes write
   * @param separator between the folders of a search path
   */
  hookPrefixes(folder: string, mode: HookMode, separator: string): readonly HookPrefix[];
  /**
   * This language's processes of one run.
   *
   * @param written what the hooks of all languages wrote, by file name
   * @param root the project's folder, absolute
   */
  processes(written: ReadonlyMap<string, string>, root: string): RecordedProcess[];
  /**
   * What makes the interpreter start without anything that earlier starts compiled.
   *
   * @param folder an empty folder of this run's own
   */
  coldEnvironment?(folder: string): Record<string, string>;
  /** A command that does nothing: what the hooks cost before and after the program. */
  emptyWords?(executable: string): readonly string[];
  /**
   * The same command with the interpreter's own import log on stderr, for one that keeps our hooks out.
   *
   * @param file what the command's first word starts, as found on PATH, with its first line
   * @returns null where that does not work
   */
  ownLog?(words: readonly string[], file: string, firstLine: string): readonly string[] | null;
  /**
   * The same command with our hooks, for one that is known to keep them out and has a place for them.
   *
   * @param file what the command's first word starts, as found on PATH, with its text if it is a short script
   * @param folder holds the hook files
   * @returns null for any other command
   */
  letIn?(words: readonly string[], file: string, text: string, folder: string): readonly string[] | null;
  /** Of a compiled launcher that `letIn` knows as a script: the script's name beside it. */
  readonly launcherScript?: string;
  /** A command that writes the clock's nanoseconds to stderr as early as the interpreter can; null where hooks know. */
  bootWords(executable: string): readonly string[] | null;
  /**
   * A command that does what the interpreter does before hooks can begin, once more, and writes a file of what it took;
   * absent for an interpreter whose hooks see all.
   *
   * @param folder holds the hook files
   * @param out the file
   */
  readonly prelude?: {
    words(executable: string, folder: string, out: string): readonly string[];
    /** @returns null for a file that is not whole */
    read(text: string): Prelude | null;
  };
  /** The imports of a source file. */
  sites(source: Uint8Array, file: string): Promise<ImportSites>;
  /**
   * Why no hook ran in a command, from its words and the first line of the file that it starts.
   *
   * @returns null for a command that seems to be none of this language; "" where nothing is seen that keeps hooks out
   */
  whyNoHook(words: readonly string[], firstLine: string): string | null;
}
