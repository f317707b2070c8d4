import { existsSync } from "node:fs";
import { join } from "node:path";
import { witness } from "./witnesses.js";

/**
 * The interpreter whose path modules are looked for on when none is named: that of the environment that the user has
 * activated, otherwise `python3` of PATH. One that lies in the sources, as `.venv` does, is not started unasked: it, or the
 * `home` in its pyvenv.cfg, is whatever a repository brings along.
 */
export function projectPython(environment: Readonly<Record<string, string | undefined>>): string {
  const active = environment.VIRTUAL_ENV ?? "";
  const inside = active === "" ? [] : [join(active, "bin", "python"), join(active, "Scripts", "python.exe")];
  for (const path of inside) witness(path);
  return inside.find((path) => existsSync(path)) ?? (process.platform === "win32" ? "python" : "python3");
}
