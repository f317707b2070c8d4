import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { FIXTURES, madeFolder, run } from "../io/testing/hooked.js";
import { someInterpreters } from "../io/testing/pythons.js";
import { loadsOfProcess } from "../languages/python/record/loads.js";
import type { EffectLine } from "../languages/python/record/process-file.js";

const test = suite("what a load changes outside itself, and what it reads");
const folder = madeFolder();
const PLANTED = join(FIXTURES, "effects");

/** A fixture's first line: `# effect: KIND | WHAT | OF | SINCE`, "*" standing for any text. */
interface Planted {
  readonly module: string;
  readonly kind: string;
  readonly what: string;
  readonly of: string | null;
  readonly minor: number;
}

const planted: readonly Planted[] = readdirSync(PLANTED)
  .sort()
  .flatMap((file) => {
    const match = /^# effect: (.*)$/m.exec(readFileSync(join(PLANTED, file), "utf8"));
    const [kind = "", what = "", of = "", since] = (match?.[1] ?? "").split(" | ");
    const minor = since === undefined ? 7 : Number(since.split(".")[1]);
    return match === null ? [] : [{ module: basename(file, ".py"), kind, what, of: of === "null" ? null : of, minor }];
  });

function fits(pattern: string, text: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(text);
}

/** Loads each fixture in one process, one after the other, behind what they change. */
const PROGRAM = `import sys
sys.path.insert(0, ${JSON.stringify(PLANTED)})
import atexit, codecs, copyreg, datetime, decimal, gc, json, locale, logging, mimetypes, os, random, signal, socket
import resource, tempfile, threading, time, types, warnings
import victim, victim_goes
mimetypes.init()
decimal.getcontext()
locale.setlocale(locale.LC_ALL, "C.UTF-8")
names = sys.stdin.read().split()
for name in names: __import__(name)
`;

/** Objects that fight back when they are looked at must not notice. */
const HARMLESS = `"""Nothing of this is seen elsewhere."""
import collections, logging, os, pathlib
here = os.path.abspath(__file__), os.path.abspath(__file__.encode()), os.path.realpath(__file__), pathlib.Path(__file__).absolute(), pathlib.Path(__file__).resolve()
class Angry:
    def __getattribute__(self, name): raise RuntimeError(name)
    def __eq__(self, other): raise RuntimeError("compared")
    def __hash__(self): raise RuntimeError("hashed")
    __class__ = property(lambda self: 1 / 0)
class Meta(type):
    def __getattribute__(cls, name): raise RuntimeError(name)
    def __eq__(cls, other): raise RuntimeError("compared")
    def __hash__(cls): raise RuntimeError("hashed")
    def __instancecheck__(cls, each): raise RuntimeError("asked")
    def __subclasscheck__(cls, each): raise RuntimeError("asked")
angry, values = Angry(), {"a": [Angry()]}
Odd = Meta("Odd", (), {})
made = Odd.__call__ if False else type.__call__(Odd)
def function(): return values
values["b"] = function()
for each in range(3): values[each] = each
import sys
finders = getattr(sys, "meta_path")
finders.insert(0, finders[-1])
import colorsys
del finders[0]
`;

/** Seen only where objects are compared one by one. */
const INSIDE = new Set(
  (
    "abstract_register base_classes bytes_changed closure_changed counter_moved default_dict deque_appended function_attribute " +
    "function_code function_defaults list_reordered module_put module_removed nested_list object_attribute " +
    "object_attribute_added single_dispatch slot_set subclass_plain thread_local"
  ).split(" "),
);

for (const python of someInterpreters()) {
  const cwd = join(folder, `effects${python.minor}`);
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(cwd, "harmless.py"), HARMLESS);
  writeFileSync(join(cwd, "outer.py"), "import harmless\n");
  const wanted = planted.filter(({ minor }) => minor <= python.minor);
  const names = wanted.map(({ module }) => module);

  const effectsOf = (probed: readonly string[]): Map<string, readonly EffectLine[]> => {
    const environment = { PLANTED_FILE: join(cwd, "planted.txt"), PLANTED_GOES: "1", PLANTED_READ: "1", LC_ALL: "" };
    const input = names.join("\n");
    const { records, stderr } = run(python, ["-c", PROGRAM], "observe", { cwd, environment, input, probed });
    assert.is(stderr, "said\n");
    const [record] = records;
    assert.ok(record);
    return new Map(loadsOfProcess(record).map(({ begin, end }) => [begin.name, end?.effects ?? []]));
  };
  const missing = (effects: ReadonlyMap<string, readonly EffectLine[]>): string[] =>
    wanted
      .filter(({ module, kind, what, of }) => {
        const rows = effects.get(module) ?? [];
        return !rows.some((row) => fits(kind, row[0]) && fits(what, row[1]) && row[2] === of);
      })
      .map(({ module }) => `${module}: ${JSON.stringify(effects.get(module))}`);

  test(`planted effects are all seen where they are asked for, on 3.${python.minor}`, () => {
    const effects = effectsOf([...INSIDE]);
    assert.equal(missing(effects), []);
    for (const { module } of wanted) {
      for (const [, , of, confined, file, line] of effects.get(module) ?? []) {
        // A module that it loads has its own places.
        if (of !== "victim" && !file.startsWith(PLANTED)) continue;
        assert.ok(file.endsWith(`effects/${module}.py`), `${module}: ${file}`);
        assert.ok(line >= 1 && line <= readFileSync(join(PLANTED, `${module}.py`), "utf8").split("\n").length, module);
        assert.ok(of !== "victim" || !confined, module);
      }
    }
  });

  test(`without being asked all but what is inside objects is seen, on 3.${python.minor}`, () => {
    const unseen = missing(effectsOf([])).map((text) => text.replace(/:.*/s, ""));
    assert.equal(
      unseen.filter((module) => !INSIDE.has(module)),
      [],
    );
  });

  test(`a module without effects has none, whatever it loads, on 3.${python.minor}`, () => {
    const program = `import sys; sys.path.insert(0, ${JSON.stringify(cwd)}); import outer`;
    const { records, stderr } = run(python, ["-c", program], "observe", { cwd, probed: ["harmless"] });
    assert.is(stderr, "");
    const loads = new Map((records[0] ? loadsOfProcess(records[0]) : []).map((load) => [load.begin.name, load]));
    assert.equal(
      (loads.get("harmless")?.end?.effects ?? [])
        // What its own imports do is its doing too where it is asked for: the place is then in them.
        .filter(([kind, , , confined, file]) => !confined && kind !== "subclass" && file.endsWith("harmless.py"))
        .map(([kind, what]) => `${kind} ${what}`),
      [],
    );
    assert.ok(
      loads.get("logging")?.end?.effects?.some(([kind]) => kind === "atexit"),
      "its own import does",
    );
  });
}

test.run();
