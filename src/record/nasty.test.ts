import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { hookEnvironment } from "../io/hook-environment.js";
import { HookFolder } from "../io/hook-folder.js";
import { type Interpreter, someInterpreters } from "../io/testing/pythons.js";
import { HOOK_FILES, hookPrefixes } from "../languages/python/record/hooks.js";
import { readProcessFile } from "../languages/python/record/process-file.js";

/** All ways in which Python can be given a program; the programs themselves are in tracer.test.ts. */
const FIXTURES = resolve("fixtures", "record");
const made = mkdtempSync(join(tmpdir(), "importperf-test-"));
const folder = new HookFolder("dist", HOOK_FILES);
process.on("exit", () => {
  folder.remove();
  rmSync(made, { recursive: true, force: true });
});

interface Way {
  readonly name: string;
  /** After the interpreter, or with `shell` a line in which $PYTHON is the interpreter. */
  readonly args?: readonly string[];
  readonly shell?: string;
  readonly env?: Record<string, string>;
  readonly input?: string;
  readonly from?: number;
}

const CODE = "import json, sys, helpers.plain; print(json.dumps(sys.argv), sys.flags, helpers.plain.NAME)";
const MANY = "import sys\nfor n in range(200000): print(n, 'x' * 50)\nimport json";

const WAYS: readonly Way[] = [
  { name: "from standard input", args: ["-"], input: "import json, sys\nprint(json.dumps(sys.argv))\n" },
  { name: "standard input without a word", args: [], input: "import helpers.plain\nprint(helpers.plain.NAME)\n" },
  {
    name: "interactive",
    args: ["-i", "-q"],
    input: "import json\njson.dumps(1)\n1/0\nimport helpers.failing\nexit(3)\n",
  },
  {
    name: "on a terminal",
    shell: `"$PYTHON" -c 'import os, pty, sys; sys.exit(os.WEXITSTATUS(pty.spawn([sys.executable, "-q"])))'`,
    env: { TERM: "dumb", PYTHON_BASIC_REPL: "1", INPUTRC: "/dev/null" },
    input: "import json\njson.dumps([1])\nimport sys; sys.stdin.isatty()\nexit(5)\n",
    from: 8,
  },
  { name: "-c", args: ["-c", CODE, "a b"] },
  { name: "-m", args: ["-m", "tool", "a"] },
  { name: "a folder", args: ["dir_app", "a"] },
  { name: "a folder that is a package", args: ["tool"] },
  { name: "a zip file", args: [join(made, "app.pyz"), "a"] },
  { name: "a module in a zip file", args: ["-m", "beside"], env: { PYTHONPATH: join(made, "app.pyz") } },
  { name: "doctest", args: ["-m", "doctest", "-v", "documented.py"] },
  { name: "unittest", shell: `"$PYTHON" -m unittest -q documented 2>&1 | sed 's/in [0-9.]*s/in a while/'` },
  { name: "trace", args: ["-m", "trace", "--trace", "dir_app/__main__.py"] },
  { name: "-W error", args: ["-W", "error", "warns.py"] },
  { name: "-W error of a clean program", args: ["-W", "error", "-bb", "-c", CODE] },
  { name: "-X dev", args: ["-X", "dev", "-c", CODE] },
  { name: "-X utf8", args: ["-X", "utf8", "many_files.py"], env: { LC_ALL: "C" } },
  {
    name: "a locale without letters",
    args: ["many_files.py"],
    env: { LC_ALL: "C", PYTHONCOERCECLOCALE: "0", PYTHONUTF8: "0" },
  },
  { name: "-OO -u -B -s", args: ["-OO", "-u", "-B", "-s", "-c", CODE] },
  { name: "-P", args: ["-P", "-c", "import json, sys; print(sys.path[:1] == [''], sys.flags)"], from: 11 },
  { name: "-X frozen_modules=off", args: ["-X", "frozen_modules=off", "-c", CODE], from: 11 },
  { name: "-X warn_default_encoding", args: ["-X", "warn_default_encoding", "-c", CODE], from: 10 },
  { name: "-X tracemalloc", args: ["-X", "tracemalloc", "-c", CODE] },
  {
    name: "an empty entry in PYTHONPATH",
    args: ["-c", "import sys; print(sys.path)"],
    env: { PYTHONPATH: ":helpers:" },
  },
  {
    name: "without any variable",
    shell: `env -i PYTHONPATH="$PYTHONPATH" IMPORTPERF_RECORD="$IMPORTPERF_RECORD" "$PYTHON" -c '${CODE}'`,
  },
  { name: "a pipe that closes early", shell: `{ "$PYTHON" -c "${MANY}"; echo "exit $?" >&2; } | head -n 1` },
  { name: "no standard streams", shell: `"$PYTHON" closes_streams.py <&- >&- 2>&-; echo "exit $?"` },
  {
    name: "killed from outside",
    shell: `{ "$PYTHON" -c 'import json, os, subprocess; print(1, flush=True); subprocess.call(["sh", "-c", "kill -9 %d" % os.getpid()])'; echo "exit $?"; } 2>/dev/null`,
  },
  {
    name: "ended by Ctrl-C",
    shell: `"$PYTHON" -c 'import os, signal, json
signal.signal(signal.SIGINT, signal.default_int_handler); os.kill(os.getpid(), signal.SIGINT)
for n in range(10**9): pass'; echo "exit $?"`,
  },
];

function run(python: Interpreter, { args, shell, env, input }: Way, hooked: boolean) {
  const environment = { ...process.env, PYTHONDONTWRITEBYTECODE: "1", PYTHON: python.path, ...env };
  const hooks = hooked ? hookEnvironment(folder, "trace", hookPrefixes(folder.path, "trace", ":"), environment) : {};
  const [program, words] = shell === undefined ? [python.path, args ?? []] : ["bash", ["-c", shell]];
  const options = { cwd: FIXTURES, env: { ...environment, ...hooks }, input: input ?? "", timeout: 60_000 };
  const { status, signal, stdout, stderr } = spawnSync(program, words, {
    ...options,
    encoding: "latin1",
    maxBuffer: 1 << 28,
  });
  const steady = (text: string): string => text.replace(/0x[0-9a-f]+/g, "0x0").replaceAll("\r", "");
  return { status, signal, stdout: steady(stdout), stderr: steady(stderr) };
}

const test = suite("in whatever way a program starts, recording does not show");
const pythons = someInterpreters();
const [any] = pythons;

test.before(() => {
  if (any === undefined) throw new Error("python3 is needed");
  const { status, stderr } = spawnSync(any.path, [
    "-m",
    "zipapp",
    join(FIXTURES, "dir_app"),
    "-o",
    join(made, "app.pyz"),
  ]);
  if (status !== 0) throw new Error(String(stderr));
});

test("two someInterpreters at least are here", () => {
  assert.ok(pythons.length >= 2, `found ${pythons.map(({ path }) => path).join(", ")}`);
});

for (const python of pythons) {
  for (const way of WAYS) {
    if (python.minor < (way.from ?? 0)) continue;
    test(`${way.name} on 3.${python.minor}`, () => {
      const plain = run(python, way, false);
      assert.equal(run(python, way, true), plain);
      assert.is(plain.signal, null);
      const records = [...folder.take().values()].flatMap((text) => readProcessFile(text) ?? []);
      assert.ok(records.length > 0, "it was recorded");
    });
  }

  test(`the same compiled files are written on 3.${python.minor}`, () => {
    const written = [false, true].map((hooked) => {
      const copy = join(made, `copy-${python.minor}-${hooked}`);
      cpSync(FIXTURES, copy, { recursive: true, filter: (path) => !path.includes("__pycache__") });
      const hooks = hooked
        ? hookEnvironment(folder, "trace", hookPrefixes(folder.path, "trace", ":"), process.env)
        : {};
      const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "", ...hooks };
      spawnSync(python.path, ["-m", "tool"], { cwd: copy, env });
      folder.take();
      return readdirSync(copy, { recursive: true }).map(String).sort();
    });
    assert.equal(written[0], written[1]);
    assert.ok(written[0]?.some((name) => name.endsWith(".pyc")));
  });
}

test.run();
