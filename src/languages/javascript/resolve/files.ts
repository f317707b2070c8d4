import type { EntryKind, FileSystem } from "./file-system.js";
import { type PackageJson, parsePackageJson } from "./package-json.js";
import { folderOf } from "./paths.js";

/**
 * A file system asked once: each folder is listed once, each package.json read once. A listing answers all
 * questions about a folder's entries, above all the many whose answer is no, and tells which of them are links, so
 * that a real path is mostly known without asking.
 */
export class Files {
  private readonly listings = new Map<string, ReadonlyMap<string, EntryKind> | null>();
  private readonly links = new Map<string, "file" | "folder" | null>();
  private readonly realFolders = new Map<string, string | null>();
  private readonly packages = new Map<string, PackageJson | "invalid" | null>();
  private readonly scopes = new Map<string, PackageJson | "invalid" | null>();

  constructor(private readonly system: FileSystem) {}

  isFile(path: string): boolean {
    return this.kind(path) === "file";
  }

  isFolder(path: string): boolean {
    return this.kind(path) === "folder";
  }

  kind(path: string): "file" | "folder" | null {
    const slash = path.lastIndexOf("/");
    if (slash < 0 || slash === path.length - 1) return path === "" || slash < 0 ? "folder" : null;
    const name = path.slice(slash + 1);
    const listing = this.list(path.slice(0, slash));
    const entry = listing?.get(name);
    if (entry === undefined) return listing !== null && this.system.ignoresCase ? this.asked(path) : null;
    return entry === "link" ? this.asked(path) : entry;
  }

  /** Of something that is there. */
  realPath(path: string): string | null {
    const folder = folderOf(path);
    const name = path.slice(folder.length + 1);
    if (this.list(folder)?.get(name) === "link") return this.system.realPath(path);
    const real = this.realFolder(folder);
    return real === null ? null : `${real}/${name}`;
  }

  /** The package.json in this folder itself; null for none. */
  packageJson(folder: string): PackageJson | "invalid" | null {
    const known = this.packages.get(folder);
    if (known !== undefined) return known;
    const file = `${folder}/package.json`;
    const text = this.isFile(file) ? this.system.read(file) : null;
    const found = text === null ? null : parsePackageJson(text, folder);
    this.packages.set(folder, found);
    return found;
  }

  /** The package.json that holds for files in a folder: its own or the nearest above, not beyond a node_modules folder. */
  scopeOf(folder: string): PackageJson | "invalid" | null {
    const passed: string[] = [];
    let found: PackageJson | "invalid" | null = null;
    for (let at = folder; ; at = folderOf(at)) {
      const known = this.scopes.get(at);
      if (known !== undefined) {
        found = known;
        break;
      }
      passed.push(at);
      if (at.endsWith("/node_modules")) break;
      found = this.packageJson(at);
      if (found !== null || !at.includes("/")) break;
    }
    for (const at of passed) this.scopes.set(at, found);
    return found;
  }

  private list(folder: string): ReadonlyMap<string, EntryKind> | null {
    const known = this.listings.get(folder);
    if (known !== undefined) return known;
    // What is missing in a listed folder above need not be asked for: most node_modules folders looked for are nowhere.
    const above = folderOf(folder);
    const missing =
      !this.system.ignoresCase &&
      folder.includes("/") &&
      this.listings.get(above)?.has(folder.slice(above.length + 1)) === false;
    const listing = missing ? null : this.system.list(folder);
    this.listings.set(folder, listing);
    return listing;
  }

  private asked(path: string): "file" | "folder" | null {
    const known = this.links.get(path);
    if (known !== undefined) return known;
    const kind = this.system.kind(path);
    this.links.set(path, kind);
    return kind;
  }

  private realFolder(folder: string): string | null {
    const known = this.realFolders.get(folder);
    if (known !== undefined) return known;
    const real = folder.includes("/") ? this.realPath(folder) : folder;
    this.realFolders.set(folder, real);
    return real;
  }
}
