import { existsSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Workshop } from "../cli/record-workshop.js";
import { UserError } from "../errors.js";
import { ownLog, whyNoHook } from "../languages/python/record/own-log.js";
import { notRecorded } from "./not-recorded.js";

const shop = new Workshop();

const test = suite("commands that keep hooks out");

for (const flag of ["-I", "-E", "-S"]) {
  test(`${flag}: the interpreter's own log stands in`, async () => {
    const args = ["-n", "2", "--", "python3", flag, "-c", "import json, sys; print(sys.flags.isolated); sys.exit(4)"];
    const { status, stdout, stderr } = await shop.perf(args);
    assert.is(status, 4, stderr);
    assert.is(stdout, flag === "-I" ? "1\n" : "0\n");
    assert.match(stderr, new RegExp(`${flag} keeps our hooks out`));
    const { evidence, modules, runs, command, anatomy } = shop.profile();
    assert.is(evidence, "tree");
    assert.is(anatomy, undefined);
    assert.is(command?.[1], flag);
    assert.is(runs?.length, 2);
    assert.ok(modules.some(({ name, origin }) => name === "json" && origin === "stdlib"));
  });
}

test("a script whose first line isolates its Python", async () => {
  const script = shop.write("isolated", "#!/usr/bin/env -S python3 -I\nimport json, sys\nprint(sys.argv[1:])\n");
  const { status, stdout, stderr } = await shop.perf(["-n", "1", "--", script, "a", "-I"]);
  assert.is(status, 0, stderr);
  assert.is(stdout, "['a', '-I']\n");
  assert.ok(shop.moduleNames().includes("json"));
});

test("--once has no second run to fall back to", async () => {
  const { status, stderr } = await shop.perf(["--once", "--", "python3", "-I", "-c", "import json"]);
  assert.is(status, 2);
  assert.match(stderr, /with -I, which keeps our hooks out/);
  assert.not.ok(existsSync(shop.file));
});

test("an isolated Python that a script starts is found and named", async () => {
  const script = shop.write("starts.sh", '#!/bin/sh\npython3 -I -c "import time; time.sleep(0.3)"\n');
  const { status, stderr } = await shop.perf(["-n", "1", "--", script]);
  assert.is(status, 2);
  assert.match(stderr, /runs Python with -I, which keeps our hooks out/);
});

test("a program that goes on as an isolated Python is recorded up to there, and that is told", async () => {
  const later = "import time; time.sleep(0.3)";
  const script = `import json, os, sys\nos.execv(sys.executable, [sys.executable, "-I", "-c", "${later}"])`;
  const { status, stderr } = await shop.perf(["-n", "1", "--", "python3", "-c", script]);
  assert.is(status, 0, stderr);
  const told = shop.profile().warnings.filter(({ code }) => code === "not-recorded");
  assert.is(told.length, 1);
  assert.match(told[0]?.message ?? "", /goes on as \/.*python\S* -I, which keeps our hooks out/);
  assert.ok(shop.moduleNames().includes("json"));
  const child = `import subprocess, sys\nsubprocess.run([sys.executable, "-I", "-c", "${later}"])`;
  await shop.perf(["-n", "1", "--", "python3", "-c", child]);
  assert.not.ok(shop.profile().warnings.some(({ code }) => code === "not-recorded"));
});

test("other runtimes, cleared environments and frozen binaries are told by name", async () => {
  const commands: [readonly string[], RegExp][] = [
    [
      [shop.write("bun", "#!/bin/sh\nexit 0\n")],
      /bun.* runs on Bun, which our hooks can't record\n {2}Record it with Node/,
    ],
    [[shop.write("denoscript", "#!/usr/bin/env -S deno run\n")], /denoscript \(.*deno run\) runs on Deno/],
    [["env", "-i", "/bin/sh", "-c", "exit 0"], /env -i clears the environment, which keeps our hooks out/],
    [
      [shop.write("frozen", `#${"x".repeat(5_000_000)}MEI\x0c\x0b\x0a\x0b\x0e`)],
      /frozen is a frozen binary \(PyInstaller\)/,
    ],
    [[shop.write("onefile", "#NUITKA_ONEFILE_PARENT")], /onefile is a frozen binary \(Nuitka\)/],
    [[shop.write("plain.sh", "#!/bin/sh\nsleep 0.2\n")], /what ran is .*plain\.sh \(#!\/bin\/sh\).*sleep/],
    [["sh", "-c", "echo 'node: --import is not allowed in NODE_OPTIONS' >&2; exit 9"], /refuses NODE_OPTIONS/],
  ];
  for (const [command, words] of commands) {
    const { status, stderr } = await shop.perf(["-n", "1", "--", ...command]);
    assert.is(status, 2, `${command.join(" ")}\n${stderr}`);
    assert.match(stderr, words);
    assert.not.match(stderr, /defect/);
    assert.not.ok(existsSync(shop.file));
  }
});

test("interpreters that hooks meet and can't record", () => {
  const said = (other: string): string => {
    const run = { words: ["x"], environment: {}, others: [other], seen: [], lastWords: "" };
    const { message, hint, code } = notRecorded(run);
    return `${code}: ${message}. ${hint}`;
  };
  assert.is(said("/p/python\ncpython 3.6"), "python-too-old: /p/python is Python 3.6. Use CPython 3.7 or later.");
  assert.is(said("/p/node\nnode 18.3"), "node-too-old: /p/node is Node.js 18.3. Use Node.js 20 or later.");
  assert.is(
    said("/p/pypy3\npypy 3.10"),
    "other-implementation: /p/pypy3 is PyPy 3.10, which our hooks can't record. Record it with CPython 3.7 or later.",
  );
});

test("setuid programs are told by their mode or name", () => {
  const run = { environment: process.env, others: [], seen: [], lastWords: "" };
  const error = notRecorded({ ...run, words: ["/usr/bin/sudo", "true"] });
  assert.instance(error, UserError);
  assert.match(error.message, /runs as another user/);
});

test("which options isolate, and where the log's option goes", () => {
  assert.is(whyNoHook(["python3", "-X", "dev", "-I", "x.py"], ""), "-I");
  assert.is(whyNoHook(["python3.12", "-bE", "x.py"], ""), "-E");
  assert.is(whyNoHook(["python3", "-WIgnore", "x.py", "-I"], ""), "");
  assert.is(whyNoHook(["python3", "-c", "-I"], ""), "");
  assert.is(whyNoHook(["python3", "-cI"], ""), "");
  assert.is(whyNoHook(["env", "A=1", "python", "-S"], ""), "-S");
  assert.is(whyNoHook(["tool"], "#!/venv/bin/python -I"), "-I");
  assert.is(whyNoHook(["tool", "-I"], "#!/bin/sh"), null);
  assert.equal(ownLog(["env", "A=1", "python", "-I", "x"], "/usr/bin/env", ""), [
    ...["env", "A=1", "python", "-X", "importtime", "-I", "x"],
  ]);
  assert.equal(ownLog(["tool", "a"], "/b/tool", "#!/venv/bin/python -I"), [
    ...["/venv/bin/python", "-X", "importtime", "-I", "/b/tool", "a"],
  ]);
});

test.run();
