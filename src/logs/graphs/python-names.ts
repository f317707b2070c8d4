/** `pkg/__init__.py`, `pkg/a.py`, `stubs/a.pyi`: the part that names the module. */
const SUFFIX = /(?:(^|\/)__init__)?\.pyi?$/;
/** Folders that hold packages and are none themselves, where no `__init__.py` says so. */
const HOLDERS = new Set(["src", "lib", "python"]);

/**
 * The dotted names of Python files: a module's name begins at the outermost of the folders around it that are packages
 * one in another (those with an `__init__.py`). Where the file's own folder is none, its whole path is the name, but for
 * a `src` before it.
 *
 * @param files relative paths, as a tool prints them
 * @returns a name for each file; two files have one name where they are one module (a stub beside its source)
 */
export function pythonNames(files: ReadonlySet<string>): Map<string, string> {
  const packages = new Set<string>();
  const paths = new Map<string, string>();
  for (const file of files) {
    const path = file.replaceAll("\\", "/").replace(/^\.\//, "");
    paths.set(file, path);
    const folder = /^(.*)\/__init__\.pyi?$/.exec(path)?.[1];
    if (folder !== undefined) packages.add(folder);
  }
  const beginnings = new Map<string, number>();
  const names = new Map<string, string>();
  for (const [file, path] of paths) {
    const slash = path.lastIndexOf("/");
    const folder = slash < 0 ? "" : path.slice(0, slash);
    let from = beginnings.get(folder);
    if (from === undefined) {
      from = beginning(folder, packages);
      beginnings.set(folder, from);
    }
    const name = path.slice(from).replace(SUFFIX, "").replaceAll("/", ".");
    names.set(file, name === "" ? path : name);
  }
  return names;
}

/** Where the names of a folder's modules begin in their paths. */
function beginning(folder: string, packages: ReadonlySet<string>): number {
  let at = folder;
  while (packages.has(at)) at = at.slice(0, Math.max(0, at.lastIndexOf("/")));
  if (at !== folder) return at === "" ? 0 : at.length + 1;
  const first = folder.split("/", 1)[0] ?? "";
  return HOLDERS.has(first) ? first.length + 1 : 0;
}

/**
 * The packages that importing a module loads before it, outermost first: those around it that are not around the importer too.
 *
 * @param known the graph's modules
 */
export function packagesAbove(imported: string, importer: string, known: ReadonlySet<string>): string[] {
  const found: string[] = [];
  for (let dot = imported.indexOf("."); dot >= 0; dot = imported.indexOf(".", dot + 1)) {
    const name = imported.slice(0, dot);
    if (name !== importer && !importer.startsWith(`${name}.`) && known.has(name)) found.push(name);
  }
  return found;
}
