import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { madeFolder } from "../../../io/testing/hooked.js";
import { interpreters } from "../../../io/testing/pythons.js";
import { dependsOnTime } from "./depends-on-time.js";
import {
  type ModuleValues,
  readValues,
  VALUES_ENVIRONMENT,
  type ValuesRequest,
  valuesSpecification,
} from "./values.js";

const test = suite("values that depend on when a module is loaded");
const folder = madeFolder();
const SCRIPT = resolve("dist", "python", "values.py");

/** Each name holds one kind of value; those of `WANTED` differ. */
const MODULE = `import collections, decimal, enum, functools, operator, os, random, re, sys, threading, time, weakref
import helper
ARGUMENTS = len(sys.argv)
WHEN = time.time()
HERE = os.getcwd()
STREAM = sys.stdout is sys.__stdout__
IDENTITY = os.getpid()
DRAWN = random.Random(3).random()
LEVEL = os.environ.get("LEVEL", "none")
TABLE = {"a": [1, {"b": os.environ.get("LEVEL")}], "c": {1, 2}}
NAMES = {"one", "two", "three"}
OBJECTS = {object(), object()}
PATTERN, LOCK, LOCAL, QUEUE = re.compile("a+"), threading.Lock(), threading.local(), collections.deque([1])
PRICE, COUNTED = decimal.Decimal("1.5"), functools.partial(int, base=2)
FIRST, NAMED = operator.itemgetter(0), operator.attrgetter("a.b")
ASKED, CALLED = operator.itemgetter(os.environ.get("LEVEL")), operator.methodcaller("f", 1, level=os.environ.get("LEVEL"))
class Colour(enum.Enum):
    RED = 1
class Angry:
    def __getattribute__(self, name): raise RuntimeError(name)
    def __eq__(self, other): raise RuntimeError("compared")
    def __hash__(self): return 1
    def __repr__(self): raise RuntimeError("shown")
    __slots__ = ("level", "__weakref__")
class Holder:
    def __init__(self): self.level = os.environ.get("LEVEL"); self.me = self
class Made:
    level = os.environ.get("LEVEL")
angry, holder, weak = Angry(), Holder(), weakref.ref(Colour)
def plain(level=1): return level
def bound(level=os.environ.get("LEVEL")): return level
made = (lambda level: lambda: level)(os.environ.get("LEVEL"))
SNAPSHOT = helper.state
@functools.lru_cache()
def cached(): return 1
`;

const PROGRAM = `import os, sys
import helper
helper.state = "set by the program"
os.environ["LEVEL"] = "high"
os.makedirs("elsewhere", exist_ok=True)
os.chdir("elsewhere")
sys.argv.append("more")
sys.stdout = open(os.devnull, "w")
sys.exit(3)
`;

for (const python of interpreters()) {
  const cwd = join(folder, `values${python.minor}`);
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(cwd, "timed.py"), MODULE);
  writeFileSync(join(cwd, "helper.py"), 'state = "fresh"\n');
  writeFileSync(join(cwd, "program.py"), PROGRAM);
  writeFileSync(join(cwd, "eager.py"), `import timed\n${PROGRAM}`);
  writeFileSync(join(cwd, "broken.py"), "raise ValueError\n");

  const values = (request: Omit<ValuesRequest, "modules" | "path" | "argv">): ModuleValues => {
    const modules = ["timed", "broken", "json.tool"];
    const all = { ...request, modules, path: cwd, argv: [join(cwd, "program.py")] };
    const [specification, out] = [join(cwd, "specification"), join(cwd, "out.json")];
    writeFileSync(specification, valuesSpecification(all));
    const env = { ...process.env, ...VALUES_ENVIRONMENT, PYTHONDONTWRITEBYTECODE: "1" };
    const { stderr } = spawnSync(python.path, [SCRIPT, specification, out], { cwd, env, encoding: "utf8" });
    assert.is(stderr, "");
    const found = readValues(readFileSync(out, "utf8"));
    assert.ok(found);
    return found;
  };

  for (const script of ["program.py", "eager.py"]) {
    test(`early, again and after ${script}, on 3.${python.minor}`, () => {
      const early = values({ mode: "early" });
      const again = values({ mode: "early" });
      const late = values({ mode: "late", program: { script: join(cwd, script) } });
      assert.is(early.failed.get("broken"), "builtins.ValueError");
      assert.ok((early.modules.get("timed")?.size ?? 0) > 30);
      assert.equal(dependsOnTime(["timed", "broken", "json.tool"], early, again, late), [
        {
          module: "timed",
          unstable: ["IDENTITY", "WHEN"],
          late: [
            "ARGUMENTS",
            "ASKED",
            "CALLED",
            "HERE",
            "LEVEL",
            "Made",
            "SNAPSHOT",
            "STREAM",
            "TABLE",
            "bound",
            "holder",
            "made",
          ],
        },
      ]);
    });
  }

  test(`a program that is run as a module, on 3.${python.minor}`, () => {
    const late = values({ mode: "late", program: { run: "program" } });
    assert.ok(late.modules.has("timed"));
  });
}

for (const [what, text, late] of [
  ["is the same", "from . import inner\n", []],
  [
    "differs where it loads others later",
    "import os\nif os.environ.get('LEVEL') is None:\n    from . import inner\n",
    ["inner"],
  ],
] as const)
  test(`a package of which more was loaded before ${what}`, () => {
    const cwd = join(folder, `package-${late.length}`);
    mkdirSync(join(cwd, "pack"), { recursive: true });
    writeFileSync(join(cwd, "pack", "__init__.py"), text);
    for (const name of ["inner", "other"]) writeFileSync(join(cwd, "pack", `${name}.py`), "");
    writeFileSync(join(cwd, "program.py"), "import os, pack.other\nos.environ['LEVEL'] = 'high'\n");
    const [specification, out] = [join(cwd, "specification"), join(cwd, "out.json")];
    const values = (request: Pick<ValuesRequest, "mode" | "program">): ModuleValues => {
      writeFileSync(specification, valuesSpecification({ ...request, modules: ["pack"], path: cwd, argv: [""] }));
      const { stderr } = spawnSync(interpreters()[0]?.path ?? "python3", [SCRIPT, specification, out], {
        cwd,
        env: { ...process.env, ...VALUES_ENVIRONMENT, PYTHONDONTWRITEBYTECODE: "1" },
        encoding: "utf8",
      });
      assert.is(stderr, "");
      const found = readValues(readFileSync(out, "utf8"));
      assert.ok(found);
      return found;
    };
    const early = values({ mode: "early" });
    const found = dependsOnTime(
      ["pack"],
      early,
      early,
      values({ mode: "late", program: { script: join(cwd, "program.py") } }),
    );
    assert.equal(found, late.length === 0 ? [] : [{ module: "pack", unstable: [], late: [...late] }]);
  });

test("a module that is missing from one of them differs as a whole", () => {
  const empty: ModuleValues = { modules: new Map(), failed: new Map(), kept: [] };
  const some: ModuleValues = { ...empty, modules: new Map([["a", new Map([["x", "1"]])]]) };
  assert.equal(dependsOnTime(["a"], some, some, empty), [{ module: "a", unstable: [], late: [""] }]);
  assert.equal(dependsOnTime(["a"], some, some, some), []);
});

test("what is no whole file is none", () => {
  assert.is(readValues('{"modules":'), null);
});

test.run();
