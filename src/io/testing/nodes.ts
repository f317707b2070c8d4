import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** For tests: the Node versions of this machine. */

export interface NodeProgram {
  readonly path: string;
  readonly major: number;
}

/** Versions that the hooks are made for. */
const MAJORS = [20, 22, 24, 26];

/**
 * One Node of each version: the one that runs the tests, those on PATH, nvm's, and those in the folders of
 * IMPORTPERF_NODES (written like PATH). The versions without one are named on stdout.
 */
export function nodePrograms(): NodeProgram[] {
  const found = new Map<number, string>();
  const seen = new Set<string>();
  for (const path of candidates()) {
    const real = realpathSync(path);
    if (seen.has(real)) continue;
    seen.add(real);
    const major = majorOf(path);
    if (major !== null && MAJORS.includes(major) && !found.has(major)) found.set(major, path);
  }
  const missing = MAJORS.filter((major) => !found.has(major));
  if (missing.length > 0) console.log(`not on this machine: ${missing.map((major) => `Node ${major}`).join(", ")}`);
  return [...found].map(([major, path]) => ({ major, path })).sort((a, b) => a.major - b.major);
}

function candidates(): string[] {
  const folders = [process.env.PATH, process.env.IMPORTPERF_NODES].flatMap((list) => (list ?? "").split(delimiter));
  const versions = join(process.env.NVM_DIR ?? join(homedir(), ".nvm"), "versions", "node");
  if (existsSync(versions)) for (const version of readdirSync(versions)) folders.push(join(versions, version, "bin"));
  const names = folders.filter((folder) => folder !== "").map((folder) => join(folder, "node"));
  return [process.execPath, ...names.filter((path) => existsSync(path))];
}

function majorOf(path: string): number | null {
  const { stdout } = spawnSync(path, ["--version"], { encoding: "utf8", timeout: 20_000 });
  const match = /^v(\d+)\./.exec((stdout ?? "").trim());
  return match?.[1] === undefined ? null : Number(match[1]);
}
