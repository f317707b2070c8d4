import type { Anatomy, LoadPhases } from "../graph/profile.js";
import type { Language, Manner } from "../graph/vocabulary.js";

/** "time" notes loads and their times, "trace" also every import and file. */
export type HookMode = "time" | "trace";

/** When a run began and ended, by the clock that the processes use too, nanoseconds. */
export interface RunSpan {
  readonly beganNs: number;
  readonly endedNs: number;
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
  /** Every import that ran, each place once; empty for a run that was not traced. */
  readonly imports: readonly RecordedImport[];
  /** Modules that were there when the hooks began; empty for a fork's child. */
  readonly before?: ReadonlySet<string>;
  /** Where modules come from, by module name; empty for a run that was not traced. */
  readonly files: ReadonlyMap<string, string | null>;
  /**
   * Where the start went, if this is the run's first process.
   *
   * @param bootNs how long its interpreter takes to begin (see `bootWords`); null where that is not known
   * @returns null for a process that was killed, or whose clock is not ours
   */
  anatomy(run: RunSpan, bootNs: number | null): Anatomy | null;
}

export interface RecordedLoad {
  readonly module: string;
  /** Index of the load during which this one began, -1 for none. */
  readonly importer: number;
  /** Its own time, nanoseconds, without that of the loads inside it, the collector's and the hooks'. */
  readonly selfNs: number;
  readonly isFailed: boolean;
  /** The process ended during it. */
  readonly isUnfinished: boolean;
  readonly phases?: LoadPhases;
}

/** One import of one process, by names. */
export interface RecordedImport {
  readonly importer: string | null;
  readonly imported: string;
  readonly line: number | null;
  readonly column?: number | null;
  /** The importer's file as its code names it. */
  readonly file: string | null;
  readonly isDeferred: boolean;
  readonly manner: readonly Manner[];
  readonly names: readonly string[];
  /** Whether it loaded the module; it was there already otherwise. */
  readonly loaded: boolean;
}

/** What an interpreter does before hooks can begin, from a process of its own that did only this. */
export interface Prelude {
  readonly loads: readonly RecordedLoad[];
  readonly imports: readonly RecordedImport[];
  readonly files: ReadonlyMap<string, string | null>;
  /** The start files that it ran. */
  readonly pth: NonNullable<Anatomy["pth"]>;
}

/** How the processes of one language are recorded. */
export interface RecordingSupport {
  readonly language: Language;
  /** What a message calls the interpreter: "Python". */
  readonly interpreter: string;
  /** The files that the hooks' folder holds: what each is called there, and in the package below `dist`. */
  readonly hookFiles: readonly { readonly name: string; readonly from: string }[];
  /**
   * What the command's environment needs beside its own.
   *
   * @param folder holds the hook files and a folder `out` for what processes write
   * @param separator between the folders of a search path
   */
  hookEnvironment(
    folder: string,
    mode: HookMode,
    environment: Readonly<Record<string, string | undefined>>,
    separator: string,
  ): Record<string, string>;
  /**
   * This language's processes of one run.
   *
   * @param written what the hooks of all languages wrote, by file name
   * @param root the project's folder, absolute
   */
  processes(written: ReadonlyMap<string, string>, root: string): RecordedProcess[];
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
  /** The column of an import of a module in a line of source, null where that can't be told. */
  columnOf(line: string, imported: string): number | null;
  /**
   * Why no hook ran in a command, from its words and the first line of the file that it starts.
   *
   * @returns null for a command that seems to be none of this language; "" where nothing is seen that keeps hooks out
   */
  whyNoHook(words: readonly string[], firstLine: string): string | null;
}
