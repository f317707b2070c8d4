// Our resolver beside Node's own, on every string that looks like an import in real programs and all of their
// dependencies: both must give the same file, or both must fail, for `require` and for `import`.
//
//   node .ci/resolve-javascript.mjs [FOLDER...]     with none, eslint, lerna and firebase-tools are installed into bench/.cache
//   NODE=/path/to/node node .ci/resolve-javascript.mjs ...     to ask another Node
//
// Ends with `N passed, N failed`; an import is one test.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./process.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const node = process.env.NODE ?? process.execPath;
const PROGRAMS = { eslint: "eslint@10", lerna: "lerna@9", firebase: "firebase-tools@15" };
const IMPORT =
  /(?:\b(?:from|import|require|resolve)\s*(?:\(\s*)?|\bimport\s*\(\s*(?:\/\*.*?\*\/\s*)?)(?:"([^"\n\\]{1,200})"|'([^'\n\\]{1,200})')/g;
const SHOWN = 20;

async function install(name, spec) {
  const folder = join(root, "bench", ".cache", "node", name);
  if (existsSync(join(folder, "node_modules"))) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), "{}");
  const args = ["install", spec, "--ignore-scripts", "--no-audit", "--no-fund"];
  const { code, output } = await run("npm", args, { cwd: folder, seconds: 900 });
  if (code !== 0) throw new Error(`${spec} could not be installed\n${output}`);
  return folder;
}

/** One pair for each specifier that stands in a folder's files: all files of a folder see the same. */
function importsBelow(folder) {
  const pairs = [];
  let files = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.[cm]?[jt]sx?$/.test(entry.name)) continue;
    files++;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const seen = seenIn.get(dirname(file)) ?? new Set();
    seenIn.set(dirname(file), seen);
    for (const match of readFileSync(file, "utf8").matchAll(IMPORT)) {
      const specifier = match[1] ?? match[2];
      if (seen.has(specifier)) continue;
      seen.add(specifier);
      pairs.push([file, specifier]);
    }
  }
  return { pairs, files };
}

function askNode(pairs) {
  const args = ["--experimental-import-meta-resolve", "--no-warnings", join(root, ".ci", "node-resolution.mjs")];
  const env = { ...process.env, HOME: join(root, "build"), NODE_PATH: "" };
  const options = { input: JSON.stringify(pairs), maxBuffer: 2 ** 30, encoding: "utf8", timeout: 600_000, env };
  const { stdout, stderr, status } = spawnSync(node, args, options);
  if (status !== 0) throw new Error(`${node} failed: ${stderr.slice(0, 2000)}`);
  return JSON.parse(stdout);
}

function plain(resolution) {
  if (resolution.kind === "file") return resolution.path + resolution.query;
  if (resolution.kind === "builtin") return resolution.name;
  return resolution.kind === "url" ? resolution.url : null;
}

const seenIn = new Map();
let passed = 0;
let failed = 0;
try {
  const tsc = await run(process.execPath, [join("node_modules", "typescript", "bin", "tsc"), "-p", "."], { cwd: root });
  if (tsc.code !== 0) throw new Error(tsc.output);
  const { Resolver } = await import(join(root, "build/src/languages/javascript/resolve/resolver.js"));
  const { fileSystem } = await import(join(root, "build/src/io/file-system.js"));
  const given = process.argv.slice(2).map((folder) => resolve(folder));
  const folders = given.length > 0 ? given : [];
  if (given.length === 0) for (const [name, spec] of Object.entries(PROGRAMS)) folders.push(await install(name, spec));
  for (const folder of folders) {
    const { pairs, files } = importsBelow(folder);
    const started = performance.now();
    const resolver = new Resolver(fileSystem);
    const ours = pairs.map(([file, specifier]) => [
      resolver.require(specifier, file),
      resolver.import(specifier, file),
    ]);
    const ms = performance.now() - started;
    const before = performance.now();
    const truth = askNode(pairs);
    const nodeMs = performance.now() - before;
    let wrong = 0;
    let unknown = 0;
    for (const [index, [file, specifier]] of pairs.entries()) {
      for (const [way, word] of ["require", "import"].entries()) {
        const found = plain(ours[index][way]);
        // A name with this scheme is Node's own in whichever version has it: which do is not a matter of resolving.
        if (specifier.startsWith("node:") && truth[index][way] === null && found === specifier) {
          unknown++;
          continue;
        }
        if (found === truth[index][way]) {
          passed++;
          continue;
        }
        failed++;
        if (wrong++ < SHOWN) {
          console.log(
            `FAIL ${word} ${JSON.stringify(specifier)} in ${file}\n  Node: ${truth[index][way]}\n  ours: ${found}`,
          );
        }
      }
    }
    const both = truth.flat();
    const nulls = both.filter((answer) => answer === null).length;
    const rate = Math.round((2 * pairs.length) / (ms / 1000)).toLocaleString("en");
    console.log(
      `${folder}: ${files} files, ${both.length} resolutions, ${both.length - nulls} found by Node, ${wrong} differ, ${unknown} built-ins of other versions; ` +
        `ours ${ms.toFixed(0)} ms cold, ${rate}/s; Node ${nodeMs.toFixed(0)} ms with its start`,
    );
  }
} catch (error) {
  failed++;
  console.log(String(error));
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
