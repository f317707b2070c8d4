import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { BundleTools } from "../bundle/bundler.js";
import type { UserError } from "../errors.js";
import { type BundleToolsOptions, withBundleTools } from "./bundle-tools.js";
import { isAlive } from "./is-alive.js";
import { folderWith } from "./testing/bundled.js";

const folder = folderWith({});
const log = join(folder, "logs", "some.log");

function using<T>(use: (tools: BundleTools) => Promise<T>, more: Partial<BundleToolsOptions> = {}): Promise<T> {
  const options = {
    kind: "some",
    log,
    environment: {
      PATH: process.env.PATH,
      HOME: folder,
      PYTHONPATH: "/own",
      NODE_OPTIONS: "--no",
      XDG_CACHE_HOME: "/own",
      SOURCE_DATE_EPOCH: "600000000",
    },
    interpreter: process.execPath,
    packageRoot: process.cwd(),
    cwd: folder,
    timeoutS: 60,
    stop: new AbortController().signal,
    ...more,
  };
  return withBundleTools(options, use);
}

async function failure(promise: Promise<unknown>): Promise<UserError> {
  try {
    await promise;
  } catch (error) {
    return error as UserError;
  }
  throw new Error("it did not fail");
}

const test = suite("withBundleTools");

test("a command's words and all that it prints are in the log, and its last lines in the error", async () => {
  const script = "for (let i = 1; i < 30; i++) console.log('line', i); console.error('the end'); process.exitCode = 4";
  const { code, message, hint, said } = await failure(using((tools) => tools.run([process.execPath, "-e", script])));
  assert.equal([code, message], ["bundler-failed", "some ended with exit code 4"]);
  assert.match(hint, log);
  assert.is(said.length, 12);
  const text = readFileSync(log, "utf8");
  assert.ok(text.startsWith(`$ ${process.execPath} -e for`));
  assert.match(text, "line 1\n");
  assert.match(text, "the end\n");
});

test("a command that hangs is ended after its time, with what it started", async () => {
  const file = join(folder, "pid");
  const script = `const { spawn } = require("child_process");
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    require("fs").writeFileSync(${JSON.stringify(file)}, String(child.pid));
    console.log("waiting"); setInterval(() => {}, 1000);`;
  const { code, said } = await failure(using((tools) => tools.run([process.execPath, "-e", script]), { timeoutS: 3 }));
  assert.equal([code, said], ["bundler-timeout", ["waiting"]]);
  assert.not.ok(await lives(Number(readFileSync(file, "utf8"))));
});

test("aborting ends the command and removes the scratch folder", async () => {
  const stop = new AbortController();
  let scratch = "";
  const running = using(
    async (tools) => {
      scratch = tools.scratch;
      setTimeout(() => stop.abort("SIGINT"), 300);
      await tools.run([process.execPath, "-e", "setInterval(() => {}, 1000)"]);
    },
    { stop: stop.signal },
  );
  assert.is((await failure(running)).code, "interrupted");
  assert.not.ok(existsSync(scratch));
  assert.is(
    (await failure(using((tools) => tools.run(["no-such-program"]), { stop: stop.signal }))).code,
    "interrupted",
  );
});

test("what a command leaves running is ended with it", async () => {
  const file = join(folder, "left");
  const script = `const { spawn } = require("child_process");
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    require("fs").writeFileSync(${JSON.stringify(file)}, String(child.pid));
    child.unref();`;
  await using((tools) => tools.run([process.execPath, "-e", script]));
  assert.not.ok(await lives(Number(readFileSync(file, "utf8"))));
});

test("commands get an environment without what the user has for others, and temporary files in the scratch folder", async () => {
  await using(async (tools) => {
    const script = "console.log(JSON.stringify(process.env))";
    const { PYTHONPATH, NODE_OPTIONS, XDG_CACHE_HOME, HOME, SOURCE_DATE_EPOCH, TMPDIR, PYTHONHASHSEED } = JSON.parse(
      (await tools.ask([process.execPath, "-e", script])) ?? "",
    ) as Record<string, string>;
    assert.equal([PYTHONPATH, NODE_OPTIONS, XDG_CACHE_HOME], [undefined, undefined, undefined]);
    assert.equal([HOME, SOURCE_DATE_EPOCH], [folder, "600000000"]);
    assert.equal([TMPDIR, PYTHONHASHSEED], [join(tools.scratch, "tmp"), "0"]);
    await tools.run([process.execPath, "-e", "require('fs').writeFileSync('own', process.env.GIVEN)"], {
      environment: { GIVEN: "yes" },
    });
    assert.is(tools.read(join(tools.scratch, "own")), "yes");
  });
});

test("a question is answered by the first line, or by nothing", async () => {
  await using(async (tools) => {
    assert.is(await tools.ask([process.execPath, "-e", "console.log('1.2\\nmore')"]), "1.2");
    assert.is(await tools.ask([process.execPath, "-e", "console.log(1); process.exit(1)"]), null);
    assert.is(await tools.ask(["no-such-program"]), null);
  });
});

test("programs beside the interpreter come before those of PATH", async () => {
  const bin = folderWith({ python: "#!/bin/sh\n", sh: "#!/bin/sh\n" });
  await using(
    async (tools) => {
      assert.is(tools.which("sh"), join(bin, "sh"));
      assert.match(tools.which("env") ?? "", /\/env$/);
      assert.is(tools.which("no-such-program"), null);
    },
    { interpreter: join(bin, "python") },
  );
});

test("copies leave out compiled files and what is named, and have the build's time", async () => {
  const from = folderWith({
    "a/b.py": "b",
    "a/__pycache__/b.pyc": "",
    "left/c.py": "",
    "left.py": "",
    "a/left/d.py": "",
  });
  await using(async (tools) => {
    const to = join(tools.scratch, "new", "copy");
    tools.copy(from, to, ["left", "left.py"]);
    assert.equal(readdirSync(to, { recursive: true }).map(String).sort(), ["a", "a/b.py", "a/left", "a/left/d.py"]);
    for (const name of ["", "a", "a/b.py"]) assert.is(statSync(join(to, name)).mtimeMs, 600_000_000_000);
    tools.write(join(to, "deep", "script"), "x", true);
    assert.is(statSync(join(to, "deep", "script")).mode & 0o777, 0o755);
    tools.move(join(to, "a"), join(to, "deep", "moved"));
    tools.link(join(to, "link"), join("deep", "moved", "b.py"));
    assert.is(tools.read(join(to, "link")), "b");
  });
});

test("a scratch folder goes also when building throws", async () => {
  let scratch = "";
  await failure(
    using(async (tools) => {
      scratch = tools.scratch;
      mkdirSync(join(scratch, "deep"));
      writeFileSync(join(scratch, "deep", "file"), "");
      throw new Error("own");
    }),
  );
  assert.ok(scratch !== "" && !existsSync(scratch));
});

/** Whether a process still lives after a while in which the system may take it away. */
async function lives(pid: number): Promise<boolean> {
  for (let time = 0; time < 50 && isAlive(pid); time++) await wait(100);
  return isAlive(pid);
}

test.run();
