// The package as a user gets it: packed, installed into an empty folder without our dev dependencies, run.
// Usage: node .ci/pack.mjs. Prints a line for each check and ends with `N passed, N failed`.
import { accessSync, constants, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./process.mjs";
import { plainEnvironment, temporaryFolder } from "./temporary.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const LOG = join(root, "fixtures", "logs", "gefyra-3.11.log");
/** The package is what people wait for at `npx importperf`: more than this was put in by mistake. */
const MAX_MEGABYTES = 3.5;
/** npm adds these to every package, whatever `files` says. */
const ALWAYS = ["package.json", "README.md", "LICENSE"];
const NEEDED = [
  "LICENSE",
  "README.md",
  "CHANGELOG.md",
  "oclif.manifest.json",
  "dist/main.cjs",
  "dist/viz/page.html",
  "dist/THIRD-PARTY-LICENSES.txt",
  "schemas/analysis.schema.json",
  "schemas/profile.schema.json",
  "schemas/error.schema.json",
];

let passed = 0;
let failed = 0;
function check(label, fine, detail = "") {
  if (fine) passed++;
  else failed++;
  console.log(`${fine ? "ok  " : "FAIL"} ${label}${fine || detail === "" ? "" : `\n${detail}`}`);
  return fine;
}

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const env = plainEnvironment();
// An empty folder below a name with a blank: paths are put together in many places.
const folder = join(temporaryFolder("importperf-pack"), "a user");
mkdirSync(folder);

const packing = await run("npm", ["pack", "--pack-destination", folder], { cwd: root, env });
const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"));
if (check("npm pack", packing.code === 0 && tarball !== undefined, packing.output)) await installed(tarball);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

async function installed(file) {
  const installing = await run("npm", ["install", `./${file}`], { cwd: folder, env });
  check("npm install in an empty folder", installing.code === 0, installing.output);
  check("no install script of a dependency", scriptsOfOthers(installing.output).length === 0, installing.output);
  const there = join(folder, "node_modules", manifest.name);
  contents(there, statSync(join(folder, file)).size);
  const others = readdirSync(join(folder, "node_modules")).filter((name) => name in (manifest.devDependencies ?? {}));
  check("no dev dependency is installed", others.length === 0, others.join(", "));
  await commands();
}

/** npm names our own `prepare` when it installs a tarball; from a registry it neither names nor runs it. */
function scriptsOfOthers(output) {
  const named = output.split("\n").filter((line) => /^npm warn install-scripts\s+\S+@\S+ \(/.test(line));
  return named.filter((line) => !line.includes(` ${manifest.name}@${manifest.version} (prepare: `));
}

function contents(there, packedBytes) {
  const files = readdirSync(there, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(there.length + 1)
        .replaceAll(sep, "/"),
    )
    .filter((name) => !name.startsWith("node_modules/"));
  const bytes = files.reduce((sum, name) => sum + statSync(join(there, name)).size, 0);
  const megabytes = (count) => `${(count / 1e6).toFixed(2)} MB`;
  console.log(`     ${files.length} files, ${megabytes(packedBytes)} packed, ${megabytes(bytes)} unpacked`);
  check(`unpacked size below ${MAX_MEGABYTES} MB`, bytes < MAX_MEGABYTES * 1e6);
  const listed = [...manifest.files, ...ALWAYS];
  const strange = files.filter((name) => !listed.some((one) => name === one || name.startsWith(`${one}/`)));
  check("nothing but what package.json lists", strange.length === 0, strange.join("\n"));
  const sources = files.filter((name) => /(\.ts|\.map|\.test\.\w+|\.log)$|(^|\/)(src|build|fixtures)\//.test(name));
  check("no sources, tests or fixtures", sources.length === 0, sources.join("\n"));
  const missing = [...NEEDED, ...manifest.files].filter(
    (name) => !files.some((file) => file === name || file.startsWith(`${name}/`)),
  );
  check("everything that belongs into it", missing.length === 0, missing.join("\n"));
  for (const [name, file] of Object.entries(manifest.bin))
    check(`${name} is executable`, isExecutable(join(there, file)));
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return readFileSync(file, "utf8").startsWith("#!/usr/bin/env node\n");
  } catch {
    return false;
  }
}

async function commands() {
  // Where the command is missing npx would fetch a stranger's package of that name.
  const careful = { ...env, npm_config_yes: "false" };
  const npx = (...words) => run("npx", words, { cwd: folder, env: careful, seconds: 120 });
  for (const name of Object.keys(manifest.bin)) {
    const { code, output, stdout } = await npx(name, "--version");
    check(`npx ${name} --version`, code === 0 && stdout.trim() === `importperf ${manifest.version}`, output);
  }
  const help = await npx("perf", "--help");
  check("npx perf --help", help.code === 0 && help.output.includes("analyze"), help.output);
  const commandHelp = await npx("perf", "analyze", "--help");
  check(
    "npx perf analyze --help",
    commandHelp.code === 0 && commandHelp.output.includes("--format"),
    commandHelp.output,
  );
  const text = await npx("perf", "analyze", LOG, "--no-open");
  check("npx perf analyze LOG --no-open", text.code === 0 && text.output.includes("kubernetes"), text.output);
  const json = await npx("perf", "analyze", LOG, "--json");
  check(
    "npx perf analyze LOG --json",
    json.code === 0 && kindOf(json.stdout) === "analysis",
    json.output.slice(0, 2000),
  );
  const html = await npx("perf", "analyze", LOG, "--format", "html", "--output", "view.html");
  check("npx perf analyze LOG --format html --output view.html", html.code === 0, html.output);
  const page = html.code === 0 ? readFileSync(join(folder, "view.html"), "utf8") : "";
  check("the page holds the data", /<script type="application\/json"[^>]*>[^<]*kubernetes\.client/.test(page));
  check("the page has no place left open", page !== "" && !/\{\{\w+\}\}/.test(page));
  const unknown = await npx("perf", "no-such-command");
  check("npx perf no-such-command exits 2", unknown.code === 2, `exit: ${unknown.code}\n${unknown.output}`);
}

function kindOf(text) {
  try {
    return JSON.parse(text).kind;
  } catch {
    return undefined;
  }
}
