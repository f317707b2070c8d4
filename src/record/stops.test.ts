import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Workshop } from "../cli/record-workshop.js";

const shop = new Workshop();
const { perf, profile } = { perf: shop.perf.bind(shop), profile: shop.profile.bind(shop) };

/** Imports on its way, says that it is ready, then waits; what it imports while it is stopped is no part of its start. */
const SERVER = shop.write(
  "server.py",
  `import json, signal, sys, time
def end(*_):
    import csv
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
import decimal
sys.stderr.write("half of it: rea")
sys.stderr.flush()
time.sleep(0.05)
sys.stderr.write("dy to serve\\n")
sys.stderr.flush()
time.sleep(60)
`,
);
const DEAF = shop.write(
  "deaf.py",
  `import json, os, signal, time
for name in ("SIGTERM", "SIGINT", "SIGHUP"):
    signal.signal(getattr(signal, name), signal.SIG_IGN)
os.write(1, b"deaf\\n")
time.sleep(60)
`,
);
const COMPUTES = shop.write(
  "computes.py",
  `import json, time
while time.process_time() < 1.2: pass
import decimal
time.sleep(60)
`,
);

const test = suite("programs that do not end");

test("--until-output: stopped at the text, exit code 0, its shutdown is not measured", async () => {
  const { status, stderr } = await perf(["-n", "2", "--until-output", "ready to", "--", "python3", SERVER]);
  assert.is(status, 0, stderr);
  assert.match(stderr, /half of it: ready to serve/);
  assert.match(stderr, /was stopped when it had written "ready to"/);
  const { anatomy, runs, modules } = profile();
  const names = modules.map(({ name }) => name);
  assert.ok(names.includes("json") && names.includes("decimal"));
  assert.not.ok(names.includes("csv"));
  assert.ok(anatomy);
  assert.is(anatomy.teardownUs, null);
  assert.ok((anatomy.importsUs ?? 0) > 0);
  assert.is(runs?.length, 2);
  for (const { wallUs, cpuUs } of runs ?? []) {
    assert.ok(wallUs > 50_000 && wallUs < 50_000_000);
    assert.ok(cpuUs > 0);
  }
});

test("--until-idle: neither computing nor writing", async () => {
  const { status, stderr } = await perf(["-n", "1", "--until-idle", "--", "python3", COMPUTES]);
  assert.is(status, 0, stderr);
  assert.match(stderr, /was stopped when it was idle/);
  assert.ok(shop.moduleNames().includes("decimal"), "computing is not idle");
  const [run] = profile().runs ?? [];
  assert.ok((run?.wallUs ?? 0) > 1_200_000);
  assert.ok((run?.cpuUs ?? 0) > 1_000_000);
});

test("--once stops its one run too", async () => {
  const { status, stderr } = await perf(["--once", "--until-output", "ready", "--", "python3", SERVER]);
  assert.is(status, 0, stderr);
  assert.ok(shop.moduleNames().includes("decimal"));
});

test("a server behind a shell script is stopped with it", async () => {
  const script = shop.write("serve.sh", `#!/bin/sh\npython3 ${SERVER}\necho never\n`);
  const { status, stdout, stderr } = await perf(["-n", "1", "--until-output", "ready", "--", script]);
  assert.is(status, 0, stderr);
  assert.not.match(stdout, /never/);
  assert.ok(shop.moduleNames().includes("decimal"));
});

test("a program that does not hear SIGTERM is killed", async () => {
  const { status, stderr } = await perf(["--once", "--until-output", "deaf", "--", "python3", DEAF]);
  assert.is(status, 0, stderr);
  assert.ok(shop.moduleNames().includes("json"));
});

test("one that ends before it has written the text keeps its exit code", async () => {
  const { status, stderr } = await perf(["-n", "1", "--until-output", "never", "--", "python3", "-c", "exit(3)"]);
  assert.is(status, 3);
  assert.match(stderr, /ended by itself before it wrote "never"/);
});

test("--timeout stops each run and hands on the signal", async () => {
  const code = "import json, time; time.sleep(60)";
  const { status, stderr } = await perf(["--once", "--timeout", "2", "--", "python3", "-c", code]);
  assert.is(status, 143);
  assert.match(stderr, /stopped after 2 s/);
  assert.ok(shop.moduleNames().includes("json"));
});

test.run();
