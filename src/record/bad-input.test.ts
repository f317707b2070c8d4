import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Workshop } from "../cli/record-workshop.js";
import { HookFolder } from "../io/hook-folder.js";
import { writeFileWhole } from "../io/output.js";

const shop = new Workshop();

const test = suite("perf record when something goes wrong");

test("what can't be started or written is said before anything runs, with exit code 2", async () => {
  const plain = join(shop.folder, "plain.txt");
  writeFileSync(plain, "x");
  const ran = join(shop.folder, "ran");
  const touch = ["python3", "-c", `open(${JSON.stringify(ran)}, "w")`];
  const missing = join(shop.folder, "no", "such", "x.json");
  for (const [args, words] of [
    [[], /command|COMMAND/],
    [["--", "importperf-no-such-program"], /there is no importperf-no-such-program/],
    [["--", join(plain, "x")], /there is no /],
    [["--", plain], /can't be executed/],
    [["--", shop.folder], /can't be executed/],
    [["-o", missing, "--", ...touch], /no such folder\n {2}make its folder \(mkdir -p .*no\/such\)/],
    [["-o", shop.folder, "--", ...touch], /can't be written/],
    [["-o", "-", "--json", "--", ...touch], /both write to standard output/],
    [["--until-output", "", "--", ...touch], /--until-output is empty/],
    [["--", "python3 -c 'x"], /without its end/],
  ] as const) {
    const { status, stdout, stderr } = await shop.perf(args);
    assert.is(status, 2, `${args.join(" ")}\n${stderr}`);
    assert.match(stdout + stderr, words);
    assert.not.match(stderr, /defect/);
    assert.not.ok(existsSync(shop.file));
    assert.not.ok(existsSync(ran), args.join(" "));
  }
});

test("the program's own failure is our exit code, with the profile written", async () => {
  for (const [program, expected] of [
    ["fails_in_import.py", 1],
    ["exits_at_once.py", 9],
    ["kills_itself.py", 143],
  ] as const) {
    const { status, stderr } = await shop.perf(["-n", "1", "--", "python3", program]);
    assert.is(status, expected, stderr);
    assert.ok(shop.profile().loads.length > 0, "a killed program keeps what was written before");
    assert.is(shop.profile().runs?.[0]?.exitCode, expected);
  }
});

test("100 MB on stderr, and as much on stdout, block nothing and stay out of our memory", async () => {
  const first = join(shop.folder, "first-run");
  const code = `import os, json
try: os.mkdir(${JSON.stringify(first)})
except OSError:
    for _ in range(1600):
        os.write(2, b"x" * 65536)
        os.write(1, b"y" * 65536)`;
  const started = shop.start(["-n", "1", "--no-trace", "--", "python3", "-c", code]);
  let peak = 0;
  const look = setInterval(() => {
    const status = existsSync(`/proc/${started.pid}/status`) ? readFileSync(`/proc/${started.pid}/status`, "utf8") : "";
    peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
  }, 50);
  const { status, stdout, stderr } = await started.ended;
  clearInterval(look);
  assert.is(status, 0, stderr);
  assert.is(stdout, "");
  assert.ok(peak < 200_000, `${peak} kB`);
  assert.ok(shop.moduleNames().includes("json"));
});

test("a full disk leaves the old profile and names the next step", async () => {
  if (!existsSync("/dev/full")) return;
  const { status, stderr } = await shop.perf(["-n", "1", "-o", "/dev/full", "--", "python3", "-m", "tool"]);
  assert.is(status, 2, stderr);
  assert.match(stderr, /\/dev\/full: no space left on the device\n {2}free some space/);
  assert.ok(lstatSync("/dev/full").isCharacterDevice());
});

test("a profile takes the place of the old one whole, through a link too", () => {
  const old = join(shop.folder, "old.json");
  const link = join(shop.folder, "link.json");
  writeFileSync(old, "old");
  symlinkSync(old, link);
  function* broken(): Generator<string> {
    yield "x".repeat(1 << 20);
    throw new Error("in the middle");
  }
  assert.throws(() => writeFileWhole(link, broken()), /in the middle/);
  assert.is(readFileSync(old, "utf8"), "old");
  writeFileWhole(link, ["new"]);
  assert.is(readFileSync(old, "utf8"), "new");
  assert.ok(lstatSync(link).isSymbolicLink());
  assert.equal(
    readdirSync(shop.folder).filter((name) => name.endsWith(".tmp")),
    [],
  );
});

test("--output - writes the profile to standard output, the program's output goes to standard error", async () => {
  const { status, stdout, stderr } = await shop.perf(["--once", "-o", "-", "--", "python3", "-m", "tool"]);
  assert.is(status, 0, stderr);
  assert.is((JSON.parse(stdout) as { kind: string }).kind, "profile");
  assert.match(stderr, /tool\.__main__/);
});

test("folders of recordings that were killed are removed by the next one", async () => {
  const started = shop.start(["-n", "9", "--", "python3", "-c", "import json, time; time.sleep(0.3)"]);
  await new Promise((done) => setTimeout(done, 2500));
  started.kill("SIGKILL");
  await started.ended;
  assert.not.ok(existsSync(shop.file));
  assert.is(readdirSync(shop.temporary).length, 1);
  const others = join(shop.temporary, "importperf-record-999999999-other");
  mkdirSync(others);
  writeFileSync(join(others, "owner"), "pid:[another container]");
  await shop.perf(["--once", "--", "python3", "-c", ""]);
  assert.equal(readdirSync(shop.temporary), ["importperf-record-999999999-other"]);
});

test("a recording's folder is nobody else's", () => {
  const folder = new HookFolder("dist", []);
  try {
    assert.is(lstatSync(folder.path).mode & 0o077, 0);
    const first = folder.emptyFolder();
    writeFileSync(join(first, "x"), "");
    const second = folder.emptyFolder();
    assert.not.ok(existsSync(first));
    assert.equal(readdirSync(second), []);
  } finally {
    folder.remove();
  }
});

test("a program that removes its folder, and one that changes where it is", async () => {
  const gone = join(shop.folder, "gone");
  mkdirSync(gone);
  const code =
    "import os, json; os.path.isdir(os.getcwd() if os.path.exists('.') else '/') and os.path.exists('.') and os.rmdir(os.getcwd())";
  const { status, stderr } = await shop.perf(["-n", "1", "--", "python3", "-c", code], { cwd: gone });
  assert.not.ok(existsSync(gone));
  assert.not.match(stderr, /defect/);
  assert.is(status, 0, stderr);
  assert.ok(shop.moduleNames().includes("json"));
});

test("what it reads from a pipe is what every run reads, even where it reads but a part", async () => {
  const code = "import sys; text = sys.stdin.read(5); __import__('json' if text == 'abcab' else 'csv')";
  const { status, stderr } = await shop.perf(["-n", "1", "--", "python3", "-c", code], {
    input: "abc".repeat(100_000),
  });
  assert.is(status, 0, stderr);
  assert.ok(shop.moduleNames().includes("json") && !shop.moduleNames().includes("csv"));
});

test("a file that may not be written to is left alone", async () => {
  if (process.getuid?.() === 0) return;
  writeFileSync(shop.file, "old");
  chmodSync(shop.file, 0o444);
  const { status } = await shop.perf(["--once", "--", "python3", "-c", ""]);
  assert.is(status, 2);
});

test.run();
