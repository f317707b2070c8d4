import { statSync } from "node:fs";
import { resolve } from "node:path";

/** A share of another machine: asking for it would speak to whoever a document names. */
const REMOTE = /^[\\/]{2}/;

/**
 * Bytes of files, -1 for what is no file here.
 *
 * @param folder what relative paths are relative to
 */
export function fileSizes(files: readonly (string | null)[], folder: string): Float64Array {
  return Float64Array.from(files, (file) => {
    if (file === null || file.includes("\u0000") || REMOTE.test(file)) return -1;
    const found = statSync(resolve(folder, file), { throwIfNoEntry: false });
    return found?.isFile() === true ? found.size : -1;
  });
}
