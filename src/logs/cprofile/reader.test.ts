import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { UserError } from "../../errors.js";
import { type ImportGraph, LOAD_PLACED, LOAD_UNFINISHED } from "../../graph/graph.js";
import { totals } from "../../graph/totals.js";
import type { LogReading } from "../format.js";
import { readCalls } from "./calls.js";
import { MarshalReader } from "./marshal.js";
import { cprofile } from "./reader.js";

const test = suite("logs/cprofile");
const FOLDER = "fixtures/cprofile";
const READABLE = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".prof") && !name.startsWith("profile-module"))
  .map((name) => join(FOLDER, name));

function python(...words: string[]): string {
  try {
    return execFileSync("python3", words, { encoding: "utf8", maxBuffer: 1 << 26 });
  } catch (error) {
    throw new Error(`these tests compare with Python's own reader: python3 is needed on the PATH (${error})`);
  }
}

function read(bytes: Uint8Array, step = 4096): LogReading {
  const reader = cprofile.open("x.prof");
  for (let at = 0; at < bytes.length; at += step) reader.push(bytes.subarray(at, at + step));
  return reader.finish();
}

function failure(bytes: Uint8Array): UserError {
  try {
    read(bytes);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error("was read");
}

type Key = [file: string, line: number, name: string];
interface Truth {
  total: number;
  functions: { function: Key; self: number; all: number; callers: Key[] }[];
}

function agreesWithPython(file: string): void {
  const truth: Truth = JSON.parse(python(join(FOLDER, "second_reader.py"), file));
  const bytes = readFileSync(file);
  const { functions, callers, callees } = readCalls(new MarshalReader(bytes, file).read(), file);
  const keyOf = (at: number) => [functions[at]?.file, functions[at]?.line, functions[at]?.name].join("|");
  const own = functions.flatMap(({ times }, at) =>
    times === null ? [] : [{ key: keyOf(at), self: times.selfSeconds, all: times.seconds, at }],
  );
  const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : 1);
  assert.equal(
    own.map(({ key, self, all }) => ({ key, self, all })).sort(byKey),
    truth.functions.map((row) => ({ key: row.function.join("|"), self: row.self, all: row.all })).sort(byKey),
  );
  const edges = callees.map((callee, edge) => `${keyOf(callers[edge] ?? 0)} -> ${keyOf(callee)}`);
  const theirs = truth.functions.flatMap((row) =>
    row.callers.map((key) => `${key.join("|")} -> ${row.function.join("|")}`),
  );
  assert.equal(edges, theirs);
  const { graph } = read(bytes, 100);
  checkGraph(graph);
  assert.is(totals(graph).us, Math.round(truth.total * 1e6));
  assert.is(totals(graph).modules, truth.functions.length);
  // Modules stand in the order of the functions: each self time is less than 1 µs from what Python says.
  const usOf = new Map([...graph.loads.module].map((module, load) => [module, graph.loads.selfUs[load] ?? 0]));
  for (const { self, at } of own) assert.ok(Math.abs((usOf.get(at) ?? 0) - self * 1e6) < 1.001, keyOf(at));
  // What is called stands in the tree or in the imports: no call is lost, none is made up.
  assert.equal(shownCalls(graph), new Set(callees.map((callee, edge) => `${callers[edge]} ${callee}`)));
}

function shownCalls({ loads, imports }: ImportGraph): Set<string> {
  const calls = new Set<string>();
  for (let load = 0; load < loads.count; load++) {
    const importer = loads.importer[load] ?? -1;
    if (importer >= 0 && ((loads.flags[load] ?? 0) & LOAD_PLACED) === 0)
      calls.add(`${loads.module[importer]} ${loads.module[load]}`);
  }
  for (let row = 0; row < imports.count; row++) calls.add(`${imports.importer[row]} ${imports.imported[row]}`);
  return calls;
}

/** The invariants of a graph: importers before, subtrees together, sums exact; one load a function. */
function checkGraph({ loads, modules }: ImportGraph): void {
  assert.is(loads.count, modules.count);
  assert.is(new Set(loads.module).size, modules.count);
  assert.is(new Set(modules.name).size, modules.count);
  const sums = loads.selfUs.slice();
  const open: number[] = [];
  for (let load = 0; load < loads.count; load++) {
    while (open.length > 0 && open.at(-1) !== loads.importer[load]) open.pop();
    assert.is(open.at(-1) ?? -1, loads.importer[load]);
    open.push(load);
  }
  for (let load = loads.count - 1; load >= 0; load--) {
    assert.is(sums[load], loads.cumulativeUs[load]);
    const importer = loads.importer[load] ?? -1;
    if (importer >= 0) sums[importer] = (sums[importer] ?? 0) + (sums[load] ?? 0);
  }
}

for (const file of READABLE) test(`agrees with Python's own reader: ${file}`, () => agreesWithPython(file));

test("agrees with Python's own reader on what python3 here writes", () => {
  const folder = mkdtempSync(join(tmpdir(), "importperf-"));
  try {
    for (const script of ["imports.py", "recursion.py"]) {
      const file = join(folder, `${script}.prof`);
      python("-m", "cProfile", "-o", file, join(FOLDER, script));
      assert.ok(cprofile.recognises(readFileSync(file).subarray(0, 65536)));
      agreesWithPython(file);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** What stands above what, by short names. */
function tree(graph: ImportGraph): Record<string, string | null> {
  const name = (load: number) =>
    (graph.modules.name[graph.loads.module[load] ?? 0] ?? "").replace(/^.*\((.*)\)$/, "$1");
  return Object.fromEntries(
    [...graph.loads.importer].map((importer, load) => [name(load), importer < 0 ? null : name(importer)]),
  );
}

test("a function that several call stands under the nearest that all calls go through", () => {
  const { graph, warnings } = read(readFileSync(join(FOLDER, "recursion-3.11.prof")));
  const found = tree(graph);
  assert.is(found.shared, "main", "direct, odd and main itself call it");
  assert.is(found.direct, "main");
  assert.is(found.odd, "even");
  assert.is(found.even, "main");
  assert.equal(
    warnings.map(({ code }) => code),
    ["functions"],
  );
});

test("a cycle that nothing outside calls has a root of its own", () => {
  const { graph } = read(readFileSync(join(FOLDER, "threads-3.12.prof")));
  const found = tree(graph);
  assert.is(found.pong, null, "the one with the longer time");
  assert.is(found.ping, "pong");
  assert.is(found.work, "pong");
});

test("reads 3.15's sampled profiles: counts for callers, a caller without an entry", () => {
  const { graph, warnings } = read(readFileSync(join(FOLDER, "sampled-shape-3.15.prof")));
  assert.equal(tree(graph), { "<module>": null, main: "<module>", work: null, gone: null });
  const gone = graph.modules.name.indexOf("lost.py:2(gone)");
  assert.is(graph.loads.flags[graph.loads.module.indexOf(gone)], LOAD_UNFINISHED);
  assert.equal(
    warnings.map(({ code }) => code),
    ["functions", "sampled", "missing-callers"],
  );
  assert.is(graph.evidence, "tree");
});

test("names functions by their path from where Python searched, with their origin", () => {
  const { graph } = read(readFileSync(join(FOLDER, "imports-3.13.prof")));
  const originOf = (name: string) => graph.modules.origin[graph.modules.name.indexOf(name)];
  assert.is(originOf("<built-in method builtins.exec>"), 3);
  assert.is(originOf("imports.py:1(<module>)"), 0);
  assert.is(originOf("<frozen importlib._bootstrap>:1349(_find_and_load)"), 2);
  assert.is(originOf("json/decoder.py:1(<module>)"), 2);
});

test("says which module wrote a profile with a code object", () => {
  const error = failure(readFileSync(join(FOLDER, "profile-module-3.9.prof")));
  assert.match(error.message, "code object");
  assert.match(error.hint, "cProfile");
});

test("recognises a marshalled dict and no JSON object", () => {
  const is = (...bytes: number[]) => cprofile.recognises(Uint8Array.from(bytes));
  for (const file of READABLE) assert.ok(cprofile.recognises(readFileSync(file)), file);
  assert.not(cprofile.recognises(new TextEncoder().encode('{"kind": "profile"}')));
  assert.not(cprofile.recognises(new TextEncoder().encode("{}")));
  assert.not(is(0x7b));
  assert.not(is());
});

/** Marshals `{key: value}` of already marshalled parts. */
const dict = (...parts: number[][]) => [0x7b, ...parts.flat(), 0x30];
const text = (value: string) => [0x7a, value.length, ...new TextEncoder().encode(value)];
const int = (value: number) => [0x69, ...new Uint8Array(Int32Array.of(value).buffer)];
const float = (value: number) => [0x67, ...new Uint8Array(Float64Array.of(value).buffer)];
const tuple = (...items: number[][]) => [0x29, items.length, ...items.flat()];
const key = (file: string, line: number, name: string) => tuple(text(file), int(line), text(name));
const value = (self: number, callers: number[]) => tuple(int(1), int(1), float(self), float(self), callers);

test("times that fit nothing count as 0, with a warning, and the rest is kept", () => {
  const bytes = dict(
    ...[key("a", 1, "f"), value(Number.NaN, dict()), key("a", 2, "g"), value(-1, dict())],
    ...[key("a", 3, "h"), value(1e300, dict()), key("a", 4, "i"), value(0.25, dict())],
  );
  const { graph, warnings } = read(Uint8Array.from(bytes));
  assert.is(totals(graph).us, 250_000);
  assert.match(warnings.find(({ code }) => code === "unfit-times")?.message ?? "", "3 times");
});

test("functions of one name in two folders stay two", () => {
  const bytes = dict(
    ...[key("/x/site-packages/p.py", 1, "f"), value(1, dict()), key("/y/site-packages/p.py", 1, "f"), value(2, dict())],
    ...[key("~", 0, "p.py:1(f)"), value(3, dict())],
  );
  const { graph } = read(Uint8Array.from(bytes));
  assert.equal(graph.modules.name, ["p.py:1(f)", "/y/site-packages/p.py:1(f)", "~:0(p.py:1(f))"]);
  assert.is(totals(graph).us, 6_000_000);
});

test("a function that is its own only caller is a root", () => {
  const { graph } = read(Uint8Array.from(dict(key("a", 1, "f"), value(1, dict(key("a", 1, "f"), int(5))))));
  assert.equal([...graph.loads.importer], [-1]);
  assert.equal([...graph.imports.importer], [0]);
});

test("refuses what no profile holds, and says where", () => {
  assert.match(failure(Uint8Array.from(dict())).message, "no function");
  assert.match(failure(Uint8Array.from(dict(text("a"), int(1)))).message, "entry 1");
  assert.match(failure(Uint8Array.from(dict(key("a", 1, "f"), int(1)))).message, "entry 1");
  assert.match(
    failure(Uint8Array.from([0x7b, 0x28, 0xff, 0xff, 0xff, 0x7f])).message,
    "a length beyond the end at byte 2",
  );
  assert.match(failure(Uint8Array.from([0x7b, ...Array(100_000).fill([0x29, 1]).flat()])).message, "nesting deeper");
  assert.match(failure(Uint8Array.from([0x7b, 0x29])).message, "an end in the middle at byte 2");
  // A dict that refers to itself.
  assert.match(failure(Uint8Array.from([0xfb, ...key("a", 1, "f"), 0x72, 0, 0, 0, 0, 0x30])).message, "a reference");
});

test("whatever is done to the bytes: a reading whose sums hold, or a UserError", () => {
  const files = READABLE.map((file) => new Uint8Array(readFileSync(file)));
  const edit = fc.record({
    at: fc.nat(),
    byte: fc.nat({ max: 255 }),
    kind: fc.constantFrom("set", "cut", "insert", "drop"),
  });
  fc.assert(
    fc.property(fc.constantFrom(...files), fc.array(edit, { minLength: 1, maxLength: 4 }), (file, edits) => {
      let bytes = [...file.subarray(0, 4000)];
      if (file.length <= 4000 || edits.length > 2) bytes = [...file];
      for (const { at, byte, kind } of edits) {
        const place = at % (bytes.length + 1);
        if (kind === "set") bytes[place] = byte;
        else if (kind === "cut") bytes.length = place;
        else if (kind === "insert") bytes.splice(place, 0, byte);
        else bytes.splice(place, byte);
      }
      try {
        checkGraph(read(Uint8Array.from(bytes)).graph);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
      }
    }),
    { numRuns: 1500 },
  );
});

test.run();
