import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { pythonIn } from "../../../io/python-batch.js";
import { pythonFacts } from "../../../io/python-facts.js";
import { someInterpreters } from "../../../io/testing/pythons.js";
import type { Judged } from "../../rewriting.js";
import { rewrite } from "../rewrite/rewrite.js";
import type { FileFacts } from "./facts.js";
import { importedNames } from "./imported-names.js";
import { judgeUses } from "./judge.js";
import { NO_SITUATION } from "./situation.js";

const test = suite("imports that only see whether they fail");
const folder = mkdtempSync(join(tmpdir(), "importperf-test-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));
const able = someInterpreters().filter(({ minor }) => minor >= 8);
const pythons = new Set([able[0], able.at(-1)].flatMap((each) => each ?? []));
assert.ok(pythons.size > 0, "these tests need a Python");

let count = 0;

/** A file's text, and the judgement of its first import there. */
async function judged(text: string, python: string, isOfLibrary: boolean): Promise<Judged> {
  const file = `f${count++}.py`;
  writeFileSync(join(folder, file), text);
  const [facts] = await pythonFacts(pythonIn(python, "src/languages/python/judge")).read([join(folder, file)], []);
  if (facts === undefined || facts.unread !== null) throw new Error(facts?.unread.reason);
  const line = (facts as FileFacts).imports[0]?.line ?? 0;
  const [name] = importedNames(facts as FileFacts, { file, module: "f" }, line, null, () => true);
  if (name === undefined) throw new Error(`${text} has no import`);
  return judgeUses(facts, name, { ...NO_SITUATION, isOfLibrary });
}

const KNOWN = [
  "try:\n    import wave  # sounds\n    del wave\n    HAS_WAVE = True\nexcept ImportError:\n    HAS_WAVE = False\n",
  "try:\n    from wave import Error as Fault; del Fault\nexcept (ImportError, OSError):\n    HAS = 0\nelse:\n    HAS = 1\n",
  "try:\n\tfrom wave import (\n\t\tError,\n\t)\n\tdel Error\n\tA = B = 'b'\nexcept Exception as why:\n\tprint(why)\n",
];

for (const text of KNOWN) {
  test(`goes, and what follows stays as it is: ${JSON.stringify(text)}`, async () => {
    for (const { path } of pythons) {
      const { name, options, refusal } = await judged(text, path, true);
      assert.is(refusal, null);
      assert.equal(
        options.map(({ edit, places }) => ({ edit, places })),
        [{ edit: "check", places: [] }],
      );
      const edits = options.map((option) => ({ name, option }));
      const after = Buffer.from(rewrite(Buffer.from(text), edits, { pythonFloor: 8, lineLength: 88 })).toString();
      const shown = (source: string, isLoaded: boolean): string => {
        const ask = `print(sorted((k, v) for k, v in globals().items() if k[0] != "_"))\nimport sys\nprint("wave" in sys.modules)\n`;
        const { stdout, stderr } = spawnSync(path, ["-I", "-S", "-c", source + ask], { encoding: "utf8" });
        assert.is(stderr, "", source);
        assert.ok(stdout.endsWith(`${isLoaded ? "True" : "False"}\n`), source);
        return stdout.split("\n")[0] ?? "";
      };
      assert.is(shown(after, false), shown(text, true), after);
    }
  });
  test(`stays where another interpreter may run it: ${JSON.stringify(text)}`, async () => {
    for (const { path } of pythons) {
      const { options, refusal } = await judged(text, path, false);
      assert.equal(options, []);
      assert.is(refusal?.code, "guarded-import");
    }
  });
}

const KEPT: readonly (readonly [why: string, code: string, text: string])[] = [
  ["the name stays", "guarded-import", "try:\n    import wave\nexcept ImportError:\n    wave = None\n"],
  [
    "something else may fail",
    "guarded-import",
    "try:\n    import wave\n    del wave\n    A = int('b')\nexcept ValueError:\n    A = 0\n",
  ],
  [
    "an attribute may fail",
    "guarded-import",
    "try:\n    import wave\n    del wave.open\nexcept ImportError:\n    pass\n",
  ],
  ["two names", "guarded-import", "try:\n    import wave, cmd\n    del wave, cmd\nexcept ImportError:\n    pass\n"],
  ["something runs at the end", "guarded-import", "try:\n    import wave\n    del wave\nfinally:\n    print()\n"],
  [
    "the name is bound before",
    "bound-twice",
    "wave = 1\ntry:\n    import wave\n    del wave\nexcept ImportError:\n    pass\n",
  ],
  [
    "a function binds it",
    "bound-twice",
    "try:\n    import wave\n    del wave\nexcept ImportError:\n    pass\ndef f():\n    global wave\n    wave = 1\n",
  ],
  [
    "a function asks for it",
    "bound-twice",
    "try:\n    import wave\n    del wave\nexcept ImportError:\n    pass\ndef f():\n    return wave\n",
  ],
  [
    "its own package's",
    "guarded-import",
    "try:\n    from . import wave\n    del wave\nexcept ImportError:\n    pass\n",
  ],
  [
    "in a class",
    "class-import",
    "class A:\n    try:\n        import wave\n        del wave\n    except ImportError:\n        pass\n",
  ],
];

for (const [why, code, text] of KEPT) {
  test(`stays: ${why}`, async () => {
    for (const { path } of pythons) {
      const { options, refusal } = await judged(text, path, true);
      assert.equal(options, []);
      assert.is(refusal?.code, code);
    }
  });
}

test.run();
