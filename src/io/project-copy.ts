import {
  constants,
  copyFileSync,
  type Dirent,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { cloneWithout, filesOfTree, type GitTree, gitTree, ignoredOfTree } from "./git.js";
import { type InstalledPackage, installedPackage, PackageLinks } from "./package-links.js";
import { realPath } from "./paths.js";

/** Folders of tools, which hold nothing that a program is made of. */
const LEFT_OUT =
  /^(\.git|\.hg|\.svn|__pycache__|\.tox|\.nox|\.(mypy|pytest|ruff)_cache|\.hypothesis|\.importperf|\.eggs|\.idea|\.vscode)$/;
/** What a build leaves is no source, and often large. */
const IGNORED_LEFT_OUT = /(^|\/)(build|dist|htmlcov|\.coverage[^/]*)\/?$/;
/** An ignored file that is larger is data. */
const MOST_IGNORED_BYTES = 4 << 20;
const MOST_FILES = 200_000;

/**
 * A copy of what a project is made of: its files as they are now, those that git ignores too unless they are large or a tool's.
 * Virtual environments and node_modules are links to the original's. Of a project that is itself an installed npm package
 * what is around its node_modules is copied too, if that is a project: there its dependencies are found.
 */
export class ProjectCopy {
  /** The folder that was copied, links followed: the git tree that holds the project, else the project itself. */
  readonly from: string;
  private readonly tree: GitTree | null;
  private readonly installed: InstalledPackage | null;
  private listed: Listed | null = null;

  /**
   * @param root the project's folder
   * @param only files that are to be copied with the packages that they lie in; all for undefined
   */
  constructor(
    root: string,
    private readonly only?: readonly string[],
  ) {
    this.installed = only === undefined ? installedPackage(realPath(root)) : null;
    this.tree = only === undefined && this.installed === null ? gitTree(root) : null;
    this.from = this.installed?.base ?? this.tree?.top ?? realPath(root);
  }

  /** @param to a new folder */
  copyTo(to: string): void {
    if (this.tree !== null && !cloneWithout("files", this.tree.top, to)) rmSync(to, { recursive: true, force: true });
    mkdirSync(to, { recursive: true });
    this.listed ??= this.list();
    const packages = new PackageLinks(this.from, realPath(to), this.installed);
    for (const name of this.listed.links) if (!packages.make(name)) link(join(this.from, name), join(to, name));
    for (const name of this.listed.files) this.copyFile(name, to);
  }

  /** One file, or nothing where there is none, as it is in the original; its time of change too. */
  copyFile(name: string, to: string): void {
    const [original, made] = [join(this.from, name), join(to, name)];
    const found = lstatSync(original, { throwIfNoEntry: false });
    if (lstatSync(made, { throwIfNoEntry: false }) !== undefined) rmSync(made, { recursive: true, force: true });
    if (found?.isSymbolicLink() === true) link(original, made);
    else if (found?.isDirectory() === true) this.copyFolder(name, to);
    else if (found?.isFile() === true) {
      mkdirSync(dirname(made), { recursive: true });
      copyFileSync(original, made, constants.COPYFILE_FICLONE);
      utimesSync(made, found.atime, found.mtime);
    }
  }

  /** Compiled Python modules of a copy that the original does not have. */
  removeNewlyCompiled(copy: string): void {
    const sources = [...folderState(copy).keys()].filter((name) => name.endsWith(".py"));
    for (const folder of new Set(sources.map((name) => join(dirname(name), "__pycache__")))) {
      const there = new Set(entriesOf(join(this.from, folder)).map(({ name }) => name));
      for (const { name } of entriesOf(join(copy, folder))) {
        if (!there.has(name)) rmSync(join(copy, folder, name), { force: true });
      }
    }
  }

  /** A repository within: git names only its folder. */
  private copyFolder(name: string, to: string): void {
    const found: Listed = { files: [], links: [] };
    walk(this.from, name, found);
    for (const file of found.files) this.copyFile(file, to);
    for (const each of found.links) link(join(this.from, each), join(to, each));
  }

  private list(): Listed {
    const found: Listed = { files: [], links: [] };
    if (this.installed !== null) {
      if (existsSync(join(this.from, "package.json"))) walk(this.from, "", found);
      else found.links.push("node_modules");
      walk(this.from, this.installed.name, found);
      return found;
    }
    if (this.tree === null) {
      const tops = this.only?.map((path) => relative(this.from, realPath(path)).split(sep)[0] ?? "");
      for (const top of tops === undefined ? [""] : new Set(tops)) walk(this.from, top, found);
      return found;
    }
    found.files.push(...filesOfTree(this.tree));
    const ignored: Listed = { files: [], links: found.links };
    for (const name of ignoredOfTree(this.tree)) {
      if (!IGNORED_LEFT_OUT.test(name)) walk(this.from, name.replace(/\/$/, ""), ignored);
    }
    found.files.push(...ignored.files.filter((name) => isSmall(join(this.from, name))));
    return found;
  }
}

interface Listed {
  /** Relative, with the system's separator. */
  readonly files: string[];
  /** Folders of packages that are used from where they are. */
  readonly links: string[];
}

/** @param name of a file or folder below `from`; "" for all of it */
function walk(from: string, name: string, found: Listed): void {
  const left = [name];
  for (let at = left.pop(); at !== undefined && found.files.length < MOST_FILES; at = left.pop()) {
    const path = join(from, at);
    if (LEFT_OUT.test(basename(at))) continue;
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat === undefined) continue;
    if (!stat.isDirectory()) found.files.push(at);
    else if (at !== "" && (basename(at) === "node_modules" || existsSync(join(path, "pyvenv.cfg"))))
      found.links.push(at);
    else for (const entry of entriesOf(path)) left.push(at === "" ? entry.name : join(at, entry.name));
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function isSmall(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found !== undefined && found.size <= MOST_IGNORED_BYTES;
}

/** A link as it is where it leads within its tree by a relative path; else to what it leads to. */
function link(original: string, made: string): void {
  if (existsSync(made)) return;
  mkdirSync(dirname(made), { recursive: true });
  const stat = lstatSync(original);
  const to = stat.isSymbolicLink() ? readlinkSync(original) : original;
  try {
    symlinkSync(to, made);
  } catch {
    // Windows allows links to some users only; what needs it then fails in both copies.
  }
}

/** The state of a folder's files: what tells a changed file. */
export type FolderState = ReadonlyMap<string, string>;

export function folderState(folder: string): FolderState {
  const found: Listed = { files: [], links: [] };
  walk(folder, "", found);
  return new Map(
    found.files.flatMap((name) => {
      if (/\.py[co]$/.test(name)) return [];
      const stat = lstatSync(join(folder, name), { throwIfNoEntry: false, bigint: true });
      return stat === undefined ? [] : [[name, `${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.mode}`] as const];
    }),
  );
}

/** Writes into a copy, with a time of change of its own, so that no compiled form of another state is taken for its. */
export function writeIntoCopy(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) rmSync(path);
  const folder = join(dirname(path), "__pycache__");
  const stem = `${basename(path).replace(/\.py$/, "")}.`;
  for (const { name } of entriesOf(folder)) if (name.startsWith(stem)) rmSync(join(folder, name), { force: true });
  writeFileSync(path, bytes);
}

/** Whether a path leads to the same file as another. */
export function isSameFile(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other) || statSync(one).ino === statSync(other).ino;
  } catch {
    return false;
  }
}
