import type { Language } from "../graph/vocabulary.js";
import type { EditedFile } from "../io/overlay-folder.js";
import type { ImportedName, Judged, Reason, Rule } from "../languages/rewriting.js";
import type { RecordedCommand } from "./recordings.js";
import type { Candidate, SetJudge } from "./search.js";
import type { RecordedStart } from "./starts.js";
import type { Statement } from "./statements.js";

/** What planning asks of a project that is to start faster; each language has one behind it (see languages.ts). */
export interface OptimizedProject {
  readonly language: Language;
  /** Proves what holds for a set of names together. */
  readonly setJudge: SetJudge;
  /** Whether a file, as a graph names it, is one that may be edited. */
  isOwn(file: string): boolean;
  /** Whether imports of functions that run while their own module loads may move into those that need them (bundlers' wrappers). */
  readonly movesFromFunctions: boolean;
  /** The names of statements that a recording saw. @param isModule whether a full name is a module's */
  names(statements: readonly Statement[], isModule: (name: string) => boolean): Promise<ImportedName[]>;
  /** Judges names by their own files and by the rest of the project. */
  judge(names: readonly ImportedName[]): Promise<Judged[]>;
  /** Whether the script that a start runs calls a name: its module is what the start is for. */
  isCalledByScript?(name: ImportedName, start: RecordedStart): boolean;
  /** The files with what is chosen of each, changed. @throws NotRewritten */
  edited(candidates: readonly Candidate[]): EditedFile[];
  /** As `git apply` takes it. */
  patch(files: readonly EditedFile[]): string;
  /** What is to be forbidden at startup once these modules are deferred: names that `perf gate` and `perf graph --check` know. @param gone from every start */
  guarded(gone: ReadonlySet<string>): Iterable<string>;
  /** Names of loaded modules by their absolute files. */
  readonly modules: ReadonlyMap<string, string>;
  /** What can be done where the program begins, beside its imports; null where nothing is asked for. */
  readonly entries: EntryEdits | null;
  /** Ends what answers for its sources. */
  close(): Promise<void>;
}

/** One kind of edit of the files in which the commands begin. */
export interface EntryEdits {
  readonly edit: "collector" | "compile-cache";
  /** What else it costs, in words. */
  readonly price?: string;
  /** Said while its gain is measured, behind the command. */
  readonly compared: string;
  /** Said where nothing is run. */
  readonly notRun: { readonly code: string; readonly message: string };
  /** What it can save at most, microseconds of one start. */
  atMostUs(recorded: RecordedCommand): number;
  /** @param files the project with all other edits */
  find(recorded: readonly RecordedCommand[], files: readonly EditedFile[]): Promise<FoundEntries>;
  /** Those files, and the edited entries; where the text of one does not allow it, without. */
  written(files: readonly EditedFile[], edits: readonly EntryEdit[]): EditedFile[];
}

export interface FoundEntries {
  readonly edits: readonly EntryEdit[];
  readonly refusals: readonly EntryRefusal[];
  /** What does the same without an edit, where no entry can be edited. */
  readonly setting?: EntrySetting;
}

/** A variable of the environment that a command is started with. */
export interface EntrySetting {
  readonly name: string;
  /** @param folder an empty one that it may fill */
  value(folder: string): string;
}

export interface EntryEdit {
  /** Relative to the root. */
  readonly file: string;
  /** What it is compiled from: there people read the edit, at its line. */
  readonly source?: string;
  readonly line: number;
  readonly importer: string;
  readonly proof: readonly Rule[];
}

export interface EntryRefusal {
  readonly file: string;
  readonly importer: string;
  readonly reason: Reason;
}
