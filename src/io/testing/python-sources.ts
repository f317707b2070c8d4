import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

/** For tests: real Python sources. */

/** The folder of an interpreter's standard library. */
export function standardLibrary(python: string): string {
  const code = "import sysconfig; print(sysconfig.get_path('stdlib'))";
  return execFileSync(python, ["-I", "-S", "-c", code], { encoding: "utf8", timeout: 20_000 }).trim();
}

/** Paths of the Python files below a folder, sorted; no links, which may lead nowhere. */
export function pythonFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".py"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
