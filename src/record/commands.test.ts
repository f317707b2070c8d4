import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Workshop } from "../cli/record-workshop.js";

const shop = new Workshop();

function codes(): string[] {
  return shop.profile().warnings.map(({ code }) => code);
}

const test = suite("commands as users type them");

test("one quoted string is split as a shell would", async () => {
  const { status, stdout, stderr } = await shop.perf(["-n", "1", "--", `python3 -c "import json; print('a b')"`]);
  assert.is(status, 0, stderr);
  assert.is(stdout, "a b\n");
  assert.ok(shop.moduleNames().includes("json"));
});

test("env with variables", async () => {
  const code = "import json, os; print(os.environ['A'])";
  const { status, stdout, stderr } = await shop.perf(["-n", "1", "--", "env", "A=1", "python3", "-c", code]);
  assert.is(status, 0, stderr);
  assert.is(stdout, "1\n");
  assert.ok(shop.profile().anatomy);
});

test("what runs before the interpreter is not the interpreter's", async () => {
  const script = shop.write("slow.sh", '#!/bin/sh\nsleep 0.4\nexec python3 -c "import json"\n');
  const { status, stderr } = await shop.perf(["-n", "1", "--", script]);
  assert.is(status, 0, stderr);
  const { anatomy } = shop.profile();
  assert.ok(anatomy);
  assert.ok((anatomy.otherUs ?? 0) > 380_000);
  assert.ok(codes().includes("launcher"));
  const { bootUs, siteUs, importsUs, mainUs, waitingUs, teardownUs, otherUs } = anatomy;
  const parts = [bootUs, siteUs, importsUs, mainUs, waitingUs, teardownUs, otherUs].map((us) => us ?? 0);
  assert.ok(parts.reduce((a, b) => a + b, 0) > 400_000);
});

test("a script that starts several programs has their modules, and no anatomy", async () => {
  const script = shop.write("two.sh", '#!/bin/sh\npython3 -c "import json" | cat\npython3 -c "import csv"\n');
  const { status, stderr } = await shop.perf(["-n", "2", "--", script]);
  assert.is(status, 0, stderr);
  const { processes, anatomy, runs } = shop.profile();
  assert.equal(
    processes.map(({ parent }) => parent),
    [null, null],
  );
  assert.is(anatomy, undefined);
  assert.ok(shop.moduleNames().includes("json") && shop.moduleNames().includes("csv"));
  // A slow machine needs more digits, and the line then ends elsewhere.
  assert.match(stderr.replace(/\n +/g, " "), /starts 2 programs, none of which starts the others: \d+ ms in all/);
  assert.match(stderr, /Processes .*\n.*import json.*\n.*import csv/);
  assert.ok((runs?.[0]?.wallUs ?? 0) > 0);
});

test("one program that becomes another", async () => {
  const { status, stderr } = await shop.perf(["-n", "1", "--", "python3", "execs.py"]);
  assert.is(status, 0, stderr);
  assert.ok(codes().includes("several-starts"));
  assert.match(stderr, /one program becomes another \(exec\)/);
});

test("a virtual environment's script", async () => {
  const venv = join(shop.folder, "venv");
  spawnSync("python3", ["-m", "venv", "--without-pip", venv]);
  const script = shop.write("venv/bin/x", `#!${venv}/bin/python\nimport json, sys\nprint(sys.prefix)\n`);
  const { status, stdout, stderr } = await shop.perf(["-n", "1", "--", script]);
  assert.is(status, 0, stderr);
  assert.is(stdout.trim(), venv);
  assert.ok(shop.moduleNames().includes("json"));
});

test("--cold compiles in every run and leaves the user's caches alone", async () => {
  const module = shop.write("compiled.py", `x = [${"1, ".repeat(20_000)}]\n`);
  const code = "import compiled, sys; print(compiled.__cached__)";
  const run = async (args: readonly string[]) =>
    shop.perf(["-n", "1", ...args, "--", "python3", "-c", code], {
      cwd: shop.folder,
      env: { PYTHONDONTWRITEBYTECODE: "" },
    });
  const selfUs = (): number => {
    const { modules, loads } = shop.profile();
    return loads.find((load) => modules[load.module]?.name === "compiled")?.selfUs ?? 0;
  };
  const warm = await run([]);
  assert.is(warm.status, 0, warm.stderr);
  assert.is(shop.profile().caches?.state, "warm");
  const warmUs = selfUs();
  const cold = await run(["--cold"]);
  assert.is(cold.status, 0, cold.stderr);
  assert.is(cold.stdout, warm.stdout, "the run that the user sees is as ever");
  assert.is(shop.profile().caches?.state, "cold");
  assert.ok(selfUs() > 2 * warmUs, `${selfUs()} cold, ${warmUs} warm: ${module}`);
});

test.run();
