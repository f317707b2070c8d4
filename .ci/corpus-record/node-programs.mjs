// The real Node programs on which `perf record` is proven, each in a folder of its own, made on first use and kept.
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../process.mjs";

const CACHE = fileURLToPath(new URL("../../bench/.cache/corpus/", import.meta.url));

/** name, also of its folder; what npm installs; the script and what it is given. */
export const NODE_PROGRAMS = [
  { name: "eslint", spec: "eslint@10", script: "eslint/bin/eslint.js", args: ["--version"] },
  { name: "lerna", spec: "lerna@9", script: "lerna/dist/cli.js", args: ["--version"] },
  { name: "firebase", spec: "firebase-tools@15", script: "firebase-tools/lib/bin/firebase.js", args: ["--version"] },
  { name: "heroku", spec: "heroku@11", script: "heroku/bin/run.js", args: ["--version"] },
  // Its command starts the real program as a child.
  { name: "wrangler", spec: "wrangler@4", script: "wrangler/bin/wrangler.js", args: ["--version"] },
  { name: "prettier", spec: "prettier@3", script: "prettier/bin/prettier.cjs", args: ["--version"] },
  { name: "aws-cdk", spec: "aws-cdk", script: "aws-cdk/bin/cdk", args: ["--version"] },
  { name: "eslint-help", spec: "eslint@10", folder: "eslint", script: "eslint/bin/eslint.js", args: ["--help"] },
  {
    name: "prettier-help",
    spec: "prettier@3",
    folder: "prettier",
    script: "prettier/bin/prettier.cjs",
    args: ["--help"],
  },
];

/** What a program must not find on the network or say about a new version of itself, which differs from run to run. */
export const NODE_ENVIRONMENT = {
  CI: "1",
  NO_UPDATE_NOTIFIER: "1",
  WRANGLER_SEND_METRICS: "false",
  HEROKU_SKIP_NEW_VERSION_CHECK: "true",
};

/**
 * Installs a program, or finds it installed.
 *
 * @param node {path, major} that it runs on
 * @param given folder with `NAME/node_modules` of programs that are installed already, if any
 * @returns {Promise<string[] | string>} its words, or why there is none
 */
export async function nodeProgram({ name, spec, folder: shared, script, args }, node, given) {
  const own = shared ?? name;
  const words = (folder) => [node.path, join(folder, "node_modules", script), ...args];
  for (const folder of [...(given === undefined ? [] : [join(given, own)]), join(CACHE, `node-${own}`)]) {
    if (existsSync(join(folder, "node_modules", script))) return words(folder);
  }
  const folder = join(CACHE, `node-${own}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), "{}\n");
  const install = ["install", spec, "--ignore-scripts", "--no-audit", "--no-fund"];
  const { code, output } = await run("npm", install, { cwd: folder, seconds: 900 });
  return code === 0 ? words(folder) : `${spec}: ${output.trim().split("\n").at(-1)}`;
}
