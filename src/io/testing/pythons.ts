import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { IS_LONG } from "./long.js";

/** For tests: the interpreters of this machine. */

export interface Interpreter {
  readonly path: string;
  /** For instance 12 of 3.12. */
  readonly minor: number;
}

/** Versions that the hooks are made for. */
const MINORS = [7, 8, 9, 10, 11, 12, 13, 14, 15];

/** One interpreter of each version, from PATH and pyenv; the versions without one are named on stdout. */
export function interpreters(): Interpreter[] {
  const found = new Map<number, string>();
  for (const path of candidates()) {
    const minor = minorOf(path);
    if (minor !== null && MINORS.includes(minor) && !found.has(minor)) found.set(minor, path);
  }
  const missing = MINORS.filter((minor) => !found.has(minor));
  if (missing.length > 0) console.log(`not on this machine: ${missing.map((minor) => `Python 3.${minor}`).join(", ")}`);
  return [...found].map(([minor, path]) => ({ minor, path })).sort((a, b) => a.minor - b.minor);
}

/** For what takes long on each: the oldest, and every third from the newest back. All of them in long tests. */
export function someInterpreters(): Interpreter[] {
  const all = interpreters();
  return all.filter((_, at) => IS_LONG || at === 0 || (all.length - 1 - at) % 3 === 0);
}

function candidates(): string[] {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => !folder.endsWith("shims"));
  const versions = join(process.env.PYENV_ROOT ?? join(homedir(), ".pyenv"), "versions");
  if (existsSync(versions)) for (const version of readdirSync(versions)) folders.push(join(versions, version, "bin"));
  const names = ["python3", ...MINORS.map((minor) => `python3.${minor}`)];
  return [
    "python3",
    ...folders.flatMap((folder) => names.map((name) => join(folder, name))).filter((path) => existsSync(path)),
  ];
}

function minorOf(path: string): number | null {
  const code = "import sys; print(sys.implementation.name, sys.version_info[0], sys.version_info[1])";
  const { stdout } = spawnSync(path, ["-I", "-S", "-c", code], { encoding: "utf8", timeout: 20_000 });
  const match = /^cpython 3 (\d+)$/.exec((stdout ?? "").trim());
  return match?.[1] === undefined ? null : Number(match[1]);
}
