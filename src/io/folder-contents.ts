import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/**
 * A hash of the names, modes and contents of all files below some folders or of some files; where these are the same, so is
 * what is built from them.
 *
 * @param isByTimes by sizes and times of the last change instead of contents, where these are too much to read
 */
export function contentsHash(paths: readonly string[], isByTimes = false): string {
  const hash = createHash("sha256");
  for (const path of paths) {
    const open = [""];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      const at = name === "" ? path : join(path, name);
      const found = lstatSync(at, { throwIfNoEntry: false });
      hash.update(`${name}\n${found?.mode ?? 0}\n`);
      if (found?.isDirectory() === true) {
        for (const each of readdirSync(at).sort()) if (each !== "__pycache__") open.push(join(name, each));
      } else if (found?.isSymbolicLink() === true) hash.update(readlinkSync(at));
      else if (found?.isFile() === true) hash.update(isByTimes ? `${found.size} ${found.mtimeMs}` : readFileSync(at));
    }
    hash.update("\n\n");
  }
  return hash.digest("hex");
}
