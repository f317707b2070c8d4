import { absolute } from "../../io/paths.js";
import type { ImportedName } from "../../languages/rewriting.js";

/**
 * Names as the project's sources know their modules: what `python -m app` runs is "__main__" to the recording and `app.__main__` to
 * whoever imports it, and a module beside a script may be found under a package's name too.
 *
 * @param module as its file lies in the project
 * @returns one for each name of its module that sources may use, that by its file first
 */
export function sourceNames(name: ImportedName, module: string): readonly ImportedName[] {
  return name.importer === module ? [name] : [{ ...name, importer: module }, name];
}

/** Modules in packages that were loaded from files of the project: they show what folders the project's modules are found from. */
export function loadedOf(
  root: string,
  fileOf: ReadonlyMap<string, string>,
): readonly { readonly file: string; readonly module: string }[] {
  return [...fileOf].flatMap(([module, path]) => {
    const file = absolute(path);
    const isOwn = file.startsWith(`${root}/`) && !/\/(?:site|dist)-packages\//.test(file.slice(root.length));
    return isOwn && module.includes(".") ? [{ file: file.slice(root.length + 1), module }] : [];
  });
}
