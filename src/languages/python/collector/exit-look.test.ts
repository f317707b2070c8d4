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
    def __del__(self): ran.append("bare")
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

const IDLE = `
import atexit
ran = []
atexit.register(lambda: print(ran))
def put(kind, **values):
    each = kind()
    each.__dict__.update(values)
    return each
class Grammar:
    "Asks first whether anything is missing."
    def __del__(self):
        "note if anything is"
        if self.expr is None and ran.append("operand") is None:
            ran.append("finalised")
class Closing:
    def __del__(self):
        if not self.is_open:
            return
        ran.append("finalised")
class Either:
    def __del__(this):
        if this.a is None or this.b: return
        ran.append("finalised")
class Open:
    def __del__(self):
        if self.file: self.file.close()
class Nothing:
    def __del__(self): pass
class Asked(Grammar):
    def __getattribute__(self, name): ran.append(name)
class Property(Grammar):
    @property
    def expr(self): ran.append("property")
class Slots(Nothing):
    __slots__ = "a",
    def __del__(self):
        if self.a is not None: ran.append("finalised")
class Other:
    def __del__(self):
        if self.a == None: ran.append("finalised")
class More:
    def __del__(self):
        if self.a is not None: ran.append("finalised")
        ran.append("more")
class Otherwise:
    def __del__(self):
        if self.a is not None: ran.append("finalised")
        else: ran.append("else")
class Length:
    def __len__(self): ran.append("length"); return 0
idle_grammar = put(Grammar, expr=1)
busy_grammar = put(Grammar, expr=None)
busy_without = Grammar()
idle_closing = put(Closing, is_open=False)
idle_closed = put(Closing, is_open=None)
busy_closing = put(Closing, is_open=True)
idle_either = put(Either, a=None, b=0)
busy_either = put(Either, a=1, b=1)
idle_open = put(Open, file=None)
busy_open = put(Open, file=Length())
idle_nothing = Nothing()
busy_asked = object.__new__(Asked)
busy_property = Property()
busy_slots = Slots()
object.__getattribute__(busy_asked, "__dict__")["expr"] = 1
object.__getattribute__(busy_property, "__dict__")["expr"] = 1
busy_other = put(Other, a=1)
busy_more = put(More, a=None)
busy_otherwise = put(Otherwise, a=None)
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

  test(`3.${minor}: finalisers that do nothing as their objects are`, () => {
    const { looks, stdout } = looked(python, IDLE);
    assert.is(stdout, "[]\n");
    const left = looks[0]?.left ?? [];
    const named = (wanted: string) =>
      left.filter(({ kind }) => kind === wanted).map(({ holder }) => holder?.replace("__main__.", ""));
    assert.equal(named("idle").sort(), IDLE.match(/^idle\w+/gm)?.sort());
    assert.equal(named("finaliser").sort(), IDLE.match(/^busy\w+/gm)?.sort());
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
