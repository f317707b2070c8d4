import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { madeFolder, run } from "../io/testing/hooked.js";
import { interpreters } from "../io/testing/pythons.js";
import { loadsOfProcess } from "../languages/python/record/loads.js";

const test = suite("what a load changes outside itself");
const folder = madeFolder();

/** A line of a module, and the effects that it has: kind, what, confined. */
const PLANTED: readonly (readonly [string, ...(readonly [string, string, boolean])[]])[] = [
  ["import atexit, codecs, copyreg, gc, logging, os, random, signal, sys, threading, warnings"],
  ["import planted.victim as victim, other"],
  ["os.environ['PLANTED'] = '1'", ["environment", "PLANTED", false]],
  ["sys.path.append('/nowhere')", ["sys.path", "/nowhere", false]],
  [
    "sys.meta_path.append(type('Finder', (), {'find_spec': staticmethod(lambda *a: None)}))",
    ["sys.meta_path", "planted.Finder", false],
  ],
  ["signal.signal(signal.SIGUSR1, signal.SIG_IGN)", ["signal", "signal 10", false]],
  ["atexit.register(len, ())", ["atexit", "calls", false]],
  ["class Own(Warning): pass"],
  ["warnings.simplefilter('ignore', Own)", ["warnings", "ignore for planted.Own", true]],
  ["warnings.simplefilter('error', UserWarning)", ["warnings", "error for UserWarning", false]],
  ["logging.getLogger(__name__ + '.own')", ["logging", "logger planted.own", true]],
  ["logging.getLogger('other').setLevel(10)", ["logging", "logger other", false]],
  ["other.value = 1", ["attribute", "other.value", false]],
  ["other.Class.method = lambda self: 2", ["attribute", "other.Class.method", false]],
  ["other.registry['x'] = 1", ["registry", "other.registry", false]],
  ["other.some_cache['x'] = 1", ["cache", "other.some_cache", true]],
  ["victim.value = 1", ["attribute", "planted.victim.value", true]],
  ["copyreg.pickle(Own, str)", ["registry", "copyreg.dispatch_table", false]],
  ["sys.setrecursionlimit(1234)", ["setting", "sys.setrecursionlimit", false]],
  ["gc.set_threshold(800)", ["setting", "gc.set_threshold", false]],
  ["codecs.register(lambda name: None)", ["codecs", "register", false]],
  ["random.seed(3)", ["random", "random", false]],
  ["print('said')", ["output", "stdout", false]],
  ["sys.excepthook = lambda *a: None", ["attribute", "sys.excepthook", false]],
  ["import collections.abc; collections.abc.Sized.register(Own)", ["abc", "register", false]],
  [
    "started = threading.Thread(target=threading.Event().wait, daemon=True); started.start()",
    ["thread", "threads", false],
  ],
];

/** What only audit events tell, from 3.8. */
const HEARD: typeof PLANTED = [
  ["open('written.txt', 'w').close()", ["file-write", "written.txt", false]],
  ["open('/etc/hostname-or-not', 'rb') if 0 else open(os.devnull).close()", ["file-read", "/dev/null", false]],
  ["open(__file__).close()", ["file-read", "OWN", true]],
  ["import subprocess; subprocess.call([sys.executable, '-S', '-c', ''])", ["process", "PYTHON", false]],
  ["import socket; socket.socket().close()", ["network", "socket.__new__", false]],
  ["os.listdir('.')", ["file-read", ".", false]],
];

/** Objects that fight back when they are looked at must not notice. */
const HARMLESS = `"""Nothing of this is seen elsewhere."""
import collections, logging
class Angry:
    def __getattribute__(self, name): raise RuntimeError(name)
    def __eq__(self, other): raise RuntimeError("compared")
    def __hash__(self): raise RuntimeError("hashed")
    __class__ = property(lambda self: 1 / 0)
class Meta(type):
    def __getattribute__(cls, name): raise RuntimeError(name)
angry, values = Angry(), {"a": [Angry()]}
Odd = Meta("Odd", (), {})
def function(): return values
values["b"] = function()
for each in range(3): values[each] = each
`;

for (const python of interpreters()) {
  const cwd = join(folder, `effects${python.minor}`);
  mkdirSync(join(cwd, "planted"), { recursive: true });
  writeFileSync(join(cwd, "planted", "victim.py"), "value = 0\n");
  writeFileSync(
    join(cwd, "other.py"),
    "value = 0\nregistry = {}\nsome_cache = {}\nclass Class:\n    def method(self): return 1\n",
  );
  writeFileSync(join(cwd, "harmless.py"), HARMLESS);

  const loadsOf = (program: string) => {
    const { records, stderr, stdout } = run(python, ["-c", program], "observe", { cwd });
    assert.is(stderr, "");
    return {
      stdout,
      loads: new Map((records[0] ? loadsOfProcess(records[0]) : []).map((load) => [load.begin.name, load])),
    };
  };

  test(`planted effects are all seen, and no others, on 3.${python.minor}`, () => {
    const lines = python.minor < 8 ? PLANTED : [...PLANTED, ...HEARD];
    writeFileSync(join(cwd, "planted", "__init__.py"), `${lines.map(([line]) => line).join("\n")}\n`);
    const { loads, stdout } = loadsOf("import sys; sys.path.insert(0, '.'); import planted");
    assert.is(stdout, "said\n");
    const end = loads.get("planted")?.end;
    const found = (end?.effects ?? []).map(([kind, what, confined]) => [
      kind,
      kind === "process" && what.includes("python") ? "PYTHON" : what.endsWith("planted/__init__.py") ? "OWN" : what,
      confined,
    ]);
    const wanted = lines.flatMap(([, ...effects]) => effects);
    const text = (rows: readonly (readonly unknown[])[]) => rows.map((row) => JSON.stringify(row)).sort();
    const byTheWay = (row: string): boolean =>
      /"cache"|threading\._|"copy\.|"logger planted"/.test(row) && !row.includes("some_cache");
    assert.equal(
      text(found).filter((row) => !byTheWay(row)),
      text(wanted),
    );
    for (const [kind, what, , file, line] of end?.effects ?? []) {
      assert.ok(file.endsWith("planted/__init__.py"), file);
      const exact =
        lines.findIndex(([, ...effects]) => effects.some((effect) => effect[0] === kind && effect[1] === what)) + 1;
      const isCounted = [
        "environment",
        "sys.path",
        "sys.meta_path",
        "atexit",
        "codecs",
        "output",
        "file-write",
      ].includes(kind);
      if (isCounted) assert.is(line, exact, `${kind} ${what}`);
      else assert.ok(line >= Math.min(line, exact) && line <= lines.length, `${kind} ${what}: ${line}`);
    }
  });

  test(`a module without effects has none, whatever it loads, on 3.${python.minor}`, () => {
    const { loads } = loadsOf("import sys; sys.path.insert(0, '.'); import harmless");
    assert.equal(
      (loads.get("harmless")?.end?.effects ?? []).map(([kind, what]) => `${kind} ${what}`),
      [],
    );
    assert.ok(
      loads.get("logging")?.end?.effects?.some(([kind]) => kind === "atexit"),
      "its own import does",
    );
  });
}

test.run();
