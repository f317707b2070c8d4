import type { FileSystem } from "../../languages/javascript/resolve/file-system.js";
import { folderOf } from "../../languages/javascript/resolve/paths.js";

interface InstalledPackage {
  /** Absolute, links followed. */
  readonly folder: string;
  /** As others ask for it. */
  readonly name: string;
  /** Names that it asks for; null where its package.json does not tell. */
  readonly asksFor: ReadonlySet<string> | null;
}

const SOURCE = /\.[cm]?js$|\/[^./]+$/;

/** The packages in node_modules folders around a project, by which a file of one may be had through others. */
export class InstalledPackages {
  private known: readonly InstalledPackage[] | null = null;
  private readonly sources = new Map<string, readonly string[]>();

  constructor(
    private readonly root: string,
    private readonly system: FileSystem,
  ) {}

  /**
   * Source files of packages that ask for one of these, or for one that does, and of these themselves where they are installed.
   *
   * @param loaded packages that the program loads: with what the project asks for, all that these ask for is what it may load at all
   */
  leadingTo(names: Iterable<string>, loaded: Iterable<string>): readonly string[] {
    this.known ??= this.find();
    const wanted = new Set(names);
    const mayLoad = new Set([...wanted, ...loaded, ...(this.askedBy(this.root) ?? [])]);
    for (const name of mayLoad)
      for (const each of this.known) if (each.name === name) for (const next of each.asksFor ?? []) mayLoad.add(next);
    for (let before = -1; before !== wanted.size; ) {
      before = wanted.size;
      for (const { name, asksFor } of this.known)
        if (asksFor === null || [...asksFor].some((each) => wanted.has(each))) wanted.add(name);
    }
    return this.known
      .filter(({ name }) => wanted.has(name) && mayLoad.has(name))
      .flatMap(({ folder }) => this.sourcesIn(folder));
  }

  private find(): InstalledPackage[] {
    const found = new Map<string, InstalledPackage>();
    const open: string[] = [];
    for (let folder = this.root; ; folder = folderOf(folder)) {
      open.push(`${folder}/node_modules`);
      if (folder === "") break;
    }
    const seen = new Set(open);
    const look = (folder: string): void => {
      if (!seen.has(folder)) open.push(folder);
      seen.add(folder);
    };
    for (let holder = open.pop(); holder !== undefined; holder = open.pop()) {
      for (const [entry, kind] of this.system.list(holder) ?? []) {
        if (kind === "file" || entry.startsWith(".")) continue;
        const path = `${holder}/${entry}`;
        if (entry.startsWith("@")) {
          look(path);
          continue;
        }
        const folder = kind === "link" ? this.system.realPath(path) : path;
        if (folder === null || found.has(folder)) continue;
        const name = path.slice(path.lastIndexOf("/node_modules/") + "/node_modules/".length);
        found.set(folder, { folder, name, asksFor: this.askedBy(folder) });
        look(`${folder}/node_modules`);
        // Where packages are links, what one asks for lies beside it.
        if (kind === "link" && /\/node_modules(?:\/@[^/]+)?$/.test(folderOf(folder))) look(folderOf(folder));
      }
    }
    return [...found.values()];
  }

  private askedBy(folder: string): ReadonlySet<string> | null {
    try {
      const said: unknown = JSON.parse(this.system.read(`${folder}/package.json`) ?? "");
      const fields = ["dependencies", "peerDependencies", "optionalDependencies"] as const;
      const record = said as Partial<Record<(typeof fields)[number], object>>;
      return new Set(fields.flatMap((field) => Object.keys(record[field] ?? {})));
    } catch {
      return null;
    }
  }

  private sourcesIn(folder: string): readonly string[] {
    const known = this.sources.get(folder);
    if (known !== undefined) return known;
    const found: string[] = [];
    const open = [folder];
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const [name, kind] of this.system.list(at) ?? []) {
        if (kind === "folder" && name !== "node_modules") open.push(`${at}/${name}`);
        else if (kind === "file" && SOURCE.test(`/${name}`)) found.push(`${at}/${name}`);
      }
    this.sources.set(folder, found);
    return found;
  }
}
