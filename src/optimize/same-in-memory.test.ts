import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { madeFolder } from "../io/testing/hooked.js";
import { interpreters } from "../io/testing/pythons.js";
import { faultsInMemory } from "./same-in-memory.js";

const test = suite("runs in memory compared");
const MODULES = ["a", "b", "c"];

/** A program that prints what its modules say; `after` gives what some of them say once they are edited. */
async function faults(
  python: string,
  main: string,
  after: Readonly<Record<string, string>>,
  before: Readonly<Record<string, string>> = {},
): Promise<[string, string][]> {
  const root = madeFolder();
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, "main.py"), main);
  for (const name of MODULES) writeFileSync(join(root, `${name}.py`), before[name] ?? `WORD = "${name}"\n`);
  const found = await faultsInMemory({
    commands: [[python, "-c", "import main"]],
    cwd: root,
    root,
    environment: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
    ids: MODULES,
    edits: (ids) =>
      ids.map((id) => {
        const path = join(root, `${id}.py`);
        return { path, before: readFileSync(path), after: Buffer.from(after[id] ?? readFileSync(path)) };
      }),
    packageRoot: process.cwd(),
    say: () => {},
    stop: new AbortController().signal,
  });
  return [...found];
}

const SAYING = "import a, b, c\nprint(a.WORD, b.WORD, c.WORD)\n";

for (const { path: python, minor } of interpreters().filter(({ minor }) => minor === 8 || minor === 13)) {
  test(`3.${minor}: nothing is at fault where the program does the same`, async () => {
    assert.equal(await faults(python, SAYING, { a: '"""More."""\nWORD = "a"\n' }), []);
  });

  test(`3.${minor}: each edit with which it prints something else, with what that is`, async () => {
    const found = await faults(python, SAYING, { a: 'WORD = "x"\n', c: "import no_such_module_here\n" });
    assert.equal(found.map(([id]) => id).sort(), ["a", "c"]);
    for (const [, why] of found) assert.match(why, /exit code was "0", is "1"|stdout, line 1 was "a b c"/);
  });

  test(`3.${minor}: a traceback whose lines have moved is the same, one of another line is not`, async () => {
    const failing =
      'WORD = "a"\n\n\ndef work():\n    if WORD:\n        raise ValueError(WORD)\n    raise ValueError("a")\n';
    const main = "import a, traceback\ntry:\n    a.work()\nexcept ValueError:\n    traceback.print_exc()\na.work()\n";
    assert.equal(await faults(python, main, { a: `"""More."""\n\n\n${failing}` }, { a: failing }), []);
    assert.equal(await faults(python, main, { a: failing.replace("\n", "\n\n") }, { a: failing }), []);
    const elsewhere = failing.replace("if WORD", "if not WORD");
    const [[at, why] = []] = await faults(python, main, { a: elsewhere }, { a: failing });
    assert.is(at, "a");
    const two = { a: elsewhere, b: `\n${failing}` };
    const both = main.replace(
      "\na.work()",
      "\nimport b\ntry:\n    b.work()\nexcept ValueError:\n    traceback.print_exc()\na.work()",
    );
    assert.equal(
      (await faults(python, both, two, { a: failing, b: failing })).map(([id]) => id),
      ["a"],
    );
    assert.match(why ?? "", "raise ValueError(WORD)");
  });

  test(`3.${minor}: two that are at fault together`, async () => {
    const main = "import a, b, c\nprint(a.WORD == b.WORD)\n";
    const found = await faults(python, main, { a: 'WORD = "same"\n', b: 'WORD = "same"\n' });
    assert.equal(found.map(([id]) => id).sort(), ["a", "b"]);
  });

  test(`3.${minor}: what runs without the edits do not agree on is left out`, async () => {
    const main = `import os, a\nprint(os.getpid())\n`;
    assert.equal(await faults(python, main, { a: 'WORD = "x"\n' }), []);
  });
}

test.run();
