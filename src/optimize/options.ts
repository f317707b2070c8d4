import type { EditKind } from "../languages/rewriting.js";

export interface StartupCommand {
  readonly words: readonly string[];
  /** How much it counts beside the others. */
  readonly weight: number;
}

/** A folder of copies that nothing but one bundle loads: a program with all that it needs, the standard library too. */
export interface CopiedGround {
  /** Files of the project, relative to it, that are copies of the interpreter's own library. */
  readonly standard: ReadonlySet<string>;
  /** Those of them that are not changed. */
  readonly fixed: ReadonlySet<string>;
  /** Code from elsewhere may come in and use what is here. */
  readonly isOpen: boolean;
}

export interface OptimizeOptions {
  readonly tool: string;
  /** The package's folder. */
  readonly packageRoot: string;
  /** Absolute: whose files may be changed. */
  readonly project: string;
  /** Absolute: where the commands run. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly commands: readonly StartupCommand[];
  /** Profiles to plan from instead of recording, in the order of the commands. */
  readonly profiles: readonly string[];
  /** Timed runs of each command. */
  readonly runs: number;
  /** Whether edited code is run to measure it. */
  readonly run: boolean;
  /** Microseconds that a set of edits has to save; null for what is usual. */
  readonly minSavingUs: number | null;
  /** Codes of reasons that are no refusals. */
  readonly accept: ReadonlySet<string>;
  /** Modules and distributions that stay as they are. */
  readonly keep: readonly string[];
  /** The one kind of edit that is wanted; null for the best of each. */
  readonly style: EditKind | null;
  readonly collector: boolean;
  /** Whether what sources say is kept in the user's cache folder for the next plan. */
  readonly cache: boolean;
  readonly allowSitePackages: boolean;
  /** Whether, and with which tests, the edited project is verified in a copy. */
  /** Where the project is no project of anybody's. */
  readonly copied?: CopiedGround;
  readonly verify: { readonly test: string | null } | null;
  readonly write: WriteOptions | null;
  readonly say: (text: string) => void;
  readonly onRun: (run: number, of: number) => void;
  readonly stop: AbortSignal;
}

export interface WriteOptions {
  readonly allowDirty: boolean;
  /** Whether what is deferred is added to the settings' `forbid`. */
  readonly guard: boolean;
}
