import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { madeFolder } from "../io/testing/hooked.js";
import { interpreters } from "../io/testing/pythons.js";
import { type Measured, measureEdits } from "./measured.js";

const SPIN = "import time\nuntil = time.process_time() + 0.15\nwhile time.process_time() < until: pass\n";

/** A program whose module computes for 150 ms before the edit, and not after it. */
async function measured(
  python: string,
  args: readonly string[],
  edited: string,
  after: string,
): Promise<Measured | null> {
  const root = madeFolder();
  writeFileSync(join(root, "heavy.py"), SPIN);
  writeFileSync(join(root, "main.py"), "import heavy\n");
  const path = join(root, edited);
  return measureEdits({
    words: [python, ...args],
    environment: process.env,
    cwd: root,
    files: [{ path, before: readFileSync(path), after: Buffer.from(after) }],
    packageRoot: process.cwd(),
    stop: new AbortController().signal,
    limits: { leastPairs: 3, mostPairs: 3 },
  });
}

const test = suite("measured edits");

for (const { path: python, minor } of interpreters().filter(({ minor }) => minor === 8 || minor === 13)) {
  test(`3.${minor}: what an edit saves is measured without writing it`, async () => {
    const found = await measured(python, ["-c", "import main"], "main.py", "");
    assert.ok(found);
    assert.is(found.pairs, 3);
    assert.is(found.failure, null);
    assert.match(found.loaded.join(), /main\.py$/);
    const { before, after, ratio } = found.cpu;
    assert.ok(before.value - after.value > 100_000, "150 ms of computing are gone");
    assert.ok(ratio.lo <= ratio.value && ratio.value <= ratio.hi && ratio.hi < 0.8);
    assert.ok(after.lo <= after.value && after.value <= after.hi);
  });

  test(`3.${minor}: a program that then fails is told, and one that loads no edited file is not measured`, async () => {
    const failing = await measured(python, ["main.py"], "heavy.py", "import no_such_module_here\n");
    assert.equal([failing?.failure?.exitBefore, failing?.failure?.exitAfter], [0, 1]);
    assert.match(failing?.failure?.lastWords ?? "", /no_such_module_here/);
    assert.is(await measured(python, ["-I", "-c", "pass"], "main.py", ""), null);
    assert.is(await measured(python, ["-c", "pass"], "main.py", ""), null);
  });
}

test.run();
