import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Profile } from "../graph/profile.js";
import type { RecordedProcess } from "../languages/recording.js";
import { LeftBehind } from "./left-behind.js";
import { untilEnd } from "./until-end.js";

const folder = mkdtempSync(join(tmpdir(), "importperf-test-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const test = suite("what outlives its program");

function made(id: string, startNs: number, startedBy = ""): RecordedProcess {
  return {
    language: "javascript",
    ...{ id, startedBy, startNs, pid: startNs, executable: "node", runtime: "Node.js 20", argv: [], thread: null },
    ...{ loads: [], imports: [], files: new Map() },
    anatomy: () => null,
  };
}

test("is no process of a later run, nor is what it starts", () => {
  const behind = new LeftBehind();
  assert.equal(
    behind.without([made("b", 12, "a"), made("a", 10)], 5).map(({ id }) => id),
    ["a", "b"],
  );
  const second = [made("f", 26, "e"), made("c", 15, "a"), made("d", 21), made("e", 25, "b"), made("g", 27, "d")];
  assert.equal(
    behind.without(second, 20).map(({ id }) => id),
    ["d", "g"],
  );
  assert.equal(behind.without([made("h", 40, "f"), made("i", 41, "")], 30)[0]?.id, "i");
});

test("is no part of its own run behind the end, unless all is", () => {
  const processes = [made("a", 10), made("b", 30)];
  assert.equal(
    untilEnd(processes, 20).map(({ id }) => id),
    ["a"],
  );
  assert.is(untilEnd(processes, 5).length, 2);
});

test("leaves the anatomy as it is", () => {
  const file = join(folder, "profile.json");
  const cwd = resolve("fixtures", "record", "node");
  const perf = [resolve("bin", "run.js"), "record", "-n", "2", "-o", file, "--", process.execPath, "outlives.js"];
  const { status, stderr } = spawnSync(process.execPath, perf, { cwd, encoding: "utf8", timeout: 120_000 });
  assert.is(status, 0, stderr);
  const { anatomy, processes, modules } = JSON.parse(readFileSync(file, "utf8")) as Profile;
  assert.ok(anatomy);
  assert.is(processes.length, 1);
  assert.ok(modules.some(({ name }) => name === "lib/plain.js"));
});

test.run();
