import { relative, sep } from "node:path";
import { sourceRoot } from "./source-root.js";

export interface ProjectNames {
  readonly editable: readonly { readonly path: string; readonly module?: string | undefined }[];
  /** Relative to the project's folder, with `/`. */
  readonly files: readonly string[];
  readonly sourceRoots: readonly string[];
}

/**
 * What the files that may be edited are called, and where their modules are found from: Python's, others are called by their path.
 *
 * @param isFolderWith whether a folder holds a file of that name
 */
export function projectNames(
  root: string,
  edited: readonly { readonly path: string }[],
  modules: ReadonlyMap<string, string> | undefined,
  isFolderWith: (folder: string, name: string) => boolean,
): ProjectNames {
  const editable = edited.map(({ path }) => ({ path, module: modules?.get(path) ?? undefined }));
  const files = editable.map(({ path }) => relative(root, path).split(sep).join("/"));
  const isPackage = (folder: string): boolean => isFolderWith(`${root}/${folder}`, "__init__.py");
  const sourceRoots = new Set<string>();
  const named = editable.map(({ path, module }, at) => {
    const file = files[at] ?? "";
    if (!file.endsWith(".py")) return { path, module: undefined };
    const folder = sourceRoot(file, module, isPackage);
    sourceRoots.add(folder);
    const own = file
      .slice(folder === "" ? 0 : folder.length + 1)
      .replace(/\.py$/, "")
      .replace(/(^|\/)__init__$/, "");
    const name = module === undefined || module === "__main__" ? own.replaceAll("/", ".") : module;
    return { path, module: /^[\w.]+$/.test(name) ? name : undefined };
  });
  return { editable: named, files, sourceRoots: [...sourceRoots].sort() };
}
