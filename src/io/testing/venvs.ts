import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Interpreter, interpreters } from "./pythons.js";

/** For tests: virtual environments with pytest, made once and kept in the temporary folder. */

export interface Venv {
  readonly python: string;
  readonly minor: number;
}

/**
 * @param minors versions that are wanted
 * @throws Error for a version that is not on this machine, or an environment that can't be made
 */
export function venvsWithPytest(minors: readonly number[]): Venv[] {
  const known = interpreters();
  return minors.map((minor) => {
    const interpreter = known.find((each) => each.minor === minor);
    if (interpreter === undefined) throw new Error(`these tests need Python 3.${minor}`);
    return { python: made(interpreter), minor };
  });
}

function made({ path, minor }: Interpreter): string {
  const folder = join(tmpdir(), "importperf-test-venvs", `3.${minor}`);
  const python = join(folder, "bin", "python");
  if (existsSync(join(folder, "ready"))) return python;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  must(path, ["-m", "venv", folder]);
  must(python, ["-m", "pip", "install", "-q", "--disable-pip-version-check", "pytest", "setuptools", "wheel"]);
  writeFileSync(join(folder, "ready"), "");
  return python;
}

function must(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: "utf8", timeout: 300_000 });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} failed: ${stderr}`);
}
