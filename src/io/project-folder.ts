import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

const MARKS = [".git", "pyproject.toml", "setup.py", "setup.cfg", "package.json", "importperf.json"];

/** The project that a folder belongs to: the nearest folder, upward, that is a repository or says what it builds; else itself. */
export function projectFolder(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (MARKS.some((mark) => existsSync(join(at, mark)))) return at;
    if (dirname(at) === at) return folder;
  }
}
