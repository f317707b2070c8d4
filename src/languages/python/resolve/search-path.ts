/** Where an interpreter looks for modules, as `io/` asks it; paths are absolute, with `/`. */
export interface PythonSearchPath {
  /** For instance "CPython 3.12.1". */
  readonly runtime: string;
  /** Folder of the standard library. */
  readonly stdlib: string;
  /** `sys.path` in order, without the program's own folder: folders, and zip files as `python311.zip`. */
  readonly folders: readonly string[];
  /** Those of them where distributions are installed, or that `.pth` files there name. */
  readonly installed: readonly string[];
  /** File endings of a module in the order in which the interpreter tries them, extension modules first. */
  readonly suffixes: readonly string[];
  /** Compiled into the interpreter: found before anything on the path. */
  readonly builtin: readonly string[];
  /** Frozen into the interpreter: found before anything on the path; most have a file in the standard library too. */
  readonly frozen: readonly string[];
  /** What editable installs' finders map: a package's full name to its folder or file. Asked after the path. */
  readonly mapped: Readonly<Record<string, string>>;
  /** The interpreter that answered, absolute, as it names itself. */
  readonly executable?: string;
  /** Files and folders that it looked at for this answer, or for, absolute. */
  readonly lookedAt?: readonly string[];
}
