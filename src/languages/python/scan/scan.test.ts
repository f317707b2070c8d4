import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fullParser } from "../../../io/full-parser.js";
import { pythonFiles, standardLibrary } from "../../../io/testing/python-sources.js";
import { interpreters } from "../../../io/testing/pythons.js";
import { rehearse } from "./rehearsal.js";
import { scanPython } from "./scan.js";
import type { ScannedFile } from "./scanned.js";
import { compare } from "./testing/compare.js";
import { mutantOf, numbers, pieceOf } from "./testing/mutants.js";

const SCRIPT = "src/languages/python/scan/full_parser.py";
const FIXTURES = "fixtures/scan";
/** Newest first; older ones have no end positions. */
const pythons = interpreters()
  .filter(({ minor }) => minor >= 9)
  .reverse();
const newest = pythons[0];
if (newest === undefined) throw new Error("these tests need a Python 3.9 or later");
const test = suite("scan");

function truth(files: readonly string[]): Promise<readonly ScannedFile[]> {
  return fullParser(newest?.path ?? "python3", SCRIPT).parse(files);
}

function scanText(text: string): ScannedFile {
  return scanPython(Buffer.from(text));
}

/** Problems of files as lines of text; files that the scanner hands over are right by definition. */
async function problems(files: readonly string[]): Promise<string[]> {
  const truths = await truth(files);
  return files.flatMap((file, i) => {
    const result = compare(scanPython(readFileSync(file)), truths[i] as ScannedFile);
    return "details" in result ? [`${result.kind}: ${file}: ${result.details}`] : [];
  });
}

for (const name of readdirSync(FIXTURES).filter((name) => name.endsWith(".py"))) {
  const least = Number(/-3\.(\d+)\.py$/.exec(name)?.[1] ?? 12);
  if (newest.minor < least) {
    console.log(`not compared, as no Python 3.${least} is on this machine: ${name}`);
    continue;
  }
  test(`${name}: as CPython's ast says`, async () => {
    const file = join(FIXTURES, name);
    const scanned = scanPython(readFileSync(file));
    assert.is(scanned.unsure, null);
    assert.is(scanned.unread, null);
    assert.ok(scanned.imports.length + scanned.unresolved.length > 0);
    assert.equal(await problems([file]), []);
  });
}

test("what only Python 2 reads is left alone, with its line", async () => {
  const files = pythonFiles(join(FIXTURES, "python2"));
  assert.ok(files.length > 10);
  for (const file of files) {
    const scanned = scanPython(readFileSync(file));
    // CPython 3.14 gave one of Python 2's forms a new meaning: its own parser decides.
    const complaint = file.endsWith("except.py") ? scanned.unsure : scanned.unread;
    assert.equal(scanned.imports, [], file);
    assert.is(complaint?.line, file.endsWith("except.py") || file.endsWith("tabs.py") ? 3 : 2, file);
    assert.match(complaint?.reason ?? "", /Python 2|tabs/, file);
  }
  const said = await truth(files.filter((file) => !file.endsWith("except.py")));
  assert.ok(said.every(({ unread }) => unread !== null));
});

test("a standard library: as CPython's ast says", async () => {
  const folder = standardLibrary(newest.path);
  const all = pythonFiles(folder).filter((file) => !file.includes("site-packages"));
  const files = all.filter((_, i) => i % Math.ceil(all.length / 400) === 0);
  assert.ok(files.length > 200, `${files.length} files in ${folder}`);
  assert.equal(await problems(files), []);
});

const sources = [...pythonFiles(FIXTURES), SCRIPT].map((file) => readFileSync(file, "utf8"));

test("mutated sources: as CPython's ast says, where it reads them", async () => {
  const folder = mkdtempSync(join(tmpdir(), "importperf-scan-"));
  try {
    const random = numbers(7);
    const files = Array.from({ length: 1500 }, (_, i) => {
      const source = sources[random(sources.length)] as string;
      const file = join(folder, `${i}.py`);
      writeFileSync(file, mutantOf(random(3) === 0 ? source : pieceOf(source, random), random));
      return file;
    });
    assert.equal(await problems(files), []);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("mutated sources never throw", () => {
  const mutants = fc.tuple(fc.constantFrom(...sources), fc.integer(), fc.integer());
  fc.assert(
    fc.property(mutants, ([source, seed, times]) => {
      const random = numbers(seed);
      let text = source;
      for (let i = 0; i <= (times & 3); i++) text = mutantOf(text, random);
      const scanned = scanText(text);
      if (scanned.unread !== null || scanned.unsure !== null) assert.equal(scanned.imports, []);
    }),
    { numRuns: 1500 },
  );
});

test("any bytes never throw", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => Array.isArray(scanPython(bytes).imports)));
});

test("deep and long sources are handed over or read, and nothing overflows", () => {
  const deep = 100_000;
  const bracket = scanText(`x = ${"(".repeat(deep)}${")".repeat(deep)}\nimport a\n`);
  assert.match(bracket.unsure?.reason ?? "", /deep/);
  const blocks = Array.from({ length: 500 }, (_, i) => `${" ".repeat(i)}if x:\n`).join("");
  assert.match(scanText(`${blocks}${" ".repeat(500)}import a\n`).unsure?.reason ?? "", /deep/);
  const chain = `if x: import a\n${"elif y: import b\n".repeat(5000)}`;
  assert.match(scanText(chain).unsure?.reason ?? "", /chain/);
  const fields = `import a\nx = ${'f"{'.repeat(300)}`;
  assert.match(scanText(fields).unsure?.reason ?? "", /deep/);
  assert.is(scanText("import a, b\n".repeat(deep)).imports.length, 2 * deep);
  assert.is(scanText(`import a\nx = [${"f(1), 'x',\n".repeat(deep)}]\nimport b\n`).imports[1]?.line, deep + 3);
  assert.is(scanText(`from a import (${"b,\n".repeat(deep)})`).imports[0]?.names.length, deep);
});

test("encodings", () => {
  const line = "import a\n";
  const read = (bytes: Buffer) => scanPython(bytes);
  assert.is(read(Buffer.from(`\ufeff${line}`)).imports[0]?.column, 1);
  assert.is(read(Buffer.from(`# coding: latin-1\n"\xe9"; ${line}`, "latin1")).imports[0]?.column, 6);
  assert.is(read(Buffer.from(`\n# vim: set fileencoding=koi8-r :\n"\xe9"; ${line}`, "latin1")).imports[0]?.column, 6);
  assert.match(read(Buffer.from(`"\xe9"; ${line}`, "latin1")).unread?.reason ?? "", /not UTF-8/);
  assert.is(read(Buffer.from(`import b\n\n"\xe9"; ${line}`, "latin1")).unread?.line, 3);
  assert.match(read(Buffer.from(`# coding: ascii\n"\xe9"; ${line}`, "latin1")).unread?.reason ?? "", /ASCII/);
  assert.match(read(Buffer.from(`\ufeff# coding: latin-1\n${line}`)).unread?.reason ?? "", /byte order mark/);
  assert.match(read(Buffer.from(`# coding: rot13\n${line}`)).unsure?.reason ?? "", /rot13/);
  assert.match(read(Buffer.from(`${line}\0`)).unread?.reason ?? "", /zero byte/);
  assert.equal(read(Buffer.alloc(0)).imports, []);
  assert.is(read(Buffer.from("import a")).imports.length, 1);
});

test("a file that is no Python is unread or unsure, and none of its imports are believed", () => {
  for (const text of [
    "import a\nx = (\n",
    "import a\nx = ]\n",
    "import a\nx = '\n",
    'import a\nx = """\n',
    "import a\nif x:\n",
    "import a\nif x\n  pass\n",
    "import a\n  import b\n",
    "if x:\n    import a\n  import b\n",
    "import a\ntry: pass\nx\n",
    "import a\nelse: pass\n",
    "import a\nx y\n",
    "import a\nx = = y\n",
    "import a b\n",
    "import a.\n",
    "from a import\n",
    "from a import (b\nx = 1\n",
    "from a import b,\n",
    "from . import a as\n",
    "import a\nx = 1 +\n",
    "import a\nclass: pass\n",
    "import a\nx = $y\n",
    "import if\n",
    "import a;; import b\n",
    "import a\nif x: if y: pass\n",
    "import a\nx = f'{'\n",
    "import a\nx = f'}'\n",
    "import a\nx = 1 \\ \n",
    "import a\n@x\nimport b\n",
    "import a\n@x\n",
    "import a\n'x': y,\n",
    "import a\nx = y:\n",
    "<html></html>",
    "{% if x %}\nimport a\n{% endif %}",
  ]) {
    const scanned = scanText(text);
    assert.ok(scanned.unread !== null || scanned.unsure !== null, text);
    assert.equal(scanned.imports, [], text);
  }
});

test("the rehearsal's sample is read to its end", () => {
  const { unread, unsure, hasGetattr, unresolved } = rehearse();
  assert.is(unread, null);
  assert.is(unsure, null);
  assert.ok(hasGetattr);
  assert.is(unresolved.at(-1)?.reason, "pkgutil");
});

test.run();
