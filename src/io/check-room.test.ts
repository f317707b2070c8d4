import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Isolation } from "../bundle/check-room.js";
import { MachineRoom } from "./check-room.js";

const test = suite("io/check-room");

const folder = mkdtempSync(join(tmpdir(), "importperf-test-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));

const stop = new AbortController().signal;
const open = () => MachineRoom.open({ environment: process.env, timeoutS: 20, stop });

/** What a shell prints under a condition; null where this machine can't make that one. */
async function printed(room: MachineRoom, script: string, isolation?: Isolation): Promise<string | null> {
  if (isolation !== undefined && room.cannot(isolation.kind) !== null) return null;
  const start = { words: ["sh", "-c", script], environment: { PATH: process.env.PATH }, cwd: room.elsewhere };
  const ran = await room.run(isolation === undefined ? start : { ...start, isolation });
  return "why" in ran ? null : `${ran.stdout.trim()}, ${ran.exitCode}`;
}

test("what a program prints and ends with is kept, and one that can't be started is no error", async () => {
  const room = await open();
  assert.is(await printed(room, "pwd; exit 3"), `${room.elsewhere}, 3`);
  const ran = await room.run({ words: [join(folder, "none")], environment: {}, cwd: folder });
  assert.ok(!("why" in ran) && ran.exitCode === 127 && ran.stderr.includes("none"));
  room.remove();
  assert.not(existsSync(room.folder));
});

test("conditions are real where the machine allows them, and gone afterwards", async () => {
  const room = await open();
  const sources = join(folder, "it's the source");
  mkdirSync(sources, { recursive: true });
  writeFileSync(join(sources, "app.py"), "");
  const shown = `ls '${sources.replaceAll("'", "'\\''")}'`;
  const away = await printed(room, shown, { kind: "folders", folders: [sources, join(folder, "none")] });
  assert.ok(away === null || away === ", 0", away ?? "");
  assert.is(await printed(room, shown), "app.py, 0");
  const touched = `touch '${sources.replaceAll("'", "'\\''")}/new' 2>/dev/null; echo $?`;
  const written = await printed(room, touched, { kind: "writing", folder: sources });
  assert.ok(written === null || written === "1, 0", written ?? "");
  assert.not(existsSync(join(sources, "new")));
  const interfaces = await printed(room, "ls /proc/self/net/../net >/dev/null; grep -c : /proc/net/dev", {
    kind: "network",
  });
  assert.ok(interfaces === null || interfaces === "1, 0", interfaces ?? "");
  const user = await printed(room, "id -u", { kind: "own-user" });
  assert.ok(user === null || user === "65534, 0", user ?? "");
  room.remove();
});

test("a bundle that was built again has a copy of its own", async () => {
  const room = await open();
  const bundle = join(folder, "again");
  mkdirSync(bundle);
  writeFileSync(join(bundle, "app"), "first");
  room.copied(bundle);
  room.forget(bundle);
  writeFileSync(join(bundle, "app"), "second");
  assert.is(readFileSync(join(room.copied(bundle), "app"), "utf8"), "second");
  room.remove();
});

test("a copy has a path with blanks and letters beyond ASCII, and is made once", async () => {
  const room = await open();
  const bundle = join(folder, "bundle");
  mkdirSync(bundle);
  writeFileSync(join(bundle, "app"), "#!/bin/sh\necho $0\n", { mode: 0o755 });
  const copy = room.copied(bundle);
  assert.match(copy, /moved 1 – é ñ\/bundle$/u);
  assert.is(room.copied(bundle), copy);
  const ran = await room.run({ words: [join(copy, "app")], environment: process.env, cwd: room.elsewhere });
  assert.ok(!("why" in ran) && ran.stdout === `${join(copy, "app")}\n`);
  const linked = room.linked("other", join(copy, "app"));
  assert.ok(existsSync(linked) && linked.endsWith("/other"));
  room.remove();
});

test.run();
