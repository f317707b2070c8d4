/** What the judge of a file's own uses is told beside the file. */
export interface Situation {
  /** The lowest Python that must run the file: 3.14 and later evaluate annotations only when asked. */
  readonly floor: readonly [major: number, minor: number];
  /** The minor version of the Python that was recorded: what older ones pass over counts only there. */
  readonly runtime: number;
  /** Names of the modules and packages in the file's own folder, where it is a package's `__init__`; else null. */
  readonly submodules: ReadonlySet<string> | null;
  /**
   * The name by which the file's functions can import the module that they stand in; `OWN_GLOBALS` where that might be another one, and null
   * where its text may run again in the same globals.
   */
  readonly ownName: string | null;
  /** The first place outside of the file that may evaluate its annotations: files that import it and use a reader of them. */
  readonly annotationReader: Where | null;
  /** Names of methods that run at a moment that is not theirs, called by other files (`FileFacts.lateCalls`), with a place each. */
  readonly lateCalls: ReadonlyMap<string, Where>;
  /** Full names of the project's decorators that only call what they decorate (`wrapperNames`). */
  readonly wrappers: ReadonlySet<string>;
  /**
   * What the star imports of the file bind, by their lines, as name to what it stands for ("module.name", for comparison only);
   * a line is missing where that is not known for certain.
   */
  readonly starNames: ReadonlyMap<number, ReadonlyMap<string, string>>;
  /**
   * All that they may bind, whatever happens, by their lines: also what stands under a condition, and of a package without `__all__` its
   * modules, which are names of it once they are loaded; a line is missing where that can't be told.
   */
  readonly starMayBind: ReadonlyMap<number, ReadonlySet<string>>;
  /** The file is only ever run by the very interpreter that was recorded, and what it imports is that one's too: what was found is found. */
  readonly isOfLibrary?: boolean;
}

export interface Where {
  readonly file: string;
  readonly line: number;
}

export const NO_SITUATION: Situation = {
  floor: [3, 8],
  runtime: 8,
  submodules: null,
  ownName: null,
  annotationReader: null,
  lateCalls: new Map(),
  wrappers: new Set(),
  starNames: new Map(),
  starMayBind: new Map(),
};
