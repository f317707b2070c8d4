import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { temporaryFolder } from "../cli/testing.js";
import { UserError } from "../errors.js";
import { totals } from "../graph/totals.js";
import { noBrowser, pagePlace } from "./browser.js";
import { readChunks } from "./input.js";
import { load } from "./load.js";
import { writeFileWhole } from "./output.js";

const test = suite("io: input, load, output, browser");

async function refused(action: () => Promise<unknown>): Promise<UserError> {
  try {
    await action();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  return assert.unreachable("nothing was thrown") as never;
}

async function bytesOf(file: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of readChunks(file)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

test("a file larger than a chunk is read whole", async () => {
  const file = join(temporaryFolder(), "large");
  const content = Buffer.alloc(1_000_003, "0123456789");
  writeFileSync(file, content);
  assert.ok((await bytesOf(file)).equals(content));
});

test("what can't be read names the file", async () => {
  const folder = temporaryFolder();
  symlinkSync("loop", join(folder, "loop"));
  for (const [name, code] of [
    ["none", "no-such-file"],
    [".", "is-a-folder"],
    ["loop", "unreadable"],
    ["x".repeat(300), "unreadable"],
    ["nul\u0000", "unreadable"],
  ] as const) {
    const error = await refused(() => bytesOf(join(folder, name)));
    assert.is(error.code, code, name);
    assert.is(error.file, join(folder, name));
  }
});

test("load reads a log that is larger than what its format is told by", async () => {
  const file = join(temporaryFolder(), "large.log");
  const rows = Array.from({ length: 20_000 }, (_, nth) => `import time: 1 | 1 | m${nth}\n`);
  writeFileSync(file, `${"noise\n".repeat(20_000)}${rows.join("")}`);
  const { graph, ignored } = await load(file);
  assert.equal(totals(graph), { us: 20_000, modules: 20_000, processes: 1 });
  assert.is(ignored.lines, 20_000);
});

test("load says what an input without rows looks like", async () => {
  const file = join(temporaryFolder(), "x");
  writeFileSync(file, "");
  assert.is((await refused(() => load(file))).code, "no-rows");
});

test("writeFileWhole replaces a file by all pieces, and leaves nothing beside it", () => {
  const folder = temporaryFolder();
  const file = join(folder, "out");
  writeFileSync(file, "old and longer than what is new");
  writeFileWhole(file, ["ä", "", "x".repeat(200_000), "\n"]);
  assert.is(readFileSync(file, "utf8"), `ä${"x".repeat(200_000)}\n`);
  assert.equal(readdirSync(folder), ["out"]);
  writeFileWhole(file, []);
  assert.is(readFileSync(file, "utf8"), "");
});

test("writeFileWhole: a failure in the middle leaves the old file and no other", () => {
  const folder = temporaryFolder();
  const file = join(folder, "out");
  writeFileSync(file, "old");
  const failing = function* (): Generator<string> {
    yield "x".repeat(100_000);
    throw new Error("the report failed");
  };
  assert.throws(() => writeFileWhole(file, failing()), /the report failed/);
  assert.is(readFileSync(file, "utf8"), "old");
  mkdirSync(join(folder, "taken"));
  assert.throws(
    () => writeFileWhole(join(folder, "taken"), ["x"]),
    (error: { path?: string }) => error.path === join(folder, "taken"),
  );
  assert.throws(
    () => writeFileWhole(join(file, "x"), ["x"]),
    (error: { code?: string; path?: string }) => error.code === "ENOTDIR" && error.path === join(file, "x"),
  );
  assert.equal(readdirSync(folder).sort(), ["out", "taken"]);
});

test("no browser over SSH, nor on Linux without a display", () => {
  assert.is(noBrowser({ SSH_CONNECTION: "1 2 3 4", DISPLAY: ":0" }, "linux"), "over SSH");
  assert.is(noBrowser({ SSH_TTY: "/dev/pts/0" }, "darwin"), "over SSH");
  assert.is(noBrowser({}, "linux"), "no display");
  assert.is(noBrowser({ DISPLAY: "" }, "linux"), "no display");
  assert.is(noBrowser({ DISPLAY: "", WAYLAND_DISPLAY: "wayland-0" }, "linux"), null);
  for (const variables of [{ DISPLAY: ":0" }, { WAYLAND_DISPLAY: "wayland-0" }, { WSL_DISTRO_NAME: "Debian" }])
    assert.is(noBrowser(variables, "linux"), null);
  assert.is(noBrowser({}, "darwin"), null);
  assert.is(noBrowser({}, "win32"), null);
});

test("a page's place is new each time and named after the input, whatever that is called", () => {
  const { TMPDIR } = process.env;
  process.env.TMPDIR = temporaryFolder();
  const places = ["a/import.log", "a/import.log", "-", "../../\u001b[2J<x>", "x".repeat(500), "", "..", "/"].map(
    pagePlace,
  );
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
  assert.is(new Set(places).size, places.length);
  for (const place of places) {
    assert.match(place, /importperf-[^/\\]+[/\\][\w.-]{1,60}\.html$/);
    assert.equal(readdirSync(join(place, "..")), []);
  }
  assert.match(places[0] ?? "", /import\.log\.html$/);
  assert.match(places[2] ?? "", /stdin\.html$/);
});

test.run();
