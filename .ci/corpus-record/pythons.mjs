// The CPythons of this machine that can make virtual environments.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

const MINORS = [7, 8, 9, 10, 11, 12, 13, 14, 15];

/** @returns {{path: string, minor: number}[]} one of each version, the newest patch of it, by version */
export function pythons() {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => !folder.endsWith("shims"));
  const versions = join(process.env.PYENV_ROOT ?? join(homedir(), ".pyenv"), "versions");
  if (existsSync(versions)) folders.push(...readdirSync(versions).map((version) => join(versions, version, "bin")));
  const names = ["python3", ...MINORS.map((minor) => `python3.${minor}`)];
  const found = new Map();
  for (const folder of folders) {
    for (const path of names.map((name) => join(folder, name)).filter(existsSync)) {
      const code = "import sys, venv, ensurepip; print(sys.implementation.name, *sys.version_info[:3])";
      const { stdout } = spawnSync(path, ["-I", "-c", code], { encoding: "utf8", timeout: 20_000 });
      const [minor, patch] = (/^cpython 3 (\d+) (\d+)$/.exec((stdout ?? "").trim()) ?? []).slice(1).map(Number);
      if (MINORS.includes(minor) && patch > (found.get(minor)?.patch ?? -1)) found.set(minor, { path, minor, patch });
    }
  }
  return [...found.values()].sort((a, b) => a.minor - b.minor);
}
