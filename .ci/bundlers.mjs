// Every bundler that can be installed here bundles a small program, and each bundle is started beside the program itself. They are
// installed into bench/.cache/bundlers. Takes ten minutes and more: Nuitka compiles. Ends with `N passed, N failed`; what can't be used
// here is named and not counted.
//
//   node .ci/bundlers.mjs              all
//   node .ci/bundlers.mjs KIND…        these
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./process.mjs";
import { temporaryFolder } from "./temporary.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const build = join(root, "build", "src");
const cache = join(root, "bench", ".cache", "bundlers");
/** Versions that all of them know. */
const MINORS = [11, 12, 10, 13, 9];
/** What these can't do, by what is then printed. */
const KNOWN = {
  ncc: { fault: /Cannot find module '\.\/inner'/, why: "finds nothing that packages load by computed names" },
  "node-sea (ES modules)": { fault: /Top-level await/, why: "is CommonJS, which has no top-level await" },
};
/** Nuitka on a busy machine. */
const SECONDS = 2400;

if (!existsSync(build) || !existsSync(join(root, "dist"))) {
  console.error("there is no build/ or dist/: npm test compiles them, and npx tsc -p . with npm run build");
  process.exit(1);
}
const { withBundleTools } = await import(join(build, "io", "bundle-tools.js"));
const { NODE_KINDS, PYTHON_KINDS } = await import(join(build, "bundle", "kinds", "kinds.js"));
const { MODULE_FILES, NODE_FILES, NODE_PROGRAM, PYTHON_FILES, pythonProgramIn } = await import(
  join(build, "bundle", "kinds", "testing.js")
);
const { folderWith } = await import(join(build, "io", "testing", "bundled.js"));
const { interpreters } = await import(join(build, "io", "testing", "pythons.js"));

async function must(command, args, cwd) {
  const { code, output } = await run(command, args, { cwd, seconds: 900 });
  if (code !== 0) throw new Error(`${command} ${args.join(" ")}: ${code}\n${output}`);
}

/** Absolute; not a version manager's script. */
async function executableOf(python) {
  const { code, stdout } = await run(python, ["-I", "-S", "-c", "import sys; print(sys.executable)"], { seconds: 60 });
  if (code !== 0) throw new Error(`${python} does not say where it is`);
  return stdout.trim();
}

async function pythonPrograms() {
  const found = interpreters();
  const base = MINORS.map((minor) => found.find((each) => each.minor === minor)).find((each) => each !== undefined);
  if (base === undefined) throw new Error("Python 3.9 to 3.13 is needed");
  const executable = await executableOf(base.path);
  const venv = join(cache, `3.${base.minor}`);
  const python = join(venv, "bin", "python");
  if (!existsSync(join(venv, "ready"))) {
    mkdirSync(cache, { recursive: true });
    await must(base.path, ["-m", "venv", "--clear", venv], root);
    const names = ["pyinstaller", "nuitka", "shiv", "pex"];
    await must(python, ["-m", "pip", "install", "-q", "--disable-pip-version-check", ...names], root);
    writeFileSync(join(venv, "ready"), "");
  }
  const program = pythonProgramIn(folderWith(PYTHON_FILES), {
    executable: python,
    base: executable,
    version: [3, base.minor, 0],
  });
  return [{ program, unbundled: [executable, program.script], env: { PYTHONPATH: program.modules } }];
}

async function nodePrograms() {
  const tools = join(cache, "node");
  if (!existsSync(join(tools, "ready"))) {
    mkdirSync(tools, { recursive: true });
    writeFileSync(join(tools, "package.json"), "{}");
    const names = ["esbuild", "postject", "rolldown", "@vercel/ncc"];
    await must("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", ...names], tools);
    writeFileSync(join(tools, "ready"), "");
  }
  const version = process.versions.node.split(".").map(Number);
  const here = { ...NODE_PROGRAM, node: process.execPath, version };
  const [common, modules] = [folderWith(NODE_FILES), folderWith(MODULE_FILES)];
  return [
    { ...here, folder: common, file: join(common, "bin", "greet.js") },
    { ...here, folder: modules, file: join(modules, "cli.js"), isModule: true },
  ].map((program) => ({ program, unbundled: [process.execPath, program.file], env: {} }));
}

async function start(words, more, home) {
  const [program, ...args] = words;
  const env = { PATH: process.env.PATH, HOME: home, ...more };
  const { code, output } = await run(program, args, { cwd: home, env, seconds: 120 });
  return `${code}\n${output}`;
}

/** @returns what is wrong, null for nothing, or why it was not tried */
async function check(kind, load, { program, unbundled, env }) {
  const folder = mkdtempSync(join(temporary, `${kind} `));
  const [into, home, log] = ["into", "home", "log"].map((name) => join(folder, name));
  mkdirSync(into);
  mkdirSync(home);
  const interpreter = program.language === "python" ? program.interpreter.executable : program.node;
  const { signal: stop } = new AbortController();
  const options = { kind, log, environment: process.env, interpreter, packageRoot: root, timeoutS: SECONDS, stop };
  const began = Date.now();
  const made = await withBundleTools({ ...options, cwd: join(cache, "node") }, async (tools) => {
    const bundler = await load();
    const found = await bundler.find(program, tools);
    return "skipped" in found ? found : { ...found, ...(await bundler.build(program, into, tools)) };
  });
  if ("skipped" in made) return made;
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  for (const args of [["you"], ["wrong"]]) {
    const [expected, got] = [
      await start([...unbundled, ...args], env, home),
      await start([...made.command, ...args], {}, home),
    ];
    if (expected !== got)
      return { version: made.version, seconds, wrong: `${args}: expected\n${expected}\nand got\n${got}` };
  }
  return { version: made.version, seconds, wrong: null };
}

const temporary = temporaryFolder("importperf bundlers");
const asked = process.argv.slice(2);
let [passed, failed] = [0, 0];
for (const [table, programs] of [
  [PYTHON_KINDS, await pythonPrograms()],
  [NODE_KINDS, await nodePrograms()],
]) {
  for (const [kind, load] of Object.entries(table)) {
    if (asked.length > 0 && !asked.includes(kind)) continue;
    for (const program of programs) {
      const name = program.program.isModule === true ? `${kind} (ES modules)` : kind;
      const result = await check(kind, load, program).catch((error) => ({
        wrong: `${error.message}\n${(error.said ?? []).join("\n") || error.stack}`,
      }));
      if (KNOWN[name]?.fault.test(result.wrong)) Object.assign(result, { skipped: KNOWN[name].why });
      if (result.skipped !== undefined) console.log(`-     ${name}: ${result.skipped}`);
      else if (result.wrong === null) console.log(`ok    ${name} ${result.version} (${result.seconds} s)`);
      else console.log(`FAIL  ${name} ${result.version ?? ""}\n${result.wrong}`);
      if (result.wrong === null) passed++;
      else if (result.skipped === undefined) failed++;
    }
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
