/** What one interpreter says of itself and of what is installed for it; `io/python.ts` asks. Paths are absolute. */
export interface PythonEnvironment {
  readonly executable: string;
  /** For instance "CPython 3.12.1". */
  readonly runtime: string;
  readonly version: readonly [major: number, minor: number, micro: number];
  /** Top-level names of the standard library, the built-in ones among them. */
  readonly stdlib: readonly string[];
  /** Compiled into this interpreter, and the frozen modules that the import system starts with. */
  readonly builtin: readonly string[];
  /** Frozen beside their file in the standard library (3.11 and later): os, codecs, site… */
  readonly frozen: readonly string[];
  readonly folders: PythonFolders;
  /** Folders that `site` would put on `sys.path` for installed distributions, in order. */
  readonly sitePackages: readonly string[];
  readonly stdlibFiles: readonly PythonFiles[];
  readonly distributions: readonly PythonDistribution[];
  /** In the folders of installed distributions, but claimed by none of them: top-level files and packages only. */
  readonly unclaimed: readonly PythonFiles[];
  /** Further folders on the path (`.pth` files, PYTHONPATH) and the current one: what lies there is no distribution's. */
  readonly elsewhere: readonly PythonFiles[];
}

export interface PythonFolders {
  readonly stdlib: string;
  readonly platstdlib: string;
  readonly purelib: string;
  readonly platlib: string;
}

/** Python files below one folder that is on the path: relative, with `/`. */
export interface PythonFiles {
  readonly base: string;
  readonly files: readonly string[];
}

export interface PythonDistribution {
  /** As its metadata writes it. */
  readonly name: string;
  readonly version: string | null;
  /** An editable install, or one from a folder of this machine: the user's own project. */
  readonly local: boolean;
  readonly places: readonly PythonFiles[];
}

/**
 * The module that a file relative to a folder on the path holds, for instance "yaml.nodes" for "yaml/nodes.py"
 * and "yaml" for "yaml/__init__.py". An extension module's file name ends with a tag of the interpreter.
 */
export function moduleOfFile(file: string): string {
  const dot = file.indexOf(".", file.lastIndexOf("/") + 1);
  const path = dot < 0 ? file : file.slice(0, dot);
  return (path.endsWith("/__init__") ? path.slice(0, -"/__init__".length) : path).replaceAll("/", ".");
}

/** The folder or archive below which a file holds a module of this name; null where the file is called otherwise. */
export function rootOfModule(module: string, file: string): string | null {
  const plain = file.replaceAll("\\", "/");
  const dot = plain.indexOf(".", plain.lastIndexOf("/") + 1);
  const stem = (dot < 0 ? plain : plain.slice(0, dot)).replace(/\/__init__$/, "");
  const tail = `/${module.replaceAll(".", "/")}`;
  return stem.endsWith(tail) ? stem.slice(0, -tail.length) : null;
}
