import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { OverlayFolder } from "../../../io/overlay-folder.js";
import { madeFolder } from "../../../io/testing/hooked.js";
import { someInterpreters } from "../../../io/testing/pythons.js";
import type { ExitLook } from "./exit-look.js";

const test = suite("what is left at the end of a process");

function looked(python: string, source: string): { looks: ExitLook[]; stdout: string; stderr: string } {
  const folder = new OverlayFolder(process.cwd());
  const root = madeFolder();
  try {
    writeFileSync(join(root, "main.py"), source);
    folder.serve([]);
    const env = folder.environment("overlay-before-exit", process.env);
    const { stdout, stderr } = spawnSync(python, ["main.py"], { cwd: root, env: { ...env }, encoding: "utf8" });
    return { looks: folder.takeExitLooks(), stdout, stderr };
  } finally {
    folder.remove();
  }
}

const NOTHING =
  'import json, logging, subprocess\nwith open("x", "w") as file: file.write("x")\nprint(json.dumps(1))\n';
const MUCH = `
import io, sys, weakref
class Node:
    def __del__(self): ran.append("finaliser")
    def __eq__(self, other): ran.append("compared")
    def __hash__(self): ran.append("hashed"); return 1
    def __getattr__(self, name): ran.append(name); raise AttributeError(name)
class Bare:
    __slots__ = ()
    def __del__(self): pass
class Thing: pass
def gone(reference): ran.append("callback")
def steps():
    yield 1
    yield 2
def told():
    print(ran)
import atexit
atexit.register(told)
ran = []
node, thing = Node(), Thing()
reference = weakref.ref(thing, gone)
bare = Bare()
begun, fresh, over, memory = steps(), steps(), steps(), io.StringIO()
next(begun)
list(over)
file = open("out.txt", "w")
read = open("main.py")
closed = open("closed.txt", "w")
closed.close()
`;

for (const { path: python, minor } of someInterpreters()) {
  test(`3.${minor}: nothing of what the standard library and the interpreter hold`, () => {
    const { looks, stdout, stderr } = looked(python, NOTHING);
    assert.is(stderr, "");
    assert.is(stdout, "1\n");
    assert.is(looks.length, 1);
    assert.equal(looks[0]?.left, []);
    assert.match(looks[0]?.main ?? "", /main\.py$/);
    assert.is(looks[0]?.mainName, null);
    assert.is(looks[0]?.isFirst, true);
  });

  test(`3.${minor}: each kind by its name and holder, and nothing of the program runs`, () => {
    const { looks, stdout } = looked(python, MUCH);
    assert.is(stdout, "[]\n");
    const left = (looks[0]?.left ?? []).map(({ kind, what, holder, line }) => `${kind} ${what} ${holder} ${line}`);
    const expected = [
      "callback weakref.ReferenceType __main__.reference 12".replace("weakref.ReferenceType", nameOfReference(left)),
      "file out.txt __main__.file 1",
      "finaliser __main__.Node __main__.node 4",
      "generator steps __main__.begun 14",
      minor < TRACKS_ALL ? "untracked __main__.Bare __main__.Bare 10" : "finaliser __main__.Bare __main__.bare 10",
    ];
    assert.equal(left.sort(), expected.sort());
  });

  test(`3.${minor}: settings of the collector, and a process that a process starts`, () => {
    const { looks } = looked(
      python,
      "import gc, subprocess, sys\ngc.set_threshold(1)\nsubprocess.run([sys.executable, '-c', 'pass'])\n",
    );
    const own = looks.filter(({ isFirst }) => isFirst);
    assert.equal(
      own.map(({ left }) => left.map(({ kind }) => kind)),
      [["collector"]],
    );
    assert.equal(
      looks.filter(({ isFirst }) => !isFirst).map(({ main, left }) => [main, left.length]),
      [[null, 0]],
    );
  });
}

/** From this version on the collector knows of objects without attributes too. */
const TRACKS_ALL = 8;

/** "weakref" until 3.9 and "weakref.ReferenceType" from then on. */
function nameOfReference(left: readonly string[]): string {
  return /^callback (\S+)/.exec(left.find((each) => each.startsWith("callback")) ?? "")?.[1] ?? "";
}

test.run();
