import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

/** Folders in which projects keep their virtual environment. */
const ENVIRONMENTS = [".venv", "venv", "env"];

/**
 * The interpreter that a project's modules are meant for: that of the environment around a path, or of the nearest
 * `.venv` or `venv` beside it or further up; otherwise `python3` of PATH.
 *
 * @param path absolute, of a file or folder
 */
export function projectPython(path: string): string {
  for (let folder = path; ; folder = dirname(folder)) {
    for (const inside of ["", ...ENVIRONMENTS]) {
      const environment = join(folder, inside);
      if (!existsSync(join(environment, "pyvenv.cfg"))) continue;
      const found = interpreterIn(environment);
      if (found !== null) return found;
    }
    // The standard library or the installed packages of an interpreter: PREFIX/lib/python3.12.
    if (/[\\/]lib[\\/]python3[.\d]*$/.test(folder)) {
      const found = interpreterIn(dirname(dirname(folder)));
      if (found !== null) return found;
    }
    if (dirname(folder) === folder) return process.platform === "win32" ? "python" : "python3";
  }
}

function interpreterIn(prefix: string): string | null {
  for (const path of ["bin/python3", "bin/python", "Scripts/python.exe", "python.exe"]) {
    if (existsSync(join(prefix, path))) return join(prefix, path);
  }
  const named = listed(join(prefix, "bin")).find((name) => /^python3[.\d]*$/.test(name));
  return named === undefined ? null : join(prefix, "bin", named);
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
