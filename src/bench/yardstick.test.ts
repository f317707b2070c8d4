import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { FakeMachine } from "../measure/testing.js";
import { coldProgram } from "./cold.js";
import { benched, defaultYardstick, wrapper } from "./yardstick.js";

const test = suite("bench/yardstick");

const folder = mkdtempSync(join(tmpdir(), "importperf-test-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));

/** A folder for PATH with programs in it, by their text. */
function path(name: string, programs: Record<string, string>): string {
  const bin = mkdtempSync(join(folder, `${name}-`));
  for (const [program, text] of Object.entries(programs)) {
    writeFileSync(join(bin, program), text);
    chmodSync(join(bin, program), 0o755);
  }
  return bin;
}

test("kubectl where it works, without a configuration", async () => {
  const PATH = path("kubectl", { kubectl: "binary" });
  const machine = new FakeMachine(() => ({}));
  const { program, warnings } = await defaultYardstick(["app"], { PATH, KUBECONFIG: "/home/me/config" }, machine);
  assert.equal([program.name, program.words], ["kubectl", ["kubectl", "version", "--client"]]);
  assert.is(program.environment.KUBECONFIG, "/dev/null");
  assert.is(program.path, join(PATH, "kubectl"));
  assert.is(program.sha256?.length, 64);
  assert.equal(warnings, []);
});

test("else the empty start of what runs the command, told by its name or its script's first line", async () => {
  const PATH = path("scripts", {
    kubectl: "binary",
    "python3.12": "binary",
    node: "binary",
    app: "#!/usr/bin/env -S python3.12 -I\n",
    cli: "#!/usr/bin/env node\n",
    tool: "binary",
  });
  symlinkSync(join(PATH, "python3.12"), join(PATH, "python3"));
  const failing = new FakeMachine(() => ({ exitCode: 1 }));
  const chosen = async (...words: string[]) => (await defaultYardstick(words, { PATH }, failing)).program;
  assert.equal((await chosen("python3.12", "-m", "app")).words, ["python3.12", "-c", ""]);
  assert.equal((await chosen("app")).words, ["python3.12", "-c", ""]);
  assert.equal((await chosen("cli")).words, ["node", "-e", ""]);
  assert.equal((await chosen("tool")).words, ["python3", "-c", ""]);
  assert.is((await chosen("cli")).name, "empty node");
  const { warnings } = await defaultYardstick(["cli"], { PATH }, failing);
  assert.is(warnings[0]?.message, "kubectl fails here: the yardstick is node doing nothing");
  const { program } = await defaultYardstick(["tool"], { PATH: path("none", {}) }, failing);
  assert.equal(program.words, [process.execPath, "-e", ""]);
});

test("a shell script that a name stands for is said", () => {
  const PATH = path("wrappers", { kubectl: "#!/bin/sh\n", app: "#!/usr/bin/env bash\n", tool: "#!/usr/bin/python3\n" });
  const said = ["kubectl", "app", "tool", "gone"].map((word) => wrapper(benched([word], { PATH })));
  assert.equal(
    said.map(({ length }) => length),
    [1, 1, 0, 0],
  );
  assert.match(said[0]?.[0]?.message ?? "", `kubectl is a shell script (${join(PATH, "kubectl")})`);
});

test("a cold start finds nothing that was compiled before", () => {
  const { environment } = coldProgram({ words: ["app"], environment: { A: "1" } }, { emptyFolder: () => "/tmp/new" });
  assert.equal(environment, { A: "1", PYTHONPYCACHEPREFIX: "/tmp/new", NODE_DISABLE_COMPILE_CACHE: "1" });
});

test.run();
