// Sources to compare with what CPython says of them.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Python files below a folder, links not followed. */
export function sources(folder, found = []) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) sources(path, found);
    else if (entry.isFile() && entry.name.endsWith(".py")) found.push(path);
  }
  return found;
}

/** The folder of an interpreter's standard library. */
export function standardLibrary(python) {
  const code = "import sysconfig; print(sysconfig.get_path('stdlib'))";
  return spawnSync(python, ["-I", "-S", "-c", code], { encoding: "utf8", timeout: 20_000 }).stdout.trim();
}
