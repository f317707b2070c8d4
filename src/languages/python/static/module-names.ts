import type { Folders } from "../resolve/folders.js";
import { isPackage, SOURCE } from "./project-files.js";

/** Files that mark a folder as a project of its own. */
const PROJECT = ["pyproject.toml", "setup.py", "setup.cfg"];
const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;

/**
 * Folders that a target's modules are imported from, as `sys.path` would hold them.
 *
 * For a folder in a package: what lies around the outermost package. For a project: itself, its `src`, and the same of
 * the projects inside it.
 *
 * @param target absolute, a folder or a file
 * @param files the Python files of the target
 * @param path folders of the interpreter's path
 */
export function rootsOf(target: string, files: readonly string[], path: readonly string[], listed: Folders): string[] {
  const isFile = listed.entries(target) === null;
  let top = isFile ? folderOf(target) : target;
  const around = longest(path.filter((folder) => isWithin(top, folder)));
  if (isPackage(top, listed)) {
    while (isPackage(top, listed)) top = folderOf(top);
    return [around ?? top];
  }
  if (isFile) return [top];
  if (around !== null) return [around];
  const roots = new Set([top, ...path.filter((folder) => isWithin(folder, top))]);
  for (const folder of new Set(files.map(folderOf))) {
    for (let at = folder; isWithin(at, top); at = folderOf(at)) {
      const entries = listed.entries(at);
      if (PROJECT.some((name) => entries?.has(name))) roots.add(at);
      if (at.endsWith("/src") && !isPackage(at, listed)) roots.add(at);
      if (at === top) break;
    }
  }
  return [...roots];
}

/**
 * What a file's module is called: by its path below the nearest root, dotted; below folders that no import can name,
 * by what follows them. A file that no import can name is called by its path.
 *
 * @param roots absolute
 */
export function moduleNameOf(file: string, roots: readonly string[], base: string): string {
  const root = longest(roots.filter((folder) => isWithin(file, folder)));
  if (root === null) return file;
  const parts = file.slice(root.length + 1).split("/");
  const last = parts.pop() ?? "";
  const stem = last.replace(SOURCE, "");
  if (!IDENTIFIER.test(stem) || stem === last) return isWithin(file, base) ? file.slice(base.length + 1) : file;
  const begin = parts.findLastIndex((part) => !IDENTIFIER.test(part)) + 1;
  const names = parts.slice(begin);
  if (stem !== "__init__" || names.length === 0) names.push(stem);
  return names.join(".");
}

export function isWithin(path: string, folder: string): boolean {
  return path === folder || (path.startsWith(folder) && (folder.endsWith("/") || path[folder.length] === "/"));
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

function longest(folders: readonly string[]): string | null {
  return folders.reduce<string | null>(
    (best, each) => (best === null || each.length > best.length ? each : best),
    null,
  );
}
