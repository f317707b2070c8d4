import { suite } from "uvu";
import * as assert from "uvu/assert";
import { boundAnew } from "./bound-anew.js";

const test = suite("names bound anew");

function found(...lines: readonly string[]): { globals: string[]; dynamic: string | null } {
  const { globals, dynamic } = boundAnew(Buffer.from(`${lines.join("\n")}\n`));
  return {
    globals: [...globals].map(([name, line]) => `${name} ${line}`),
    dynamic: dynamic === null ? null : `${dynamic.line}${dynamic.by === "function" ? "" : ` ${dynamic.by}`}`,
  };
}

const NOTHING = { globals: [], dynamic: null };

test("global statements of functions, on lines of their own or not", () => {
  assert.equal(found("def f():", "    global a, b; a = 1", "x = 1"), { globals: ["a 2", "b 2"], dynamic: null });
  assert.equal(found("def f(): global a"), { globals: ["a 1"], dynamic: null });
  assert.equal(found("class A:", "    async def f(self):", "        if self: global a"), {
    globals: ["a 3"],
    dynamic: null,
  });
  assert.equal(found("def f():", "    global a, \\", "        b"), { globals: ["a 2", "b 2"], dynamic: null });
});

test("words of docstrings, comments and texts are none", () => {
  assert.equal(
    found("def f():", '    """A', "    global a", '    """', "    # global b", '    x = "no global c"'),
    NOTHING,
  );
});

test("docstrings count where the file runs texts", () => {
  assert.equal(found("def f():", '    """', "    global a", '    """', "exec(f.__doc__)").globals, ["a 3"]);
});

test("what the module's own level binds by computed names has run", () => {
  assert.equal(found("for each in (1, 2):", "    globals()[str(each)] = each"), NOTHING);
  assert.equal(found("if True:", "    globals().update(a=1)"), NOTHING);
});

test("functions, methods and lambdas that bind by computed names", () => {
  assert.is(found("if True:", "    def f(a):", "        globals()[a] = 1").dynamic, "3");
  assert.is(found("class A:", "    def f(self):", "        globals().update(self)").dynamic, "3");
  assert.is(found("f = lambda a: globals().update(a)").dynamic, "1");
  assert.is(found("def f(a, b):", '    x = """', "text", '"""', "    globals()[a] = b").dynamic, "5");
  assert.is(found("def f(a, b):", "    x = (", "1)", "    setattr(sys.modules[__name__], a, b)").dynamic, "4");
});

test("functions that bind by another name of the module's namespace", () => {
  const set = (...lines: readonly string[]) => found("def set(name, value):", ...lines).dynamic;
  assert.is(set("    g = globals()", "    g[name] = value"), "3");
  assert.is(set("    globals()[name] += value"), "2");
  assert.is(set("    globals()[keys[name]] = value"), "2");
  assert.is(set("    globals().pop(name)"), "2");
  assert.is(set("    del globals()[name]"), "2");
  assert.is(set("    exec(value, globals())"), "2");
  assert.is(set("    fill(globals(), name)"), "2");
  assert.is(set("    return globals()"), "2");
  assert.is(set("    vars(sys.modules[__name__])[name] = value"), "2");
  assert.is(set("    sys.modules[__name__].__dict__.update(value)"), "2");
  assert.is(set("    sys.modules[__name__].level = value"), "2");
  assert.is(set("    module = sys.modules[__name__]", "    module.level = value"), "3");
  assert.is(set("    if (g := globals()):", "        g.update(value)"), "2");
  assert.is(set("    set.__globals__[name] = value"), "2");
  assert.is(found("this = _sys.modules[__name__]", "def set(name):", "    setattr(this, name, 1)").dynamic, "3");
  assert.is(found("_own = globals()", "def set(name):", "    _own[name] = 1").dynamic, "3");
});

test("who reads the module's namespace binds nothing", () => {
  const get = (...lines: readonly string[]) => found("def get(name):", ...lines).dynamic;
  assert.is(get("    return globals()[name]"), null);
  assert.is(get("    g = globals()", "    return g[name] if name in g else g.get(name)"), null);
  assert.is(get("    return sorted(globals()) + list(globals())"), null);
  assert.is(get("    if globals()[name] == 1: pass"), null);
  assert.is(get("    return __import__(name, globals(), locals(), [], 1)"), null);
  assert.is(get("    module = sys.modules[__name__]", "    return getattr(module, name)"), null);
  assert.is(get("    return name in globals()"), null);
  assert.is(found("_own = globals()", "_own['a'] = 1", "def get(name):", "    return _own[name]").dynamic, null);
});

test("whoever binds beside __getattr__ counts, before it and behind it", () => {
  const serving = ["def __getattr__(name):", "    globals()[name] = 1"];
  assert.is(found(...serving).dynamic, "2 asked");
  assert.is(found(...serving, "def set(name):", "    globals()[name] = 2").dynamic, "4");
  assert.is(found("def set(name):", "    globals()[name] = 2", ...serving).dynamic, "2");
  assert.is(found("class A:", ...serving.map((line) => `    ${line}`)).dynamic, "3");
});

test("__getattr__ that binds another name than the one it is asked for counts", () => {
  const serving = (...lines: readonly string[]) => found("def __getattr__(name: str):", ...lines).dynamic;
  assert.is(serving("    value = globals()[name] = make(name)"), "2 asked");
  assert.is(serving("    setattr(sys.modules[__name__], name, 1)"), "2 asked");
  assert.is(serving('    globals()["count"] = 1'), "2");
  assert.is(serving("    globals().update(count=1)"), "2");
  assert.is(serving("    setattr(sys.modules[__name__], 'count', 1)"), "2");
  assert.is(serving("    globals()[name + '_']  = 1"), "2");
  assert.is(serving("    globals().update(made(name))"), "2 getattr");
  assert.is(serving('    name = "count"', "    globals()[name] = 1"), "3 getattr");
  assert.is(serving("    for name in NAMES:", "        globals()[name] = 1"), "3 getattr");
  assert.is(serving("    module, name = FOUND[name]", "    globals()[name] = 1"), "3 getattr");
  assert.is(serving("    if (name := other()):", "        globals()[name] = 1"), "3 getattr");
  assert.is(serving("    globals()[name] = 1", '    globals()["count"] = 1'), "3");
  assert.is(serving("    def set(module: str, name):", "        globals()[name] = 1"), "3 getattr");
  assert.is(serving("    set = lambda name: globals()[name].update(name)", "    globals()[name] = 1"), "3 getattr");
  assert.is(found("def __getattr__(name, count=1):", "    globals()[name] = 1").dynamic, "2 getattr");
});

test("where the file runs texts, __getattr__ is still known", () => {
  const serving = ["def __getattr__(name):", "    globals()[name] = 1"];
  assert.is(found("def f(code):", "    exec(code)", ...serving).dynamic, "4 asked");
  assert.is(found("def f(code):", "    exec(code)", 'TEXT = """', ...serving, '"""').dynamic, "5");
  assert.is(found("exec(A)", serving[0] ?? "", '    eval("globals()[name] = 1")').dynamic, "3");
});

test("where lines are not understood all that are indented count", () => {
  assert.is(found("for each in (1, 2):", "    globals()[each] = 1", "x = (").dynamic, "2");
  assert.is(found("\fdef f(a):", "    globals()[a] = 1").dynamic, "2");
  assert.is(found("def\tf(a):", "    globals()[a] = 1").dynamic, "2");
  assert.is(found("async  def f(a):", "    globals()[a] = 1").dynamic, "2");
});

test.run();
