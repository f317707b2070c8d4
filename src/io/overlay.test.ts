import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { OverlayMode } from "../languages/overlay.js";
import { OverlayFolder } from "./overlay-folder.js";
import { madeFolder } from "./testing/hooked.js";
import { interpreters } from "./testing/pythons.js";

/** The files of a small program, and what they become. */
const FILES: Record<string, [string, string]> = {
  "tool/__init__.py": ["import decimal\nNAME = 1\n", "NAME = 2\n"],
  "tool/__main__.py": ["import sys\nfrom tool import NAME\nprint('main', NAME, sys.argv[1:])\n", ""],
  "tool/fails.py": ["def f():\n    raise KeyError('old')\n", "# one more line\ndef f():\n    raise KeyError('new')\n"],
  "script.py": [
    "import tool\nprint('old', __name__, __file__)\n",
    "import tool, sys\nprint('new', __name__, __file__)\nsys.exit(tool.NAME)\n",
  ],
};

const PROGRAM = `
import inspect, json, linecache, subprocess, sys, traceback
from tool import NAME, fails
print(NAME, 'decimal' in sys.modules)
print(inspect.getsource(fails.f).strip().splitlines()[-1].strip())
try: fails.f()
except KeyError: print(traceback.format_exc().splitlines()[-2].strip())
print(open(fails.__file__).readline().strip())
print(fails.__loader__.get_source('tool.fails').splitlines()[0])
import os
print(any('importperf-record' in part for part in list(os.environ.values()) + sys.path))
sys.stdout.flush()
subprocess.call([sys.executable, '-m', 'tool', 'a'], env={})
`;

const COMPILED = `
import os, sys
count = []
folder = os.getcwd()
def hook(event, arguments):
    if event == "compile" and str(arguments[1]).startswith(folder): count.append(arguments[1])
sys.addaudithook(hook)
import tool.fails
print(len(count))
`;

function program(): string {
  const folder = madeFolder();
  for (const [name, [text]] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

function overlay(root: string): OverlayFolder {
  const folder = new OverlayFolder(process.cwd());
  process.on("exit", () => folder.remove());
  folder.serve(
    Object.entries(FILES).map(([name, [before, after]]) => ({
      path: join(root, name),
      before: Buffer.from(before),
      after: Buffer.from(after === "" ? before : after),
    })),
  );
  return folder;
}

function run(
  folder: OverlayFolder,
  mode: OverlayMode,
  cwd: string,
  words: readonly string[],
): SpawnSyncReturns<string> {
  const [program = "", ...args] = words;
  return spawnSync(program, args, {
    cwd,
    env: folder.environment(mode, process.env),
    encoding: "utf8",
    timeout: 60_000,
  });
}

/** Everything below a folder but what Python itself compiles. */
function contents(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => name.endsWith(".py"))
    .sort()
    .map((name) => `${name}\n${readFileSync(join(folder, name), "utf8")}`);
}

const test = suite("overlay");

for (const { path: python, minor } of interpreters()) {
  const runsScripts = minor >= 8;

  test(`3.${minor}: edited modules run, their lines are shown, and nothing on disk changes`, () => {
    const root = program();
    const before = contents(root);
    const folder = overlay(root);
    for (const [mode, lines] of [
      [
        "overlay-before",
        ["1 True", "raise KeyError('old')", "raise KeyError('old')", "def f():", "def f():", "False", "main 1 ['a']"],
      ],
      [
        "overlay-after-report",
        [
          "2 False",
          "raise KeyError('new')",
          "raise KeyError('new')",
          "def f():",
          "# one more line",
          "False",
          "main 2 ['a']",
        ],
      ],
      [
        "overlay-after",
        [
          "2 False",
          "raise KeyError('new')",
          "raise KeyError('new')",
          "def f():",
          "# one more line",
          "False",
          "main 2 ['a']",
        ],
      ],
    ] as const) {
      const { stdout, stderr, status } = run(folder, mode, root, [python, "-c", PROGRAM]);
      assert.is(status, 0, stderr);
      assert.is(stderr, "");
      assert.equal(stdout.trim().split("\n"), lines, mode);
      assert.equal([...folder.takeReport().loaded].sort(), mode.endsWith("report") ? [0, 1, 2] : []);
    }
    assert.equal(contents(root), before);
  });

  test(`3.${minor}: a script that is run directly`, () => {
    const root = program();
    const folder = overlay(root);
    for (const words of [
      ["script.py"],
      ["./script.py"],
      [join(root, "script.py")],
      ["-B", "-W", "ignore", "script.py"],
    ]) {
      const { stdout, stderr, status } = run(folder, "overlay-after-report", root, [python, ...words]);
      assert.is(stderr, "");
      assert.match(stdout, new RegExp(`^${runsScripts ? "new" : "old"} __main__ .*script\\.py\n$`));
      assert.is(status, runsScripts ? 2 : 0);
      assert.equal([...folder.takeReport().loaded].sort(), runsScripts ? [0, 3] : [0]);
    }
  });

  test(`3.${minor}: a program that is reached through a link`, () => {
    const root = program();
    const folder = overlay(root);
    const link = join(madeFolder(), "link");
    symlinkSync(root, link);
    const { stdout } = run(folder, "overlay-after-report", link, [python, "-m", "tool"]);
    assert.is(stdout, "main 2 []\n");
    assert.equal([...folder.takeReport().loaded].sort(), [0, 1]);
  });

  if (minor >= 8) {
    test(`3.${minor}: what nothing keeps compiled is compiled in every run, as the file itself is`, () => {
      const root = program();
      const folder = overlay(root);
      const count = (isServed: boolean, options: Record<string, string>) => {
        const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "", ...options };
        const environment = isServed ? folder.environment("overlay-before", env) : env;
        const { stdout, stderr } = spawnSync(python, ["-c", COMPILED], {
          cwd: root,
          env: environment,
          encoding: "utf8",
        });
        assert.is(stderr, "");
        return Number(stdout);
      };
      const none = { PYTHONDONTWRITEBYTECODE: "1" };
      // The second of two plain starts is the truth; those that may write compiled files.
      for (const [options, compiled] of [
        [none, 2],
        [{}, 0],
        [none, 0],
      ] as const) {
        const [truth, served] = [false, true].map((isServed) => [1, 2].map(() => count(isServed, options))[1]);
        assert.is(truth, compiled);
        assert.is(served, truth, JSON.stringify(options));
      }
    });
  }

  test(`3.${minor}: watched files run as they are`, () => {
    const root = program();
    const folder = new OverlayFolder(process.cwd());
    folder.watch(Object.keys(FILES).map((name) => ({ path: join(root, name) })));
    assert.is(run(folder, "overlay-watch", root, [python, "-m", "tool"]).stdout, "main 1 []\n");
    assert.equal([...folder.takeReport().loaded].sort(), [0, 1]);
    assert.match(run(folder, "overlay-watch", root, [python, "script.py"]).stdout, /^old/);
    assert.equal([...folder.takeReport().loaded].sort(), [0, 3]);
    folder.remove();
  });
}

test.run();
