import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { UserError } from "../errors.js";
import type { Change } from "../io/journal.js";
import { madeFolder } from "../io/testing/hooked.js";
import { seededRandom } from "../measure/random.js";
import { revertEdits, writeEdits } from "./write.js";

const PLAIN = { allowDirty: false, allowSitePackages: false };
const LOOSE = { allowDirty: true, allowSitePackages: false };

function git(folder: string, ...args: string[]): string {
  const identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
  return execFileSync("git", [...identity, ...args], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** A committed project of these files. */
function project(files: Record<string, string>, isGit = true): string {
  const root = madeFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  if (isGit) {
    git(root, "init", "-q", "-b", "main");
    git(root, "add", "-A");
    git(root, "commit", "-qm", "first");
  }
  return root;
}

function change(root: string, name: string, after = "new\n"): Change {
  const path = join(root, name);
  return { path, before: existsSync(path) ? readFileSync(path) : null, after: Buffer.from(after) };
}

/** Code and message of the error that a call ends in. */
function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof UserError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "";
}

const test = suite("writing edits");

test("files are written with their mode, and reverting brings back every byte", () => {
  const root = project({ "a.py": "old\r\n", "pkg/b.py": "\ufeffold" });
  chmodSync(join(root, "a.py"), 0o751);
  const inode = statSync(join(root, "a.py")).ino;
  git(root, "commit", "-qam", "mode");
  assert.equal(
    writeEdits([change(root, "a.py"), change(root, "pkg/b.py"), change(root, "made.json")], { root, ...PLAIN }).files,
    ["a.py", "pkg/b.py", "made.json"],
  );
  assert.is(readFileSync(join(root, "a.py"), "utf8"), "new\n");
  assert.is(statSync(join(root, "a.py")).mode & 0o7777, 0o751);
  assert.is.not(statSync(join(root, "a.py")).ino, inode, "it is another file that took the name");
  assert.match(git(root, "status", "--porcelain"), /^ M a.py\n M pkg\/b.py\n\?\? made.json\n$/);
  assert.equal(revertEdits(root).files, ["a.py", "pkg/b.py", "made.json"]);
  assert.is(git(root, "status", "--porcelain", "--ignored"), "", "nothing of ours is left");
  assert.is(readFileSync(join(root, "pkg/b.py"), "utf8"), "\ufeffold");
  assert.match(
    refusal(() => revertEdits(root)),
    /^nothing-to-revert/,
  );
});

test("writing twice is reverted in two steps", () => {
  const root = project({ "a.py": "1" });
  writeEdits([change(root, "a.py", "2")], { root, ...LOOSE });
  writeEdits([change(root, "a.py", "3")], { root, ...LOOSE });
  revertEdits(root);
  assert.is(readFileSync(join(root, "a.py"), "utf8"), "2");
  revertEdits(root);
  assert.is(readFileSync(join(root, "a.py"), "utf8"), "1");
});

test("reverting refuses, by name, files edited since, and then changes nothing", () => {
  const root = project({ "a.py": "a", "b.py": "b", "c.py": "c" });
  const changes = [change(root, "a.py"), change(root, "b.py"), change(root, "c.py")];
  writeEdits(changes, { root, ...PLAIN });
  writeFileSync(join(root, "b.py"), "the user's");
  renameSync(join(root, "c.py"), join(root, "d.py"));
  assert.match(
    refusal(() => revertEdits(root)),
    /^edited-since: .*\/b\.py, .*\/c\.py$/,
  );
  assert.is(readFileSync(join(root, "a.py"), "utf8"), "new\n");
  assert.is(readFileSync(join(root, "b.py"), "utf8"), "the user's");
  writeFileSync(join(root, "b.py"), "b");
  renameSync(join(root, "d.py"), join(root, "c.py"));
  assert.equal(revertEdits(root).files, ["a.py", "c.py"], "one that is old already stays");
  assert.equal(
    ["a.py", "b.py", "c.py"].map((name) => readFileSync(join(root, name), "utf8")),
    ["a", "b", "c"],
  );
});

test("a tree with changes, or none at all, needs --allow-dirty", () => {
  const root = project({ "a.py": "a", "b.py": "b", ".gitignore": "hidden.py\n" });
  writeFileSync(join(root, "notes.txt"), "untracked files are no changes");
  writeFileSync(join(root, "hidden.py"), "x");
  assert.is(
    refusal(() => writeEdits([change(root, "hidden.py")], { root, ...PLAIN })),
    "file-untracked: git does not track hidden.py",
  );
  writeFileSync(join(root, "b.py"), "dirty");
  assert.is(
    refusal(() => writeEdits([change(root, "a.py")], { root, ...PLAIN })),
    "dirty-tree: changes that are not committed: b.py",
  );
  git(root, "add", "b.py");
  assert.match(
    refusal(() => writeEdits([change(root, "a.py")], { root, ...PLAIN })),
    /^dirty-tree/,
  );
  assert.is(readFileSync(join(root, "a.py"), "utf8"), "a");
  writeEdits([change(root, "a.py"), change(root, "hidden.py")], { root, ...LOOSE });
  assert.is(readFileSync(join(root, "b.py"), "utf8"), "dirty");
  revertEdits(root);
  assert.is(readFileSync(join(root, "hidden.py"), "utf8"), "x");

  const bare = project({ "a.py": "a" }, false);
  assert.match(
    refusal(() => writeEdits([change(bare, "a.py")], { root: bare, ...PLAIN })),
    /^no-git/,
  );
  writeEdits([change(bare, "a.py")], { root: bare, ...LOOSE });
  assert.is(readFileSync(join(bare, "a.py"), "utf8"), "new\n");
  revertEdits(bare);
  assert.is(readFileSync(join(bare, "a.py"), "utf8"), "a");
});

test("a merge in progress is refused whatever is allowed", () => {
  const root = project({ "a.py": "1\n", "b.py": "1\n" });
  git(root, "checkout", "-qb", "other");
  writeFileSync(join(root, "a.py"), "2\n");
  git(root, "commit", "-qam", "two");
  git(root, "checkout", "-q", "main");
  writeFileSync(join(root, "a.py"), "3\n");
  git(root, "commit", "-qam", "three");
  assert.throws(() => git(root, "merge", "other"));
  assert.is(
    refusal(() => writeEdits([change(root, "b.py")], { root, ...LOOSE })),
    "merge-in-progress: a merge is in progress",
  );
  git(root, "merge", "--abort");
  assert.throws(() => git(root, "rebase", "other"));
  assert.is(
    refusal(() => writeEdits([change(root, "b.py")], { root, ...LOOSE })),
    "merge-in-progress: a rebase is in progress",
  );
});

test("read-only files, links out of the project, installed packages and files changed since are refused", () => {
  const root = project({
    "a.py": "a",
    "lib/site-packages/b.py": "b",
    "target/c.py": "c",
    "target/own.py": "o",
    "target/x,y.py": "o",
    "target/thing-1.0.dist-info/RECORD": 'c.py,sha256=abc,1\r\n"x,y.py",,\r\nthing-1.0.dist-info/RECORD,,\r\n',
    "d.py": "d",
    "e.py": "e",
  });
  const outside = join(madeFolder(), "f.py");
  writeFileSync(outside, "f");
  symlinkSync(outside, join(root, "f.py"));
  symlinkSync("e.py", join(root, "g.py"));
  git(root, "add", "-A");
  git(root, "commit", "-qm", "links");
  chmodSync(join(root, "a.py"), 0o444);
  const refused = (...names: string[]): string =>
    refusal(() =>
      writeEdits(
        names.map((name) => change(root, name)),
        { root, ...LOOSE },
      ),
    );
  assert.match(refused("a.py", "e.py"), /^read-only: read-only$/);
  assert.match(refused("e.py", "f.py"), /^symlink-outside: a link leads out of /);
  assert.match(
    refused("lib/site-packages/b.py", "target/c.py", "target/own.py", "target/x,y.py"),
    /^installed-package: .*: lib\/site-packages\/b\.py, target\/c\.py, target\/x,y\.py$/,
  );
  const late = { ...change(root, "d.py"), before: Buffer.from("earlier") };
  assert.is(
    refusal(() => writeEdits([change(root, "e.py"), late], { root, ...LOOSE })),
    "changed-since: changed since it was read",
  );
  assert.is(readFileSync(join(root, "e.py"), "utf8"), "e");
  writeEdits([change(root, "g.py")], { root, ...LOOSE });
  assert.is(readFileSync(join(root, "e.py"), "utf8"), "new\n", "a link within the project stays one");
  writeEdits([change(root, "target/c.py")], { root, allowDirty: true, allowSitePackages: true });
  assert.is(readFileSync(join(root, "target/c.py"), "utf8"), "new\n");
});

/** Runs a call of write.ts in a process of its own, and kills it after some milliseconds, or once a file is another. */
function killed(call: string, when: number | { readonly changes: string }): Promise<boolean> {
  const code = `
    import { readdirSync, readFileSync } from "node:fs";
    import { writeEdits, revertEdits } from ${JSON.stringify(resolve("build/src/optimize/write.js"))};
    const root = process.argv[1];
    const changes = readdirSync(root).filter((name) => name.endsWith(".py")).map((name) => {
      const before = readFileSync(root + "/" + name);
      return { path: root + "/" + name, before, after: Buffer.from(before.toString().replaceAll("old", "new")) };
    });
    process.stdout.write("go");
    ${call};`;
  return new Promise((done) => {
    const started = spawn(process.execPath, ["--input-type=module", "-e", code, "--", folderOfKills], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const inode = (): number => (typeof when === "number" ? 0 : statSync(when.changes).ino);
    const before = inode();
    const look = (): void => {
      if (inode() !== before) started.kill("SIGKILL");
      else if (started.exitCode === null) setImmediate(look);
    };
    started.stdout.once("data", () =>
      typeof when === "number" ? setTimeout(() => started.kill("SIGKILL"), when) : look(),
    );
    started.on("close", (_, signal) => done(signal === "SIGKILL"));
  });
}

const WRITE = "writeEdits(changes, { root, allowDirty: true, allowSitePackages: false })";
let folderOfKills = "";

test("killed at any moment, each file is old or new, and reverting brings all back", async () => {
  const random = seededRandom(11);
  const text = (at: number, word: string): string => `${word} ${at}\n`.repeat(200);
  const count = 80;
  folderOfKills = project(Object.fromEntries(Array.from({ length: count }, (_, at) => [`m${at}.py`, text(at, "old")])));
  const names = Array.from({ length: count }, (_, at) => `m${at}.py`);
  const states = (): string[] =>
    names.map((name, at) => {
      const found = readFileSync(join(folderOfKills, name), "utf8");
      if (found === text(at, "old")) return "old";
      assert.is(found, text(at, "new"), "neither old nor new");
      return "new";
    });
  const began = performance.now();
  assert.not.ok(await killed(WRITE, 60_000));
  const takes = performance.now() - began;
  assert.ok(states().every((state) => state === "new"));
  revertEdits(folderOfKills);
  let [kills, mixed] = [0, 0];
  for (let time = 0; time < 24; time++) {
    // Every second time as soon as some file has changed, which takes a moment only.
    const changes = join(folderOfKills, `m${time}.py`);
    if (await killed(WRITE, time % 2 === 0 ? { changes } : random() * takes)) kills++;
    if (new Set(states()).size > 1) mixed++;
    if (time % 3 === 0) {
      await killed("try { revertEdits(root) } catch {}", (random() * takes) / 2);
      states();
    }
    if (refusal(() => revertEdits(folderOfKills)) !== "") assert.ok(states().every((state) => state === "old"));
    assert.ok(states().every((state) => state === "old"));
    assert.equal(readdirSync(folderOfKills).sort(), [".git", ...names].sort(), "no temporary file is left");
  }
  console.log(`${kills} kills of 24, ${mixed} of them between the first and the last file`);
  assert.ok(kills > 6 && mixed > 0);
});

test.run();
