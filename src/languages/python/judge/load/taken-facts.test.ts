import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { askPythonBatch } from "../../../../io/python-batch.js";
import { interpreters } from "../../../../io/testing/pythons.js";

const test = suite("what a module's globals are");
const pythons = interpreters().filter(({ minor }) => minor >= 8);
const folder = mkdtempSync(join(tmpdir(), "importperf-test-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));

/** Behind each line the kind of the name that it binds, where that is no name of another module. */
const GLOBALS = `
from typing import Union
from other import MAKE
import hashlib, logging
RANK = -1  # constant
LATER: int  # value
TYPED: int = 3  # constant
ROW = (RANK, 0, TYPED)  # constant
ROWS = [ROW, RANK]  # flat
LONG = ROWS + [ROW]  # value
COUNT = 0  # constant
COUNTED = (COUNT, 1)  # value
LISTED = []  # flat
HOLDS = (LISTED, 1)  # value
MADE = MAKE()  # value
HOLDS_MADE = (MADE, RANK)  # value
ALIAS = Union[str, "ALIAS"]  # constant
NAMES = list[Union["NAMES", ALIAS]]  # constant
SELF = (SELF, 1)  # value
for LOOPED in (1, []): pass  # value
HOLDS_LOOPED = (LOOPED,)  # value
HASHES = {"md5": (hashlib.md5, 2)}  # flat
HASHED = [hashlib.md5()]  # value
LEVELS = {logging.INFO: "info"}  # flat
SPELLED = {RANK: {"a", "b"}, 2: {"c"}}  # value
SPELLINGS = {one: key for key, all in SPELLED.items() for one in all}  # flat
NUMBERED = [(at, each) for at, each in enumerate(ROWS) if each]  # flat
NESTED = [[each] for each in ROWS]  # value
PAIRED = {left for left, right in zip(ROWS, range(3))}  # flat
WORDS = {word.lower(): len(word) for word in "a b".split()}  # flat
SHARED = [all for all in SPELLED.values()]  # value
GROWN = []  # value
GROWN.append([])
GROWN_WITH = []  # flat
GROWN_WITH.append("a")
GROWN_WITH.extend(["b"])
FILLED = {}  # value
FILLED["a"] = MAKE()
OF_FILLED = [each for each in FILLED]  # value
UNKNOWN = [each for each in MADE]  # value
def count():  # function
    global COUNT
    COUNT = []
`;

for (const { minor, path } of [pythons[0], pythons.at(-1)].flatMap((each) => each ?? [])) {
  test(`3.${minor}: constants are what never holds anything else`, async () => {
    const file = join(folder, "m.py");
    writeFileSync(file, GLOBALS);
    const script = "src/languages/python/judge/load/taken_facts.py";
    const question = JSON.stringify({ file, module: "m", isPackage: false });
    const [found] = (await askPythonBatch(path, script, [], [question])) as { globals: Record<string, [string]> }[];
    const said = GLOBALS.split("\n").flatMap((line) => {
      const [, name = "", kind] = /^(?:for |def )?(\w+).*# (\w+)$/.exec(line) ?? [];
      return kind === undefined ? [] : [[name, kind]];
    });
    assert.ok(said.length > 15);
    assert.equal(
      said.map(([name = ""]) => [name, found?.globals[name]?.[0]]),
      said,
    );
  });
}

test.run();
