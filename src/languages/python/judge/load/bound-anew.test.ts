import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { askPythonBatch } from "../../../../io/python-batch.js";
import { interpreters } from "../../../../io/testing/pythons.js";
import { BoundNames } from "./bound-anew.js";

const test = suite("names bound anew");
const SCRIPT = "src/languages/python/judge/load/bound_names.py";
const able = interpreters().filter(({ minor }) => minor >= 8);
const pythons = [...new Set([...able.slice(0, 1), ...able.slice(-1)])];
const folder = mkdtempSync(join(tmpdir(), "importperf-test-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));

/** What is found in a module, as "name line, …; line by" ("" for nothing), and its lines, in which SELF stands for its own last name. */
type Case = readonly [found: string, ...lines: readonly string[]];

function check(title: string, cases: readonly Case[], isStandard = false): void {
  test(title, async () => {
    const sources = cases.map(([, ...lines], at) => {
      const bytes = Buffer.from(`${lines.join("\n").replaceAll("SELF", `m${at}`)}\n`);
      const file = join(folder, `m${at}.py`);
      writeFileSync(file, bytes);
      return { module: `app.m${at}`, shown: file, file, isPackage: false, isStandard, bytes };
    });
    for (const { path, minor } of pythons) {
      const bound = new BoundNames((_, lines) => askPythonBatch(path, SCRIPT, [], lines));
      await bound.learn(sources);
      for (const [at, [wanted, ...lines]] of cases.entries()) {
        const { globals, dynamic } = bound.of(sources[at] ?? null);
        const names = [...globals].map(([name, line]) => `${name} ${line}`).join(", ");
        const by = dynamic === null || dynamic.by === "function" ? "" : ` ${dynamic.by}`;
        const found = [names, dynamic === null ? "" : `${dynamic.line}${by}`].filter((each) => each !== "").join("; ");
        assert.is(found, wanted, `3.${minor}:\n${lines.join("\n")}`);
      }
    }
  });
}

check("names that functions declare global", [
  ["a 2, b 2", "def f():", "    global a, b; a = 1", "x = 1"],
  ["a 1", "def f(): global a"],
  ["a 3", "class A:", "    async def f(self):", "        if self: global a"],
  ["a 2, b 2", "def f():", "    global a, \\", "        b"],
  ["a 3", "def f():", "    def g():", "        global a", "        a = 1"],
  ["", "def f():", '    """A', "    global a", '    """', "    # global b", '    x = "no global c"'],
  ["", "if True:", "    global a"],
]);

check("names that functions bind by the module or its namespace and spell out", [
  ["level 2", "def f(value):", '    globals()["level"] = value'],
  ["level 2", "def f():", '    globals().pop("level")'],
  ["level 2", "def f():", '    globals().setdefault("level", 1)'],
  ["level 3", "import sys", "def f(value):", "    sys.modules[__name__].level = value"],
  ["level 4", "import sys", "def f(value):", "    module = sys.modules[__name__]", "    module.level = value"],
  ["level 3", "import sys", "def f(value):", '    setattr(sys.modules[__name__], "level", value)'],
  ["level 3", "import sys", "def f(value):", '    sys.modules["app.SELF"].level = value'],
  ["level 3", "import sys as s", "def f(value):", "    s.modules.get(__name__).level = value"],
  ["level 4", "import sys", "def f(value):", "    own = __name__", "    sys.modules[own].level = value"],
  ["level 3", "from sys import modules as m", "def f(value):", "    m[__name__].level = value"],
  ["level 3", "import importlib", "def f(value):", "    importlib.import_module(__name__).level = value"],
  ["level 2", "def f(value):", '    __import__(__name__, fromlist=["x"]).level = value'],
  ["level 3", "def f(value):", "    import app.SELF as me", "    me.level = value"],
  ["level 3", "def f(value):", "    import app.SELF", "    app.SELF.level = value"],
  ["level 3", "def f(value):", "    from . import SELF", "    SELF.level = value"],
  ["level 4", "def f(value):", "    from app import (", "        SELF as me)", "    del me.level"],
  ["level 3", "import inspect", "def f(value):", "    inspect.getmodule(f).level = value"],
  ["", "import sys", "sys.modules[__name__].level = 1", 'globals()["level"] = 2', "level = 3"],
  ["", "import sys", "def f(value):", '    sys.modules["app.other"].level = value'],
  ["", "class A:", "    def f(self, value):", "        self.level = value"],
]);

check("functions that bind by computed names", [
  ["3", "if True:", "    def f(a):", "        globals()[a] = 1"],
  ["3", "class A:", "    def f(self):", "        globals().update(self)"],
  ["1", "f = lambda a: globals().update(a)"],
  ["2", "def set(name, value):", "    globals()[name] += value"],
  ["2", "def set(name, value):", "    globals ( ) [keys[name]] = value"],
  ["2", "def set(name, value):", "    del globals()[name]"],
  ["2", "def set(name, value):", "    for globals()[name] in [value]: pass"],
  ["3", "def set(name, value):", "    if value: pass\n    with value as globals()[name]: pass"],
  ["2", "def set(name, value):", "    globals()[name], x = value, 1"],
  ["2", "def set(name, value):", "    x = globals()[name] = value"],
  ["2", "def set(name, value):", "    setattr(sys.modules[__name__], name, value)", "import sys"],
  ["2", "def set(name, value):", "    vars(sys.modules[__name__])[name] = value", "import sys"],
  ["2", "def set(name, value):", "    sys.modules[__name__].__dict__.update(value)", "import sys"],
  ["2", "def set(name, value):", "    set.__globals__[name] = value"],
  ["2", "def set(name, value):", '    getattr(set, "__globals__")[name] = value'],
  ["2", "def set(name, value):", "    sys._getframe().f_globals[name] = value", "import sys"],
  ["3", "def set(name, value):", "    from . import SELF as me", "    vars(me)[name] = value"],
  [
    "5",
    "import sys",
    "class C: pass",
    "def set(name, value):",
    "    for each in value:",
    "        setattr(sys.modules[C.__module__], name, value)",
  ],
]);

check("other names of the namespace and of the module", [
  ["3", "def set(name, value):", "    g = globals()", "    g[name] = value"],
  ["4", "def set(name, value):", "    g = globals()", "    h = g", "    h[name] = value"],
  ["3", "def set(name, value):", "    if (g := globals()):", "        g.update(value)"],
  ["3", "def set(name, value, ns=None):", "    ns = globals() if ns is None else ns", "    ns[name] = value"],
  ["3", "def set(name, value, ns=None):", "    ns = ns or globals()", "    ns[name] = value"],
  ["2", "def set(name, value, ns=globals()):", "    ns[name] = value"],
  ["3", "this = sys.modules[__name__]", "def set(name):", "    setattr(this, name, 1)", "import sys"],
  ["3", "_own = globals()", "def set(name):", "    _own[name] = 1"],
  ["3", "_own = vars()", "def set(name):", "    _own.update(name)"],
  ["3", "def set(name, value):", "    g = globals()", "    g |= {name: value}"],
  [
    "5",
    "import sys",
    "table = sys.modules",
    "def set(name, value):",
    "    pass",
    "    setattr(table[__name__], name, value)",
  ],
  ["2", "def put(own, name):", "    own[name] = 1", "def set(name):", "    put(globals(), name)"],
  ["2", "def put(name, *, own):", "    own[name] = 1", "def set(name):", "    put(name, own=globals())"],
  ["", "def set(name, value):", "    g = globals()", "    def f(g):", "        g[name] = value"],
  ["", "def set(name, value):", "    g = globals()", "    return [g for g in value if g.update(name)]"],
  ["", "from x import y as globals", "def set(globals, name):", "    globals[name] = 1", "def f(): pass"],
]);

check("the namespace and the module in other hands", [
  ["2", "def set(name, value):", "    return globals()"],
  ["2", "def set(name, value):", "    yield globals()"],
  ["1", "own = lambda: globals()"],
  ["2", "def set(name, value):", "    fill(globals(), name)"],
  ["2", "def set(name, value):", "    fill(name, into=globals())"],
  ["1", "fill(globals())"],
  ["2", "class A:", "    d = globals()", "def set(name): A.d[name] = 1"],
  ["3", "class A:", "    def f(self):", "        self.d = globals()"],
  ["1", "T = [globals()]"],
  ["1", 'T = {"own": globals()}'],
  ["1", "put = globals().__setitem__"],
  ["2", "import sys", "put = sys.modules[__name__].__setattr__"],
  ["2", "import sys", "H.me = sys.modules[__name__]"],
  ["2", "import sys", 'sys.modules["old"] = sys.modules[__name__]'],
  ["4", "import sys, types", "class M(types.ModuleType):", "    pass", "sys.modules[__name__].__class__ = M"],
  ["1", "g = globals", "def set(name): g()[name] = 1"],
  ["1", "from builtins import globals as g", "def set(name): g()[name] = 1"],
  ["3", "import builtins", "def set(name):", "    builtins.globals()[name] = 1"],
  ["3", "def put(own, name):", "    if name:", "        return own", "put(globals(), 1)"],
]);

check("texts that are run as code", [
  ["2", "def set(name, value):", "    exec(value, globals())"],
  ["2", "def set(name, value):", "    exec(value, vars(sys.modules[__name__]))", "import sys"],
  ["2", "def set(name, value):", '    exec("level = 2", set.__globals__)'],
  ["2", "def set(name, value):", "    exec(value)"],
  ["2", "def set(name, value):", '    exec(f"global {name}; {name} = {value}")'],
  ["1", "run = exec", "def set(name, value):", "    run(value)"],
  ["3", "import builtins", "def set(name, value):", '    getattr(builtins, "exec")(value)'],
  ["a 2; 5", "def f():", '    """', "    global a", '    """', "exec(f.__doc__)"],
  ["2", "def f(name):", '    eval(f"globals().__setitem__({name!r}, 1)")'],
  ["1", 'TEXT = "setattr(me, 1, 2)"', "def f(): return eval(TEXT)"],
  ["1", "exec(open(A).read())"],
  ["", "def set(name, value):", "    exec(value, {})"],
  ["", "def set(name, value):", '    exec("import %s" % name)'],
  ["", "def set(name, value):", '    exec("x = 1")'],
  ["", 'exec("x = 1")'],
  ["", "def f(): return eval(A, globals())"],
]);

check("who reads the namespace or the module binds nothing", [
  ["", "for each in (1, 2):", "    globals()[str(each)] = each"],
  ["", "if True:", "    globals().update(a=1)"],
  ["", "def get(name): return globals()[name]"],
  ["", "def get(name):", "    g = globals()", "    return g[name] if name in g else g.get(name)"],
  ["", "def get(): return sorted(globals()) + list(globals())"],
  ["", "def get(name):", "    if globals()[name] == 1: pass"],
  ["", "def get(name): return __import__(name, globals(), locals(), [], 1)"],
  ["", "import sys", "def get(name):", "    module = sys.modules[__name__]", "    return getattr(module, name)"],
  ["", "def get(name): return name in globals()"],
  ["", "def get(): return f(**globals())"],
  ["", "def get(): return {**globals()}"],
  ["", "_own = globals()", "_own['a'] = 1", "def get(name):", "    return _own[name]"],
  ["", "import sys", "def get(name): return sys.modules[name]"],
  [
    "",
    "import sys",
    "def get(name):",
    "    module = sys.modules.get(name)",
    "    return None if module is None else module.__dict__.get(name)",
  ],
  ["", "import sys", "def get(name): return name in sys.modules and load(sys.modules[name])"],
  ["", "def caller(f): return f.__globals__"],
  [
    "",
    "import sys",
    "def f(names=None):",
    "    names = sys._getframe(1).f_globals",
    "    names = dict(names)",
    "    names['x'] = 1",
  ],
  ["", "def put(own, name):", "    return own[name]", "def get(name):", "    return put(globals(), name)"],
]);

check("whoever binds beside __getattr__ counts, before it and behind it", [
  ["2 asked", "def __getattr__(name):", "    globals()[name] = 1"],
  ["4", "def __getattr__(name):", "    globals()[name] = 1", "def set(name):", "    globals()[name] = 2"],
  ["2", "def set(name):", "    globals()[name] = 2", "def __getattr__(name):", "    globals()[name] = 1"],
  ["3", "class A:", "    def __getattr__(name):", "        globals()[name] = 1"],
  ["2 asked", "def __getattr__(name):", "    globals()[name] = 1", "def f(code):", "    exec(code, {})"],
  ["2 asked", "def __getattr__(name):", "    globals()[name] = 1", "def f(code): eval(code)"],
]);

check("__getattr__ that binds another name than the one it is asked for counts", [
  ["2 asked", "def __getattr__(name: str):", "    value = globals()[name] = make(name)"],
  ["2 asked", "def __getattr__(name: str):", "    setattr(sys.modules[__name__], name, 1)", "import sys"],
  ["count 2", "def __getattr__(name: str):", '    globals()["count"] = 1'],
  ["count 2", "def __getattr__(name: str):", "    globals().update(count=1)"],
  ["b 2, a 2", "def f():", '    globals().update({"a": 1}, b=2)'],
  ["2 getattr", "def __getattr__(name):", "    globals().update({name: 1})"],
  ["count 2", "def __getattr__(name: str):", "    setattr(sys.modules[__name__], 'count', 1)", "import sys"],
  ["2", "def __getattr__(name: str):", "    globals()[name + '_']  = 1"],
  ["2 getattr", "def __getattr__(name: str):", "    globals().update(made(name))"],
  ["2 getattr", "def __getattr__(name: str):", "    fill(globals(), name)"],
  ["3 getattr", "def __getattr__(name: str):", '    name = "count"', "    globals()[name] = 1"],
  ["3 getattr", "def __getattr__(name: str):", "    for name in NAMES:", "        globals()[name] = 1"],
  ["3 getattr", "def __getattr__(name: str):", "    module, name = FOUND[name]", "    globals()[name] = 1"],
  ["3 getattr", "def __getattr__(name: str):", "    if (name := other()):", "        globals()[name] = 1"],
  ["count 3; 2 asked", "def __getattr__(name: str):", "    globals()[name] = 1", '    globals()["count"] = 1'],
  ["3 getattr", "def __getattr__(name: str):", "    def set(module: str, name):", "        globals()[name] = 1"],
  [
    "3 getattr",
    "def __getattr__(name: str):",
    "    set = lambda name: globals()[name].update(name)",
    "    globals()[name] = 1",
  ],
  ["2 getattr", "def __getattr__(name, count=1):", "    globals()[name] = 1"],
]);

check(
  "modules of the standard library bind by what is their callers'",
  [
    ["", "import sys", "def set(cls, name):", "    setattr(sys.modules[cls.__module__], name, 1)"],
    ["", "import sys", "def set(name):", "    sys._getframe(1).f_globals[name] = 1"],
    ["", "def get(): return globals()"],
    ["2", "def set(name, value):", "    globals()[name] = value"],
    ["level 2", "def f(value):", '    globals()["level"] = value'],
  ],
  true,
);

check("what can't be parsed may bind anything", [
  ["1", "def f(:", "    globals()"],
  ["", "def f(:"],
]);

test.run();
