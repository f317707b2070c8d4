import { ListedFolders } from "../io/listed-folders.js";
import { eachProjectFile } from "../languages/python/static/project-files.js";

/** How code that is in no bundle gets into a process: by folders of the path, by loaders of files, or as texts that are run. */
const BRINGS_IN =
  /\bsys\.path\.(?:insert|append|extend)\(|\bsys\.path\s*(?:\[[^\]\n]*\])?\s*\+?=(?!=)|\baddsitedir\(|spec_from_file_location|SourceFileLoader|\brun_path\(|\bload_source\(|\bexecfile\(|(?<![.\w])exec\(/;

/**
 * Whether a program may run code from elsewhere (plug-ins, settings that are Python): what is in the bundle is then what that code may
 * import, as of a library.
 *
 * @param folder all that the bundle is made of, absolute
 * @param standard copies of the interpreter's library in it, which does such things for those alone who ask it to
 */
export function bringsCodeIn(folder: string, standard: ReadonlySet<string>, textOf: (file: string) => string): boolean {
  return eachProjectFile(folder, new ListedFolders()).some(
    (file) => file.endsWith(".py") && !standard.has(file.slice(folder.length + 1)) && BRINGS_IN.test(textOf(file)),
  );
}
