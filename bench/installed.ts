import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Programs and rivals, put into bench/.cache on first use. */
const CACHE = join("bench", ".cache");

/** @returns the absolute folder that holds the packages' node_modules */
export function installedFromNpm(name: string, ...specs: readonly string[]): string {
  const folder = resolve(CACHE, "node", name);
  if (existsSync(join(folder, "node_modules"))) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), "{}\n");
  const args = ["install", ...specs, "--ignore-scripts", "--no-audit", "--no-fund"];
  execFileSync("npm", args, { cwd: folder, stdio: "inherit" });
  return folder;
}

/** @returns the absolute folder of a virtual environment of `python3` that holds the distributions */
export function installedFromPyPI(name: string, ...specs: readonly string[]): string {
  const folder = resolve(CACHE, "python", name);
  if (existsSync(join(folder, "done"))) return folder;
  execFileSync("python3", ["-m", "venv", "--clear", folder], { stdio: "inherit" });
  execFileSync(join(folder, "bin", "python"), ["-m", "pip", "install", "--quiet", ...specs], { stdio: "inherit" });
  writeFileSync(join(folder, "done"), "");
  return folder;
}
