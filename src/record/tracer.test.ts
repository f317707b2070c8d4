import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { FIXTURES, madeFolder, run, seen } from "../io/testing/hooked.js";
import { type Interpreter, someInterpreters } from "../io/testing/pythons.js";
import { loadsOfProcess } from "../languages/python/record/loads.js";
import type { ProcessRecord } from "../languages/python/record/process-file.js";
import type { HookMode } from "../languages/recording.js";

const PROGRAMS = readdirSync(FIXTURES).filter((name) => name.endsWith(".py") && !name.startsWith("independent"));
const pythons = someInterpreters();
const made = madeFolder();

function loadsOf(record: ProcessRecord | undefined): string[] {
  return (record?.events ?? []).flatMap((event) => (event.kind === "begin" ? [event.name] : []));
}

function failedIn(record: ProcessRecord): string[] {
  return loadsOfProcess(record).flatMap(({ begin, end }) => (end?.failed === true ? [begin.name] : []));
}

const behaviour = suite("a recorded program behaves as ever");

behaviour("two interpreters at least are here", () => {
  assert.ok(pythons.length >= 2, `found ${pythons.map(({ path }) => path).join(", ")}`);
});

for (const python of pythons) {
  for (const program of PROGRAMS) {
    behaviour(`${program} on 3.${python.minor}`, () => {
      const plain = run(python, [program], null);
      for (const mode of modesOn(python, program)) {
        const hooked = run(python, [program], mode);
        assert.equal(seen(hooked), seen(plain), mode);
        assert.ok(hooked.records.length > 0, "it was recorded");
      }
    });
  }

  for (const [name, args, environment] of [
    ["-m", ["-m", "tool", "a", "b"], {}],
    ["-c", ["-c", "import tool.parts; print(tool.parts, __name__)"], {}],
    ["its own sitecustomize", ["shows_sitecustomize.py"], { PYTHONPATH: "own_sitecustomize" }],
  ] as const) {
    behaviour(`${name} on 3.${python.minor}`, () => {
      const plain = run(python, args, null, { environment });
      const hooked = run(python, args, "trace", { environment });
      assert.equal(seen(hooked), seen(plain));
      assert.ok(loadsOf(hooked.records[0]).length > 1);
    });
  }

  behaviour(`a program from standard input on 3.${python.minor}`, () => {
    const options = { input: "import json, sys\nprint(json.dumps(sys.argv))\n" };
    const plain = run(python, ["-"], null, options);
    const hooked = run(python, ["-"], "trace", options);
    assert.equal(seen(hooked), seen(plain));
    assert.ok(loadsOf(hooked.records[0]).includes("json"));
  });

  behaviour(`children are recorded with who started them, on 3.${python.minor}`, () => {
    const { records } = run(python, ["starts_children.py"], "time");
    const root = records.find(({ startedBy }) => startedBy === "");
    const children = records.filter(({ startedBy }) => startedBy === root?.id);
    assert.is(records.length, children.length + 1);
    assert.is(children.length, python.minor < 8 ? 7 : 8);
    assert.ok(children.every((child) => loadsOf(child).some((name) => name === "json" || name === "plain")));
  });

  behaviour(`a fork's child, and what an exec began, are processes of their own, on 3.${python.minor}`, () => {
    const forks = run(python, ["forks.py"], "time").records;
    assert.equal(forks.map(({ forked }) => forked).sort(), [false, true, true]);
    for (const child of forks.filter(({ forked }) => forked)) assert.ok(loadsOf(child).includes("helpers.plain"));
    const execs = run(python, ["execs.py"], "time").records;
    assert.is(execs.length, 3);
    assert.ok(execs.some((record) => loadsOf(record).includes("json")));
  });
}

const truth = suite("what is recorded is what happened");

/** A trace does all that the timer does, and more: the timer alone is tried on the oldest and the newest version. */
/**
 * An observer of every call takes room on the stack, and a tool of sys.monitoring: programs that show how much of either
 * there is differ in the observed run, whose output nobody sees.
 */
const SEES_OBSERVERS = ["recursion.py", "dies_hard.py", "own_monitoring.py"];

function modesOn(python: Interpreter, program: string): readonly HookMode[] {
  const modes: HookMode[] = python === pythons[0] || python === pythons.at(-1) ? ["time", "trace"] : ["trace"];
  return SEES_OBSERVERS.includes(program) ? modes : [...modes, "observe"];
}

/** A tree of modules that each compute for some milliseconds, and say how long their own part took. */
function makeBusyPackage(folder: string): string {
  const body = (ms: number, imports: readonly string[], name: string): string =>
    [
      "import time, builtins",
      "began = time.perf_counter_ns(); inside = 0",
      ...imports.flatMap((each) => ["at = time.perf_counter_ns()", each, "inside += time.perf_counter_ns() - at"]),
      `while time.perf_counter_ns() - began - inside < ${ms} * 1000000: pass`,
      `builtins.busy["${name}"] = time.perf_counter_ns() - began - inside`,
      "",
    ].join("\n");
  mkdirSync(join(folder, "busy", "inner"), { recursive: true });
  writeFileSync(join(folder, "busy", "__init__.py"), body(12, ["from . import leaf"], "busy"));
  writeFileSync(join(folder, "busy", "leaf.py"), body(8, [], "busy.leaf"));
  writeFileSync(join(folder, "busy", "inner", "__init__.py"), body(30, ["import busy.leaf"], "busy.inner"));
  writeFileSync(join(folder, "busy", "inner", "last.py"), body(20, ["import importlib"], "busy.inner.last"));
  const program = join(folder, "program.py");
  const imports = "import busy.inner.last, importlib; importlib.import_module('busy.plugin')";
  writeFileSync(join(folder, "busy", "plugin.py"), body(25, [], "busy.plugin"));
  writeFileSync(program, `import builtins, json\nbuiltins.busy = {}\n${imports}\nprint(json.dumps(builtins.busy))\n`);
  return program;
}

const OBSERVED: readonly (readonly string[])[] = [
  ["-m", "json.tool", "--help"],
  ["-m", "unittest", "--help"],
  ["-m", "tool"],
  ["replaces_import.py"],
  ["warns.py"],
];

/** Modules that the tracer uses and gives back when the program asks for them: no finder is asked then. */
const GIVEN_BACK = ["atexit", "gc", "time"];

for (const python of pythons) {
  for (const program of OBSERVED) {
    truth(`${program.join(" ")} on 3.${python.minor}: an independent observer saw the same`, () => {
      const out = join(made, "observed.json");
      const { records } = run(python, ["independent.py", out, ...program], "trace");
      const [record] = records;
      assert.ok(record);
      const observed = JSON.parse(readFileSync(out, "utf8")) as {
        statements: [string | null, number, string | null][];
        loads: string[];
      };
      const rows = [...record.statements].map(([id, row]) => ({ id, ...row }));
      const marker = rows.find(({ name }) => name === "importperf_marker")?.id ?? Number.NaN;
      const ours = rows.filter(({ id, isDynamic }) => id > marker && !isDynamic);
      const text = (importer: string | null, line: number | null, name: string | null): string =>
        `${importer}:${line} ${name}`;
      const theirs = observed.statements.filter(([, , name]) => name !== null).map((row) => text(...row));
      const known = new Set(rows.map(({ importer, line, name }) => text(importer, line, name)));
      assert.equal(
        theirs.filter((row) => !known.has(row)),
        [],
        "imports that we missed",
      );
      const seenByThem = new Set(theirs);
      const more = ours
        .map(({ importer, line, name }) => text(importer, line, name))
        .filter((row) => !seenByThem.has(row));
      assert.equal(
        more.filter((row) => !/independent|^runpy:|^__main__:\d+ json$/.test(row)),
        [],
        "imports that nobody saw",
      );
      assert.ok(ours.length > 0);

      const names = loadsOf(record);
      const after = names.slice(names.indexOf("importperf_marker") + 1);
      // Nobody is asked for a module whose package fails.
      const failed = new Set(failedIn(record));
      const theirLoads = observed.loads.filter((name) => !failed.has(name)).sort();
      const ourLoads = after.filter(
        (name) => !failed.has(name) && (!GIVEN_BACK.includes(name) || theirLoads.includes(name)),
      );
      assert.equal(ourLoads.sort(), theirLoads, "loads");
    });
  }

  truth(`times on 3.${python.minor}: modules that compute for a while took what they measured themselves`, () => {
    const program = makeBusyPackage(join(made, `busy${python.minor}`));
    const more = new Map<string, { ns: number; own: number }>();
    // Between the moment that we read and the one that the module reads, a busy machine may do something else.
    const beyond = () => [...more].filter(([, { ns, own }]) => ns >= Math.max(own * 0.1, 2.5e6));
    for (let time = 0; time < 5 || (time < 20 && beyond().length > 0); time++) {
      const { records, stdout } = run(python, [program], "time", { environment: { PYTHONDONTWRITEBYTECODE: "" } });
      const measured = JSON.parse(stdout) as Record<string, number>;
      const loads = records.flatMap(loadsOfProcess).filter(({ begin }) => begin.name in measured);
      assert.is(loads.length, Object.keys(measured).length);
      for (const { begin, selfNs } of loads) {
        const own = measured[begin.name] ?? 0;
        assert.ok(selfNs >= own * 0.95, `${begin.name}: ${selfNs} of ${own}`);
        const ns = Math.min(selfNs - own, more.get(begin.name)?.ns ?? Number.POSITIVE_INFINITY);
        more.set(begin.name, { ns, own });
      }
    }
    // The least that a module takes is 8 ms: what is counted in the wrong place is more than this.
    assert.equal(beyond(), []);
  });

  truth(`-X importtime on 3.${python.minor} has the same modules, but for those that import_module names`, () => {
    for (const args of [["-m", "json.tool", "--help"], ["-m", "unittest", "--help"], ["warns.py"]]) {
      const [record] = run(python, args, "trace").records;
      assert.ok(record);
      const ours = new Set(loadsOf(record));
      const { stderr } = run(python, ["-X", "importtime", ...args], null);
      const rows = [...stderr.matchAll(/^import time:\s+\d+ \|\s+\d+ \|\s+(\S+)/gm)].map((match) => match[1] ?? "");
      const theirs = rows.slice(rows.indexOf("sitecustomize")).filter((name) => name !== "site");
      // From 3.15 a package is loaded before its submodule, and `collections` makes `collections.abc` itself.
      const made = (name: string): boolean => python.minor >= 15 && name === "collections.abc";
      assert.equal(
        theirs.filter((name) => !ours.has(name) && !made(name)),
        [],
        "boot alone comes before sitecustomize",
      );
      const dynamic = new Set([...record.statements.values()].filter((row) => row.isDynamic).map(({ name }) => name));
      const rest = [...ours].filter((name) => !theirs.includes(name) && !dynamic.has(name));
      assert.equal(rest, [], args.join(" "));
    }
  });
}

behaviour.run();
truth.run();
