import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { KeptPython } from "./kept-python.js";
import { interpreters } from "./testing/pythons.js";

const SCRIPTS = join("dist", "python");
const WORDS = JSON.stringify({ words: [] });
const test = suite("kept interpreters");

interface Facts {
  readonly unread: null;
  readonly imports: readonly { readonly names: readonly { readonly name: string }[] }[];
}

function folderOf(files: number): { folder: string; paths: string[] } {
  const folder = mkdtempSync(join(tmpdir(), "kept-python-"));
  const paths = Array.from({ length: files }, (_, at) => join(folder, `m${at}.py`));
  for (const [at, path] of paths.entries()) writeFileSync(path, `import m${at}_other\nX = m${at}_other.x\n`);
  return { folder, paths };
}

for (const { path: exe, minor } of interpreters().filter((each) => each.minor >= 8)) {
  test(`3.${minor} answers in the order of the questions, and has read each file once for all scripts`, async () => {
    const { folder, paths } = folderOf(7);
    const python = new KeptPython(exe, SCRIPTS, 3);
    try {
      const asked = (await python.ask(
        "facts.py",
        [WORDS],
        paths.map((file) => JSON.stringify({ file })),
      )) as Facts[];
      assert.equal(
        asked.map(({ imports }) => imports[0]?.names[0]?.name),
        paths.map((_, at) => `m${at}_other`),
      );
      // What is answered from now on was kept.
      rmSync(folder, { recursive: true });
      const again = await python.ask(
        "facts.py",
        [WORDS],
        [...paths].reverse().map((file) => JSON.stringify({ file })),
      );
      assert.equal(again, [...asked].reverse());
      const questions = paths.map((file, at) => JSON.stringify({ file, module: `m${at}`, isPackage: false }));
      const taken = (await python.ask("taken_facts.py", [], questions)) as { globals: Record<string, unknown> }[];
      assert.equal(
        taken.map(({ globals }) => globals.X),
        paths.map((_, at) => ["import", `m${at}_other.x`]),
      );
      const head = JSON.stringify({ names: { m3_other: { x: "value" } }, aliases: {} });
      const [changes = []] = (await python.ask("changes.py", [head], questions.slice(3, 4))) as unknown[][][];
      assert.equal(
        changes.map((change) => change.slice(0, 3)),
        [["m3_other", "x", 2]],
      );
      const loads = questions.map((each) => JSON.stringify({ ...JSON.parse(each), source: null, shadowed: [] }));
      const found = (await python.ask("load_facts.py", [], loads)) as ({ stops: unknown } | null)[];
      assert.equal(
        found.map((each) => each?.stops),
        paths.map(() => []),
      );
    } finally {
      python.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test(`3.${minor} that ends is an error for all who wait`, async () => {
    const python = new KeptPython(exe, SCRIPTS, 1);
    const [first, second] = await Promise.allSettled([
      python.ask("no_such_script.py", [], ['{"file":"a"}']),
      python.ask("facts.py", [WORDS], ['{"file":"a"}']),
    ]);
    assert.is(first?.status, "rejected");
    assert.match(String((first as PromiseRejectedResult).reason), /exit: 1[\s\S]*no_such_script/);
    assert.is(second?.status, "rejected");
    // Who asks then gets another one.
    const [unread] = (await python.ask("facts.py", [WORDS], ['{"file":"/no/such/file"}'])) as { unread: unknown }[];
    assert.equal(unread?.unread, { line: 1, reason: "file: No such file or directory" });
    python.close();
  });
}

test("no process is started for what is not asked", async () => {
  const python = new KeptPython("/no/such/python", SCRIPTS);
  assert.equal(await python.ask("facts.py", [WORDS], []), []);
  python.close();
});

test.run();
