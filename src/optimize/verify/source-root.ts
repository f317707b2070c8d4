/**
 * The folder that a module is found from, relative to what its file is relative to; "" for that folder itself.
 *
 * @param file with `/`
 * @param module its name; undefined where that is not known
 * @param isPackage whether a folder holds an `__init__.py`
 */
export function sourceRoot(file: string, module: string | undefined, isPackage: (folder: string) => boolean): string {
  const stem = file.replace(/\.py$/, "").replace(/\/__init__$/, "");
  const asPath = module?.replaceAll(".", "/");
  if (asPath !== undefined && (stem === asPath || stem.endsWith(`/${asPath}`))) {
    return stem.slice(0, Math.max(0, stem.length - asPath.length - 1));
  }
  let folder = above(file);
  while (folder !== "" && isPackage(folder)) folder = above(folder);
  return folder;
}

function above(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
