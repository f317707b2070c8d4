import { readdirSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Workshop } from "../cli/record-workshop.js";

const shop = new Workshop();
const SERVER = shop.write(
  "server.py",
  `import json, sys, time
sys.stderr.write("ready to serve\\n")
sys.stderr.flush()
time.sleep(60)
`,
);

const test = suite("perf record interrupted");

test("Ctrl-C in a later run keeps what was recorded; nothing of ours is left", async () => {
  const code = "import json, time; time.sleep(0.4)";
  const started = shop.start(["-n", "9", "--", "python3", "-c", code]);
  await new Promise((done) => setTimeout(done, 4000));
  started.kill("SIGINT");
  const { status, stderr } = await started.ended;
  assert.is(status, 130, stderr);
  assert.ok(shop.moduleNames().includes("json"));
  assert.equal(readdirSync(shop.temporary), []);
});

test("SIGTERM to us reaches the program and ends us in good order", async () => {
  const started = shop.start(["--", "python3", SERVER]);
  await started.says("ready to serve");
  started.kill("SIGTERM");
  const { status, stderr } = await started.ended;
  assert.is(status, 143, stderr);
  assert.match(stderr, /interrupted before anything was recorded/);
  assert.equal(readdirSync(shop.temporary), []);
});

test("Ctrl-C with --once keeps the program's start", async () => {
  const started = shop.start(["--once", "--", "python3", SERVER]);
  await started.says("ready to serve");
  started.kill("SIGINT");
  const { status, stderr } = await started.ended;
  assert.is(status, 130, stderr);
  assert.ok(shop.moduleNames().includes("json"));
});

test.run();
