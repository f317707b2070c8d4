import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const CACHE = join("bench", ".cache", "tuna");

/**
 * The folder of the programs of an environment with tuna in it, made on first use.
 *
 * @returns for instance `bench/.cache/tuna/bin`
 * @throws Error when there is no python3 or the package index can't be reached
 */
export function tunaPrograms(): string {
  const programs = join(CACHE, process.platform === "win32" ? "Scripts" : "bin");
  if (!existsSync(join(programs, "tuna"))) {
    execFileSync("python3", ["-m", "venv", "--clear", CACHE], { stdio: "inherit" });
    execFileSync(join(programs, "python"), ["-m", "pip", "install", "--quiet", "tuna"], { stdio: "inherit" });
  }
  return programs;
}
