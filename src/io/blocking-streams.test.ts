import { spawnSync } from "node:child_process";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { someInterpreters } from "./testing/pythons.js";

const test = suite("blocking streams");

const [python] = someInterpreters();
const MODULE = new URL("blocking-streams.js", import.meta.url).href;
const ASK = "import os; input(); print(os.get_blocking(1), os.get_blocking(2))";

/** What a program says that has inherited a Node process's standard streams, which are sockets, once that has written to both. */
function told(before: string): string {
  const script = `
    import { spawn } from "node:child_process";
    import { blockStandardStreams } from ${JSON.stringify(MODULE)};
    ${before}
    const program = spawn(${JSON.stringify(python?.path)}, ["-c", ${JSON.stringify(ASK)}], {
      stdio: ["pipe", "inherit", "inherit"],
    });
    program.once("spawn", () => {
      process.stdout.write("");
      process.stderr.write("");
      program.stdin.end("\\n");
    });
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  assert.is(stderr, "");
  return stdout.trim();
}

test("a program that inherits them finds streams that block, as without us", () => {
  assert.match(told(""), "False");
  assert.is(told("blockStandardStreams();"), "True True");
});

test.run();
