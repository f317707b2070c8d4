import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { ImportSet } from "../../graph/import-set.js";
import { seededRandom } from "../../measure/random.js";
import { importTable } from "./import-table.js";
import { askedSet, sideOf, WHOLE } from "./sides.js";

const test = suite("bench/imports");

function setOf(module: string): ImportSet {
  if (module.startsWith("app")) return { distribution: null, origin: "application" };
  return module === "json" || module === "sys"
    ? { distribution: null, origin: module === "sys" ? "builtin" : "stdlib" }
    : { distribution: `${module.split(".")[0]}-dist`, origin: "dependency" };
}

const names = fc.constantFrom("app", "app.cli", "json", "sys", "a", "a.b", "ab", "c.d");
const runs = fc.array(fc.dictionary(names, fc.integer({ min: 1, max: 1e6 }), { minKeys: 1 }), {
  minLength: 1,
  maxLength: 8,
});

test("every module is in one told set: they sum to all imports, run by run", () => {
  fc.assert(
    fc.property(runs, (each) => {
      const side = sideOf(
        "x",
        each.map((run) => new Map(Object.entries(run))),
        setOf,
        [],
      );
      for (const [at, run] of side.runs.entries()) {
        const parts = [...run].filter(([set]) => set !== WHOLE).reduce((sum, [, us]) => sum + us, 0);
        assert.is(run.get(WHOLE), parts);
        assert.is(
          parts,
          Object.values(each[at] ?? {}).reduce((sum, us) => sum + us, 0),
        );
      }
      const all = new Set(each.flatMap((run) => Object.keys(run)));
      assert.is(side.modules.get(WHOLE), all.size);
    }),
  );
});

test("a set that is asked for holds modules with what is below them, and distributions, each module once", () => {
  const run = new Map(Object.entries({ a: 1, "a.b": 2, ab: 4, "c.d": 8, json: 16 }));
  const sets = ["a", "a-dist,a.b", "ab-dist,c", "the standard library"].map(askedSet);
  const side = sideOf("x", [run], setOf, sets);
  assert.equal(
    sets.map(({ name }) => [side.runs[0]?.get(name), side.modules.get(name)]),
    [
      [3, 2],
      [3, 2],
      [12, 2],
      [16, 1],
    ],
  );
});

test("all imports come first, then what differs most; what one side lacks has no ratio", () => {
  const side = (name: string, run: Record<string, number>) =>
    sideOf(
      name,
      Array.from({ length: 8 }, (_, at) => new Map(Object.entries(run).map(([module, us]) => [module, us + at]))),
      setOf,
      [],
    );
  const table = importTable(
    [side("base", { json: 1000, a: 500, app: 10 }), side("head", { json: 1010, a: 1500, c: 5000, app: 10 })],
    true,
    () => seededRandom(1),
  );
  assert.equal(
    table.map(({ set }) => set),
    [WHOLE, "c-dist", "a-dist", "the standard library", "the project's own"],
  );
  const [whole, added, grown, , own] = table;
  assert.equal(added?.comparisons, []);
  assert.equal([added?.times[0]?.modules, added?.times[0]?.medianUs, added?.times[1]?.modules], [0, 0, 1]);
  assert.ok((grown?.comparisons[0]?.lo ?? 0) > 2.9 && (grown?.comparisons[0]?.hi ?? 9) < 3.1);
  assert.equal([own?.comparisons[0]?.ratio, own?.comparisons[0]?.pairs], [1, 8]);
  assert.ok((whole?.comparisons[0]?.ratio ?? 0) > 4.5);
});

test("runs that have nothing to do with each other are not taken for pairs", () => {
  const random = seededRandom(4);
  const side = (name: string, us: number, count: number) =>
    sideOf(
      name,
      Array.from({ length: count }, () => new Map([["a", us * (1 + random() / 10)]])),
      setOf,
      [],
    );
  const [whole] = importTable([side("one", 1000, 5), side("other", 2000, 9)], false, () => seededRandom(1));
  const [found] = whole?.comparisons ?? [];
  assert.is(found?.pairs, null);
  assert.ok(found !== undefined && found.lo > 1.7 && found.lo < 2 && found.hi < 2.3 && found.p < 0.01);
});

test.run();
