import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type ChangedFile, patchOf } from "./patch.js";

const test = suite("patch");

function git(folder: string, args: readonly string[], input = ""): void {
  const done = spawnSync("git", ["-c", "core.autocrlf=false", ...args], { cwd: folder, input, timeout: 20_000 });
  if (done.status !== 0) throw new Error(`git ${args.join(" ")}: ${done.stderr}\n${input}`);
}

/** Applies the patch, holds what git makes of it against what it should be, and takes it back. */
function assertApplies(files: readonly ChangedFile[]): string {
  const folder = mkdtempSync(join(tmpdir(), "importperf-patch-"));
  try {
    for (const { path, before } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), before);
    }
    const patch = patchOf(files);
    if (patch === "") return patch;
    const plain = ["apply", "--whitespace=nowarn"];
    git(folder, [...plain, "--check"], patch);
    git(folder, plain, patch);
    for (const { path, after } of files) assert.equal(readFileSync(join(folder, path)), Buffer.from(after), path);
    git(folder, [...plain, "-R"], patch);
    for (const { path, before } of files) assert.equal(readFileSync(join(folder, path)), Buffer.from(before), path);
    return patch;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function changed(path: string, before: string, after: string, encoding: BufferEncoding = "utf8"): ChangedFile {
  return { path, before: Buffer.from(before, encoding), after: Buffer.from(after, encoding) };
}

test("text as git writes it", () => {
  const patch = assertApplies([
    changed(
      "a.py",
      "import a\nimport b\n\n\ndef f():\n    b.x()\n",
      "import a\n\n\ndef f():\n    import b\n\n    b.x()\n",
    ),
    changed("same.py", "x\n", "x\n"),
  ]);
  assert.is(
    patch,
    "diff --git a/a.py b/a.py\n--- a/a.py\n+++ b/a.py\n@@ -1,6 +1,7 @@\n import a\n-import b\n \n \n def f():\n" +
      "+    import b\n+\n     b.x()\n",
  );
});

test("names with blanks, quotes and letters beyond ASCII", () => {
  const paths = ["a b/c d.py", "ä/ü.py", 'say "x".py', "tab\tbed.py", "back\\slash.py", "emoji 🐍.py"];
  const patch = assertApplies(paths.map((path) => changed(path, "import a\nx\n", "x\n")));
  assert.match(patch, '--- "a/\\303\\244/\\303\\274.py"\n');
  assert.match(patch, "--- a/a b/c d.py\t\n");
});

test("line ends, and files without one at their end", () => {
  assertApplies([
    changed("crlf.py", "import a\r\nx\r\n", "x\r\n"),
    changed("mixed.py", "import a\r\nx\ny\r\n", "x\r\nx\ny\r\n"),
    changed("cr.py", "import a\rx\r", "x\r"),
    changed("end.py", "import a\nx", "x"),
    changed("new-end.py", "import a\nx", "x\n"),
    changed("empty-after.py", "import a\n", ""),
    changed("mark.py", "\ufeffimport a\nx\n", "\ufeffx\n"),
  ]);
});

test("bytes that are no UTF-8 survive in a text", () => {
  const far = "x\n".repeat(10);
  const patch = assertApplies([
    changed("near.py", "# coding: latin-1\nimport a\nx = 'é'\n", "# coding: latin-1\nx = 'é'\n", "latin1"),
    changed("far.py", `import a\n${far}x = 'é'\n`, `${far}x = 'é'\n`, "latin1"),
  ]);
  assert.match(patch, "GIT binary patch");
  assert.match(patch, "+++ b/far.py\n@@ -1,4 +1,3 @@");
});

test("any bytes", () => {
  const line = fc.constantFrom("a\n", "b\r\n", "c\r", "\xe9\n", "d", "\0\n", "é\n", "", "\f\n");
  const bytes = fc.array(line, { maxLength: 12 }).map((lines) => Buffer.from(lines.join(""), "latin1"));
  const some = fc.array(fc.tuple(bytes, bytes), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(some, (pairs) => {
      // git takes a patch of a file that was or becomes empty for one that makes or deletes it.
      const files = pairs.filter(([before, after]) => before.length > 0 && after.length > 0);
      assertApplies(files.map(([before, after], i) => ({ path: `f${i}`, before, after })));
    }),
    { numRuns: 40 },
  );
});

test.run();
