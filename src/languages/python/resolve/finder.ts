import type { Folders } from "./folders.js";
import type { PythonSearchPath } from "./search-path.js";

/** A module as the import system would find it, without running anything. */
export interface FoundModule {
  readonly name: string;
  readonly kind: "source" | "extension" | "bytecode" | "builtin" | "frozen" | "namespace";
  /** Absolute; null for a module without one: built-in, namespace package. */
  readonly file: string | null;
  /** Where its submodules are looked for, in order; null for a module that is no package. */
  readonly folders: readonly string[] | null;
}

/**
 * Finds modules by name as `importlib`'s finders do: built-in, frozen, then each entry of the path in turn, where a
 * package goes before a module, and folders without `__init__` together make a namespace package if nothing else has
 * the name. Each name is looked for once; each folder is listed once.
 */
export class ModuleFinder {
  private readonly known = new Map<string, FoundModule | null>();
  private readonly builtin: ReadonlySet<string>;
  private readonly frozen: ReadonlySet<string>;

  constructor(
    private readonly path: PythonSearchPath,
    private readonly listed: Folders,
  ) {
    this.builtin = new Set(path.builtin);
    this.frozen = new Set(path.frozen);
  }

  /** @param name absolute and dotted; its packages are found first */
  find(name: string): FoundModule | null {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const found = this.look(name);
    this.known.set(name, found);
    return found;
  }

  /** Names of the modules and packages that lie directly in a package; folders without `__init__` are left out. */
  inside({ folders }: FoundModule): string[] {
    const names = new Set<string>();
    for (const folder of folders ?? []) {
      for (const [entry, isFolder] of this.listed.entries(folder) ?? []) {
        if (isFolder) {
          if (/^\w+$/.test(entry) && this.fileIn(`${folder}/${entry}`, "__init__") !== null) names.add(entry);
          continue;
        }
        const suffix = this.path.suffixes.find((each) => entry.endsWith(each));
        const stem = suffix === undefined ? "" : entry.slice(0, -suffix.length);
        if (/^\w+$/.test(stem) && stem !== "__init__") names.add(stem);
      }
    }
    return [...names].sort();
  }

  private look(name: string): FoundModule | null {
    const dot = name.lastIndexOf(".");
    const tail = name.slice(dot + 1);
    if (tail === "") return null;
    if (this.builtin.has(name)) return { name, kind: "builtin", file: null, folders: null };
    let folders = this.frozen.has(name) ? [this.path.stdlib] : this.path.folders;
    if (dot >= 0) {
      const inside = this.find(name.slice(0, dot))?.folders ?? null;
      if (inside === null && !this.frozen.has(name)) return null;
      folders = inside ?? [];
    }
    const found = this.inFolders(name, tail, folders);
    if (this.frozen.has(name)) {
      return { name, kind: "frozen", file: found?.file ?? null, folders: found?.folders ?? null };
    }
    // The finders of editable installs stand behind the path's, but a namespace package is what is left when all fail.
    return found === null || found.kind === "namespace" ? (this.mapped(name) ?? found) : found;
  }

  private inFolders(name: string, tail: string, folders: readonly string[]): FoundModule | null {
    const portions: string[] = [];
    for (const folder of folders) {
      const entries = this.listed.entries(folder);
      if (entries === null) continue;
      const inside = `${folder}/${tail}`;
      const isFolder = entries.get(tail) === true;
      if (isFolder) {
        const file = this.fileIn(inside, "__init__");
        if (file !== null) return { name, kind: kindOf(file), file, folders: [inside] };
      }
      const file = this.fileIn(folder, tail);
      if (file !== null) return { name, kind: kindOf(file), file, folders: null };
      if (isFolder) portions.push(inside);
    }
    return portions.length === 0 ? null : { name, kind: "namespace", file: null, folders: portions };
  }

  private fileIn(folder: string, stem: string): string | null {
    const entries = this.listed.entries(folder);
    if (entries === null) return null;
    for (const suffix of this.path.suffixes) {
      if (entries.get(stem + suffix) === false) return `${folder}/${stem}${suffix}`;
    }
    return null;
  }

  private mapped(name: string): FoundModule | null {
    const place = this.path.mapped[name];
    if (place === undefined) return null;
    const file = this.fileIn(place, "__init__");
    if (file !== null) return { name, kind: kindOf(file), file, folders: [place] };
    const slash = place.lastIndexOf("/");
    const plain = this.fileIn(place.slice(0, slash), place.slice(slash + 1).replace(/\.py$/, ""));
    return plain === null ? null : { name, kind: kindOf(plain), file: plain, folders: null };
  }
}

function kindOf(file: string): FoundModule["kind"] {
  return file.endsWith(".py") || file.endsWith(".pyw") ? "source" : file.endsWith(".pyc") ? "bytecode" : "extension";
}
