import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { OverlayMode } from "../languages/overlay.js";
import { OverlayFolder } from "./overlay-folder.js";
import { madeFolder } from "./testing/hooked.js";
import { type NodeProgram, nodePrograms } from "./testing/nodes.js";
import { interpreters } from "./testing/pythons.js";

type Files = Readonly<Record<string, string | readonly [before: string, after: string]>>;

const FIXTURES = resolve("fixtures", "record", "node");
const nodes = nodePrograms();

/** A program, and a folder that serves what is edited of it. */
class Served {
  readonly root = madeFolder();
  readonly folder = new OverlayFolder(process.cwd());
  private readonly edited: string[] = [];

  constructor(files: Files) {
    process.on("exit", () => this.folder.remove());
    const served = [];
    for (const [name, text] of Object.entries(files)) {
      const path = join(this.root, name);
      mkdirSync(dirname(path), { recursive: true });
      const [before, after] = typeof text === "string" ? [text, null] : text;
      writeFileSync(path, before);
      if (after === null) continue;
      this.edited.push(name);
      served.push({ path, before: Buffer.from(before), after: Buffer.from(after) });
    }
    this.folder.serve(served);
  }

  run(node: NodeProgram, mode: OverlayMode | null, args: readonly string[], more: Run = {}): SpawnSyncReturns<string> {
    const { NODE_OPTIONS: _, ...own } = process.env;
    const environment = { ...own, ...more.environment };
    return spawnSync(node.path, args, {
      cwd: more.cwd ?? this.root,
      env: mode === null ? environment : this.folder.environment(mode, environment),
      encoding: "utf8",
      input: "from standard input\n".repeat(20_000),
      timeout: 60_000,
    });
  }

  /** Names of the edited files that were loaded since the last call. */
  loaded(): string[] {
    return [...this.folder.takeReport().loaded].map((number) => this.edited[number] ?? "").sort();
  }

  /** Everything in the program's folder. */
  contents(): string[] {
    return (readdirSync(this.root, { recursive: true, withFileTypes: true }) as import("node:fs").Dirent[])
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => `${join(parentPath, name)}\n${readFileSync(join(parentPath, name), "utf8")}`);
  }
}

interface Run {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

const COMMONJS: Files = {
  "main.js": [
    "#!/usr/bin/env node\nconsole.log('old main', require.main === module, __filename.slice(-7));\nrequire('./rest');\n",
    "#!/usr/bin/env node\n\nconsole.log('new main', require.main === module, __filename.slice(-7));\nrequire('./rest');\n",
  ],
  "rest.js": `
const fs = require("fs");
const { spawnSync } = require("child_process");
const { Worker, isMainThread } = require("worker_threads");
console.log(require("./marked").name, require("./data.json").name, require("./strict.cjs").name);
try { require("./fails").f(); } catch (error) { console.log(error.stack.split("\\n").slice(0, 4).join("|")); }
console.log(fs.readFileSync(require.resolve("./fails"), "utf8").split("\\n")[0], fs.readFileSync.name);
console.log(JSON.stringify(process.env).includes("importperf"), process.execArgv.length, Object.keys(require.cache).length);
console.log(Object.keys(require("module")._extensions).join(), require.main.children.length);
process.stdout.write(spawnSync(process.execPath, ["child.js"], { env: {}, encoding: "utf8" }).stdout);
new Worker(require.resolve("./worker")).on("message", (name) => console.log(name, "in a worker"));
`,
  "child.js": ["console.log('old child');", "console.log('new child', Object.keys(process.env).length);"],
  "worker.js": [
    "require('worker_threads').parentPort.postMessage('old')",
    "require('worker_threads').parentPort.postMessage('new')",
  ],
  "marked.js": ["\ufeffexports.name = 'old';\r\n", "\ufeff\r\nexports.name = 'new';\r\n"],
  "data.json": ['{"name": "old"}', '\ufeff{"name": "new"}'],
  "strict.cjs": ["exports.name = 'old';", "'use strict';\nexports.name = 'new';"],
  "fails.js": [
    "exports.f = () => {\n  throw new Error('old');\n};\n",
    "// one more line\n\nexports.f = () => {\n  throw new Error('new');\n};\n",
  ],
};

const ESM: Files = {
  "package.json": '{"type": "module"}',
  "main.js": [
    "import { name } from './es.mjs';\nimport './rest.js';\nconsole.log('old', name);\n",
    "import { name } from './es.mjs';\n\nimport './rest.js';\nconsole.log('new', name);\n",
  ],
  "rest.js": `
import common, { named } from "./common.cjs";
import data from "./data.json" with { type: "json" };
import { name } from "./es.mjs?again";
console.log(common.name, named, data.name, name);
try { (await import("./fails.js")).f(); } catch (error) { console.log(error.stack.split("\\n").slice(0, 2).join("|")); }
try { await import("./none.js"); } catch (error) { console.log(error.code, error.stack.includes("importperf")); }
`,
  "es.mjs": ["export const name = 'old es';", "export const name = 'new es';\nexport const more = 1;"],
  "common.cjs": ["exports.name = 'old common'; exports.named = 1;", "exports.name = 'new common';\nexports.named = 2;"],
  "data.json": ['{"name": "old"}', '{"name": "new"}'],
  "fails.js": [
    "export function f() {\n  throw new Error('old');\n}\n",
    "// more\nexport function f() {\n  throw new Error('new');\n}\n",
  ],
};

/** What the program prints where its files are edited on disk. */
function onDisk(files: Files, node: NodeProgram, side: 0 | 1): SpawnSyncReturns<string> {
  const plain = Object.entries(files).map(([name, text]) => [name, typeof text === "string" ? text : text[side]]);
  const made = new Served(Object.fromEntries(plain));
  return made.run(node, null, ["main.js"], {});
}

const test = suite("overlay of Node programs");

test("two versions of Node are here at least", () => {
  assert.ok(nodes.length >= 2, "put another Node on PATH, or its folder into IMPORTPERF_NODES");
});

for (const node of nodes) {
  for (const [kind, files] of Object.entries({ CommonJS: COMMONJS, "ES modules": ESM })) {
    test(`${node.major}: ${kind} run as they would if they were edited on disk, and nothing there changes`, () => {
      const served = new Served(files);
      const before = served.contents();
      const plain = (text: string): string => text.replaceAll(/\/tmp\/importperf-test-\w+/g, "ROOT");
      for (const side of [0, 1] as const) {
        const real = onDisk(files, node, side);
        assert.is(real.status, 0, real.stderr);
        const name = side === 0 ? "before" : "after";
        for (const mode of [`overlay-${name}`, `overlay-${name}-report`, `overlay-${name}-exit`] as const) {
          const { stdout, stderr, status } = served.run(node, mode, ["main.js"]);
          assert.is(stderr, plain(real.stderr));
          // What a program itself reads is as it is on disk.
          const own =
            side === 0 ? real.stdout : real.stdout.replace("// one more line read", "exports.f = () => { read");
          assert.is(plain(stdout), plain(own), mode);
          assert.is(status, 0);
          const edited = Object.keys(files).filter((name) => typeof files[name] !== "string");
          assert.equal(served.loaded(), mode.endsWith("report") ? edited.sort() : []);
        }
      }
      assert.equal(served.contents(), before);
    });
  }

  test(`${node.major}: what is watched runs as it is; a program that is reached through a link`, () => {
    const served = new Served(COMMONJS);
    served.folder.watch(["main.js", "data.json", "fails.js"].map((name) => ({ path: join(served.root, name) })));
    assert.match(served.run(node, "overlay-watch", ["main.js"]).stdout, /^old main.*\nold old old\n/);
    const report = served.folder.takeReport();
    assert.equal([...report.loaded].sort(), [0, 1, 2]);
    assert.ok(report.runtimes.length >= 2);
    for (const { language, executable } of report.runtimes) {
      assert.is(language, "javascript");
      assert.ok(executable.endsWith("node"));
    }
    const link = join(madeFolder(), "link");
    symlinkSync(served.root, link);
    const through = ["--preserve-symlinks", "--preserve-symlinks-main", "main.js"];
    assert.match(served.run(node, "overlay-after", through, { cwd: link }).stdout, /^new main.*\nnew new new\n/);
  });

  test(`${node.major}: a compile cache holds what each side compiled, and the user's stays as it is`, () => {
    const cache = madeFolder();
    const served = new Served({
      "main.js": `const m = require("module"); if (m.enableCompileCache) m.enableCompileCache(${JSON.stringify(cache)}); require("./rest");`,
      "rest.js": ["console.log('old')", "console.log('new')"],
    });
    for (const environment of [{}, { NODE_COMPILE_CACHE: cache }]) {
      for (const side of ["before", "after", "before", "after"] as const) {
        const { stdout, stderr } = served.run(node, `overlay-${side}`, ["main.js"], { environment });
        assert.is(stderr, "");
        assert.is(stdout, side === "before" ? "old\n" : "new\n");
      }
    }
    assert.equal(readdirSync(cache), []);
  });

  for (const folder of [FIXTURES, join(FIXTURES, "esm")]) {
    for (const program of readdirSync(folder).filter((name) => /\.[mc]?[jt]s$/.test(name))) {
      test(`${node.major}: ${program} behaves as ever where it is served as it is`, () => {
        const served = new Served({});
        const files = readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && /\.(?:[mc]?[jt]s|json)$/.test(entry.name))
          .map(({ parentPath, name }) => join(parentPath, name))
          .map((path) => ({ path, before: readFileSync(path), after: readFileSync(path) }));
        served.folder.serve(files);
        const seen = (mode: OverlayMode | null) => {
          const { status, signal, stdout, stderr } = served.run(node, mode, [join(folder, program)], { cwd: FIXTURES });
          return { status, signal, stdout, stderr: stderr.replaceAll(/\(node:\d+\)/g, "(node)") };
        };
        assert.equal(seen("overlay-after"), seen(null));
      });
    }
  }
}

test("a Python program that starts Node, and Node that starts Python: both are served", () => {
  const [python] = interpreters();
  const words = [python?.path ?? "python3", "-m", "tool", process.execPath];
  const served = new Served({
    "tool/__main__.py":
      "import subprocess, sys\nfrom tool import name\nsubprocess.call([sys.argv[1], 'main.js', sys.executable])\n",
    "tool/name.py": ["print('old', flush=True)\n", "print('new', flush=True)\n"],
    "main.js":
      "require('./name');\nrequire('child_process').spawnSync(process.argv[2], ['-m', 'tool.name'], { stdio: 'inherit' });\n",
    "name.js": ["console.log('old js')", "console.log('new js')"],
  });
  const { stdout, stderr } = spawnSync(words[0] ?? "", words.slice(1), {
    cwd: served.root,
    env: served.folder.environment("overlay-after-report", { ...process.env, PYTHONDONTWRITEBYTECODE: "1" }),
    encoding: "utf8",
  });
  assert.is(stderr, "");
  assert.is(stdout, "new\nnew js\nnew\n");
  const { loaded, runtimes } = served.folder.takeReport();
  assert.equal([...loaded].sort(), [0, 1]);
  assert.equal(runtimes.map(({ language }) => language).sort(), ["javascript", "python", "python"]);
});

test.run();
