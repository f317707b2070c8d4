import { spawn } from "node:child_process";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { IdleWatch, TextWatch } from "./end-watch.js";
import { processTree } from "./process-tree.js";

const test = suite("watching for an end");

test("a text is seen wherever it is cut, and only where it is", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "é", "\n"), minLength: 1, maxLength: 4 });
  const stream = fc.string({ unit: fc.constantFrom("a", "b", "é", "\n"), maxLength: 40 });
  fc.assert(
    fc.property(text, stream, fc.array(fc.nat(7), { minLength: 1 }), (wanted, said, cuts) => {
      const watch = new TextWatch(wanted);
      const bytes = Buffer.from(said);
      let isSeen = false;
      for (let at = 0, turn = 0; at < bytes.length; turn++) {
        const size = 1 + (cuts[turn % cuts.length] ?? 0);
        isSeen ||= watch.sees(bytes.subarray(at, at + size));
        at += size;
      }
      assert.is(isSeen, bytes.includes(wanted));
    }),
  );
});

test("a process's tree holds what it started, with its processor time", async () => {
  const burn =
    "const end = process.cpuUsage().user + 2e5; while (process.cpuUsage().user < end); console.log('burnt');";
  const code = `const { spawn } = require("node:child_process");
    spawn(process.execPath, ["-e", ${JSON.stringify(`${burn} setInterval(() => {}, 1000)`)}], { stdio: "inherit" });
    setInterval(() => {}, 1000);`;
  const started = spawn(process.execPath, ["-e", code], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    await new Promise((done) => started.stdout.once("data", done));
    const pid = started.pid ?? 0;
    const { pids, cpuNs } = processTree(pid);
    assert.is(pids[0], pid);
    assert.is(pids.length, 2);
    assert.ok(cpuNs >= 190e6, `${cpuNs}`);
    assert.ok(processTree(pid, true).cpuNs <= cpuNs);
    for (const each of pids) process.kill(each, "SIGKILL");
  } finally {
    started.kill("SIGKILL");
  }
});

test("what looks around for some milliseconds now and then is idle, from where it stopped to compute", async () => {
  const code = `const burn = (ms) => { const end = process.cpuUsage().user + ms * 1000; while (process.cpuUsage().user < end); };
    burn(300);
    console.log(String(process.hrtime.bigint()));
    setInterval(() => burn(1), 300);`;
  const started = spawn(process.execPath, ["-e", code], { stdio: ["ignore", "pipe", "inherit"] });
  let timer: NodeJS.Timeout | undefined;
  try {
    const done = new Promise<number>((tell) => started.stdout.once("data", (text: Buffer) => tell(Number(text))));
    const idle = new Promise<number>((tell, fail) => {
      const watch = new IdleWatch(started.pid ?? 0, false, tell);
      timer = setTimeout(() => {
        watch.stop();
        fail(new Error("never idle"));
      }, 30_000);
    });
    const [computed, active] = await Promise.all([done, idle]);
    // On a busy machine the first looks around may take for work what is none.
    assert.ok(Math.abs(active - computed) < 1.5e9, `${(active - computed) / 1e6} ms`);
  } finally {
    clearTimeout(timer);
    started.kill("SIGKILL");
  }
});

test.run();
