import { resolveRequire } from "./common-js.js";
import { resolveImport } from "./es-modules.js";
import type { FileSystem } from "./file-system.js";
import { Files } from "./files.js";
import { folderOf } from "./paths.js";
import type { Resolution } from "./resolution.js";

export interface ResolverOptions {
  /** Further conditions of "exports" and "imports", as of `node --conditions`. */
  readonly conditions?: readonly string[];
  /** What `require` tries for a file named without extension; default .js, .json, .node. */
  readonly extensions?: readonly string[];
}

/**
 * Finds the file that Node would load for an import: links followed, NODE_PATH and global folders left out. Remembers what it saw:
 * for another state of the files make another one.
 */
export class Resolver {
  readonly files: Files;
  private readonly forImport: ReadonlySet<string>;
  private readonly forRequire: { readonly conditions: ReadonlySet<string>; readonly extensions: readonly string[] };
  private readonly imports = new Map<string, Map<string, Resolution>>();
  private readonly requires = new Map<string, Map<string, Resolution>>();

  constructor(system: FileSystem, { conditions = [], extensions = EXTENSIONS }: ResolverOptions = {}) {
    this.files = new Files(system);
    this.forImport = new Set([...COMMON, "import", ...conditions]);
    this.forRequire = { conditions: new Set([...COMMON, "require", ...conditions]), extensions };
  }

  /**
   * As `import "specifier"` and `import("specifier")` in that file.
   *
   * @param file the importer's real path, absolute, with `/`
   */
  import(specifier: string, file: string): Resolution {
    return remembered(this.imports, folderOf(file), specifier, (folder) =>
      resolveImport(specifier, folder, this.files, this.forImport),
    );
  }

  /** As `require("specifier")` in that file. */
  require(specifier: string, file: string): Resolution {
    return remembered(this.requires, folderOf(file), specifier, (folder) =>
      resolveRequire(specifier, folder, this.files, this.forRequire),
    );
  }

  /** The files that either of the two finds. */
  filesOf(specifier: string, file: string): readonly string[] {
    const found = [this.require(specifier, file), this.import(specifier, file)];
    return [...new Set(found.flatMap((each) => (each.kind === "file" ? each.path : [])))];
  }
}

const COMMON = ["node", "node-addons", "module-sync"];
const EXTENSIONS = [".js", ".json", ".node"];

/** All files of one folder see the same. */
function remembered(
  memory: Map<string, Map<string, Resolution>>,
  folder: string,
  specifier: string,
  resolve: (folder: string) => Resolution,
): Resolution {
  let known = memory.get(folder);
  if (known === undefined) {
    known = new Map();
    memory.set(folder, known);
  }
  const found = known.get(specifier) ?? resolve(folder);
  known.set(specifier, found);
  return found;
}
