import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { FIXTURES, madeFolder, run, seen } from "../io/testing/hooked.js";
import { interpreters } from "../io/testing/pythons.js";
import { loadsOfProcess } from "../languages/python/record/loads.js";
import type { ProcessRecord } from "../languages/python/record/process-file.js";

const test = suite("an observed run");
const folder = madeFolder();

const PROGRAMS: readonly (readonly string[])[] = [
  ["uses_later.py"],
  ["-m", "tool", "a"],
  ["threads.py"],
  ["warns.py"],
  ["-m", "unittest", "--help"],
  ["-m", "json.tool", "--help"],
];

function linesIn(record: ProcessRecord): string[] {
  const lines = [...record.linesRun].flatMap(([file, ran]) => ran.map((line) => `${basename(file)}:${line}`));
  return [...new Set(lines)].sort();
}

for (const python of interpreters()) {
  for (const program of PROGRAMS) {
    test(`${program.join(" ")} on 3.${python.minor}: what ran later, and which lines, is what plain tracing sees`, () => {
      const out = join(folder, "later.json");
      const plain = run(python, ["independent_later.py", out, ...program], null);
      const truth = JSON.parse(readFileSync(out, "utf8")) as {
        later: string[];
        lines: [string, number][];
        known: string[];
      };
      const observed = run(python, program, "observe");
      assert.is(observed.stdout, plain.stdout);
      const [record] = observed.records;
      assert.ok(record);
      const loads = new Set(loadsOfProcess(record).map(({ begin }) => begin.name));
      // What the other observer needed itself, it can't tell.
      // Code of _collections_abc says that it is of collections.abc, which has no load of its own everywhere.
      const known = new Set([...truth.known, "collections.abc"]);
      const ours = [...(record.ranLater ?? [])].filter((name) => loads.has(name) && !known.has(name)).sort();
      assert.equal(
        ours,
        truth.later.filter((name) => loads.has(name) && !known.has(name)),
      );
      assert.equal(linesIn(record), truth.lines.map(([file, line]) => `${file}:${line}`).sort());
    });
  }

  test(`a program that traces itself is left alone, on 3.${python.minor}`, () => {
    const program = join(folder, "traces.py");
    writeFileSync(program, TRACES);
    const plain = run(python, [program], null);
    const observed = run(python, [program], "observe");
    assert.equal(seen(observed), seen(plain));
    const [record] = observed.records;
    assert.ok(record?.ranLater?.has("textwrap"));
    if (python.minor < 12) assert.ok(record?.isSelfTraced);
  });

  test(`objects of a load are those that the collector counts, on 3.${python.minor}`, () => {
    const program = join(folder, "counts.py");
    writeFileSync(program, COUNTS);
    const cwd = folder;
    const path = { cwd, environment: { PYTHONPATH: FIXTURES } };
    const plain = JSON.parse(run(python, [program], null, path).stdout) as Record<string, number>;
    const observed = run(python, [program], "observe", path);
    const [record] = observed.records;
    assert.ok(record);
    const made = new Map<string, number>();
    for (const { begin, end, importer } of loadsOfProcess(record)) {
      if (importer < 0) made.set(begin.name, end?.objects ?? Number.NaN);
    }
    for (const [name, objects] of Object.entries(plain)) {
      const ours = made.get(name) ?? Number.NaN;
      // What CPython keeps for the next object of a kind is not counted when it is made: some hundred may differ.
      assert.ok(Math.abs(ours - objects) <= Math.max(150, objects * 0.04), `${name}: ${ours}, plainly ${objects}`);
    }
    assert.is(Object.keys(plain).length, 4);
  });
}

const TRACES = `import sys, gc, textwrap, threading
events = []
def trace(frame, event, argument):
    if frame.f_code.co_filename == __file__: events.append((event, frame.f_code.co_name, frame.f_lineno))
    return trace
def traced():
    number = 1
    return number
print(sys.gettrace(), sys.getprofile(), gc.isenabled())
sys.settrace(trace)
print(sys.gettrace() is trace)
traced()
sys.settrace(None)
print(sys.gettrace(), events)
profiled = []
sys.setprofile(lambda frame, event, argument: profiled.append((event, frame.f_code.co_name)) if frame.f_code.co_filename == __file__ else None)
traced()
sys.setprofile(None)
print(profiled, textwrap.dedent(" a"), sys.getprofile())
gc.disable(); print(gc.isenabled()); gc.enable(); print(gc.isenabled())
`;

/** Modules that make a known kind of thing, one of which collects, and counts of them with the collector off. */
const COUNTS = `import gc, json, os, sys, time
os.makedirs("counted", exist_ok=True)
sys.path.insert(0, "counted")
def module(name, body):
    with open("counted/" + name + ".py", "w") as file: file.write(body)
module("many_lists", "kept = [[each] for each in range(5000)]\\n")
module("many_classes", "kept = [type('C%d' % each, (), {}) for each in range(1000)]\\n")
module("drops", "kept = [[each] for each in range(3000)]\\ndel kept[1000:]\\n")
module("collects", "import gc\\nkept = [[each] for each in range(2000)]\\ngc.collect()\\nmore = [[each] for each in range(2000)]\\n")
module("warms", "pass\\n")
counts = {}
gc.disable()
import warms
for name in ("many_lists", "many_classes", "drops"):
    before = gc.get_count()[0]
    __import__(name)
    counts[name] = gc.get_count()[0] - before
# A collection sets the counter back: what is held is known from the code.
import collects
counts["collects"] = 4000
print(json.dumps(counts))
`;

test.run();
