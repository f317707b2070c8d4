/** A Python program as bundlers take it: gathered once, the same for all of them. */
export interface PythonProgram {
  readonly language: "python";
  /** What the program is called: a file name, as on the command line (`gefyra`). */
  readonly name: string;
  readonly entry: PythonEntry;
  readonly interpreter: PythonInterpreter;
  /**
   * An absolute folder that is as a site-packages of this program alone: its own modules and the distributions that it needs, with
   * data files, extension modules and metadata, as sources. Only read.
   */
  readonly modules: string;
  /** A script of three lines that starts the entry and imports it by name; absolute, outside `modules`. */
  readonly script: string;
  /** How it starts without a bundle, before its own arguments; absolute paths. */
  readonly unbundled: readonly string[];
  /** What starts of it with the arguments that count had loaded when they ended, the standard library's too. */
  readonly started: readonly StartedModule[];
  /** Regular expressions that those starts had compiled, each of them in both of two runs. */
  readonly patterns: readonly StartedPattern[];
  /** Distributions in `modules`, by the names of their metadata. */
  readonly distributions: readonly GatheredDistribution[];
  /** Modules in `modules` that a recorded start loaded by names that no import statement has: bundlers can't see them. */
  readonly hidden: readonly string[];
  /** Top-level packages in `modules` that have files other than Python's. */
  readonly packagesWithData: readonly string[];
  /** Top-level packages and modules in `modules` that no import reaches; left out where the user asked for it, else empty. */
  readonly excluded: readonly string[];
  /** Whether our own bundles may rest the garbage collector while they import and freeze what is left as they end. */
  readonly freezes: boolean;
  /** Where our own bundles have other sources than `modules` and the interpreter's library. */
  readonly edited?: EditedCopies;
  /** Whether our own bundles start without asserts (`-O`). */
  readonly isWithoutAsserts?: boolean;
  /** A distribution file (wheel or sdist) for bundlers that embed one; null where none was given. */
  readonly distribution: string | null;
}

export interface GatheredDistribution {
  readonly name: string;
  readonly version: string | null;
  /** The folder (or file) of its metadata in `modules` (`PyYAML-6.0.dist-info`). */
  readonly metadata: string;
  /** Top-level names of its modules. */
  readonly modules: readonly string[];
}

/** Sources of a program's copies in which imports are deferred. */
export interface EditedCopies {
  /** An absolute folder with the edited files alone, as they lie in `modules`, or in the interpreter's library. */
  readonly folder: string;
  /** Of those the ones of the interpreter's library, relative. */
  readonly standard: readonly string[];
}

/** A module as a process that ended held it. */
export interface StartedModule {
  readonly name: string;
  /** Absolute; null for what comes from no file. */
  readonly file: string | null;
  /** The class of its loader. */
  readonly loader: string;
  readonly package: boolean;
  /** It was there before the program's first line: the interpreter, `site` or a `.pth` file had loaded it. */
  readonly early: boolean;
}

/** A regular expression as a process that ended had it compiled. */
export interface StartedPattern {
  /** Of bytes: as Latin-1. */
  readonly text: string;
  readonly isBytes: boolean;
  /** As they were asked for, without those that the text sets. */
  readonly flags: number;
}

/** A function of a module that takes no arguments, as entry points name it, or a file to run. */
export type PythonEntry = { readonly module: string; readonly function: string } | { readonly file: string };

export interface PythonInterpreter {
  /** Of the environment in which the program was found; absolute. */
  readonly executable: string;
  /** The interpreter under that environment; absolute. */
  readonly base: string;
  readonly version: readonly [number, number, number];
  /** For instance "CPython". */
  readonly implementation: string;
}

/** A Node program as bundlers take it. */
export interface NodeProgram {
  readonly language: "javascript";
  readonly name: string;
  /** The script that starts it, absolute. */
  readonly file: string;
  /** The nearest folder above it with a package.json; absolute. */
  readonly folder: string;
  /** The node that runs it, absolute, and its version. */
  readonly node: string;
  readonly version: readonly [number, number, number];
  readonly isModule: boolean;
}

/** What a bundler built. */
export interface BundleBuilt {
  /** The one file or folder that is shipped, within the folder that was given; absolute. */
  readonly path: string;
  /** What starts it, before the program's own arguments; absolute paths. */
  readonly command: readonly string[];
  /** What the machine that runs it must have, in a few words ("CPython 3.11", "nothing"). */
  readonly needs: string;
}

/** What bundlers may do to the machine; a fake in tests. */
export interface BundleTools {
  /**
   * Runs a command to its end; what it prints goes to the bundler's log file.
   *
   * @throws UserError `bundler-failed` with its last lines and the log's place, `bundler-timeout`
   */
  run(
    words: readonly string[],
    options?: { readonly cwd?: string; readonly environment?: Readonly<Record<string, string>> },
  ): Promise<void>;
  /** The first line that a command prints with exit code 0, else null; for versions. */
  ask(words: readonly string[]): Promise<string | null>;
  /** A program of PATH, or one beside the program's interpreter, absolute; null where there is none. */
  which(name: string): string | null;
  exists(path: string): boolean;
  /** Folders in or above whose `node_modules` packages are looked for, beside the program's own: the user's and ours. */
  readonly places: readonly string[];
  /** A script of ours that another interpreter runs, by its name (`esbuild.cjs`); absolute. */
  script(name: string): string;
  /** A folder for what is needed while building, removed afterwards; absolute. */
  readonly scratch: string;
  write(path: string, text: string, isExecutable?: boolean): void;
  /** The text of a file, as UTF-8. */
  read(path: string): string;
  /**
   * Copies a file, or a folder with all in it, to where nothing is; all that is made has the time of the build (`SOURCE_DATE_EPOCH`).
   *
   * @param without names directly in the folder that are left out
   */
  copy(from: string, to: string, without?: readonly string[]): void;
  move(from: string, to: string): void;
  /** A symbolic link with this text. */
  link(path: string, text: string): void;
}

/** Found with its version, or why it can't be used here, ending in the command that installs what is missing. */
export type BundlerFound = { readonly version: string } | { readonly skipped: string };

/** One way to bundle programs of one language. */
export interface Bundler<Program extends PythonProgram | NodeProgram> {
  /** As `--with` names it. */
  readonly kind: string;
  /** It lays out what is asked for our own bundles alone: edited copies, a start without asserts. */
  readonly isOurs?: true;
  find(program: Program, tools: BundleTools): Promise<BundlerFound>;
  /**
   * Builds into an empty folder.
   *
   * @throws UserError of `tools.run`; then nothing of the folder is kept
   */
  build(program: Program, into: string, tools: BundleTools): Promise<BundleBuilt>;
}
