import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { graphs } from "../report/arbitrary-graph.js";
import { GraphBuilder } from "./builder.js";
import { diffGraphs } from "./diff.js";
import { diffGroups } from "./diff-groups.js";
import { type ImportGraph, LOAD_UNFINISHED } from "./graph.js";
import { type ModuleSum, moduleSums } from "./module-sums.js";
import { topmost } from "./topmost.js";
import { totals } from "./totals.js";
import type { Origin } from "./vocabulary.js";

const test = suite("graph/diff");

type Row = [name: string, selfUs: number, importer?: number, flags?: number, origin?: Origin];

function graphOf(rows: readonly Row[], spreadUs?: number): ImportGraph {
  const recorded =
    spreadUs === undefined ? {} : { recorded: { loads: new Map(rows.map((_, at) => [at, { spreadUs }])) } };
  const builder = new GraphBuilder({ language: "python", evidence: "tree", ...recorded });
  builder.addProcess();
  for (const [name, selfUs, importer = -1, flags = 0, origin = "dependency"] of rows) {
    builder.addLoad(builder.addModule(name, { origin }), 0, importer, selfUs, flags);
  }
  return builder.finish();
}

/** The runtime's own modules at a speed. */
const runtime = (factor: number): Row[] =>
  Array.from({ length: 20 }, (_, at) => [`std${at}`, (100 + at) * 10 * factor, -1, 0, "stdlib"]);

const us = (sums: readonly ModuleSum[]) => sums.reduce((sum, { selfUs }) => sum + selfUs, 0);
const names = (sums: readonly ModuleSum[]) => sums.map(({ name }) => name);
const changedNames = (before: ImportGraph, after: ImportGraph) =>
  diffGraphs(before, after).changed.map(({ after: { name } }) => name);

test("a graph does not differ from itself", () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const { added, removed, changed, same } = diffGraphs(graph, graph);
      assert.equal([added, removed, changed], [[], [], []]);
      assert.is(same.modules, moduleSums(graph).size);
    }),
  );
});

test("each module is in exactly one list, and the times sum to the difference of the totals", () => {
  fc.assert(
    fc.property(graphs, graphs, (before, after) => {
      const { added, removed, changed, same } = diffGraphs(before, after);
      assert.is(removed.length + changed.length + same.modules, moduleSums(before).size);
      assert.is(added.length + changed.length + same.modules, moduleSums(after).size);
      const grown = changed.reduce((sum, { before: was, after: is }) => sum + is.selfUs - was.selfUs, 0);
      assert.is(us(added) - us(removed) + grown + same.afterUs - same.beforeUs, totals(after).us - totals(before).us);
    }),
  );
});

test("backwards, what came has gone", () => {
  fc.assert(
    fc.property(graphs, graphs, (before, after) => {
      assert.equal(names(diffGraphs(before, after).added), names(diffGraphs(after, before).removed));
    }),
  );
});

test("what each topmost import brought sums to all that came, and so do the groups", () => {
  fc.assert(
    fc.property(graphs, graphs, (before, after) => {
      const diff = diffGraphs(before, after);
      const brought = topmost(after, new Map(diff.added.map((sum) => [sum.name, sum])));
      assert.is(
        brought.reduce((sum, entry) => sum + entry.us, 0),
        us(diff.added),
      );
      assert.is(
        brought.reduce((sum, entry) => sum + entry.loads, 0),
        diff.added.reduce((sum, { loads }) => sum + loads, 0),
      );
      const groups = diffGroups(before, after, diff);
      assert.is(
        groups.reduce((sum, group) => sum + group.addedModules, 0),
        diff.added.length,
      );
      assert.is(
        groups.reduce((sum, group) => sum + group.removedUs, 0),
        us(diff.removed),
      );
    }),
  );
});

test("a module that another imports now has not grown, however its importers' cumulative times moved", () => {
  const before = graphOf([
    ["a", 500],
    ["shared", 90_000, 0],
    ["b", 500],
  ]);
  const after = graphOf([
    ["a", 500],
    ["b", 500],
    ["shared", 90_000, 1],
  ]);
  const { added, removed, changed } = diffGraphs(before, after);
  assert.equal([added, removed, changed], [[], [], []]);
});

test("a slower machine is told by the runtime's modules, and is no growth", () => {
  const before = graphOf([...runtime(1), ["same", 10_000], ["grown", 10_000]]);
  const after = graphOf([...runtime(2), ["same", 20_000], ["grown", 30_000]]);
  assert.is(diffGraphs(before, after).speed?.ratio, 2);
  assert.equal(changedNames(before, after), ["grown"]);
  assert.is(diffGraphs(graphOf([["a", 9]]), graphOf([["a", 9]])).speed, null);
});

test("what has not grown by 1 ms and 20 % is noise, and so is what the runtime's modules scatter", () => {
  const one = (selfUs: number) => graphOf([...runtime(1), ["m", selfUs]]);
  assert.equal(changedNames(one(100), one(1100)), []);
  assert.equal(changedNames(one(100), one(1101)), ["m"]);
  assert.equal(changedNames(one(100_000), one(120_000)), []);
  assert.equal(changedNames(one(100_000), one(79_999)), ["m"]);
  const late = runtime(1).map(([name, selfUs, ...rest], at): Row => [name, at < 2 ? selfUs + 5000 : selfUs, ...rest]);
  assert.equal(changedNames(one(100), graphOf([...late, ["m", 4000]])), []);
  assert.ok(changedNames(one(100), graphOf([...late, ["m", 6000]])).includes("m"));
});

test("spreads of several runs say what noise is", () => {
  const one = (selfUs: number, spreadUs: number) => graphOf([["m", selfUs]], spreadUs);
  assert.equal(changedNames(one(1000, 10), one(1101, 10)), ["m"]);
  assert.equal(changedNames(one(1000, 300), one(1600, 300)), []);
  assert.equal(changedNames(one(1000, 300), one(1601, 300)), ["m"]);
});

test("a module without a row of its own is there, and has no time to compare", () => {
  const whole = graphOf([["m", 50_000]]);
  const cut = graphOf([["m", 0, -1, LOAD_UNFINISHED]]);
  const { changed, added, removed } = diffGraphs(whole, cut);
  assert.equal([changed, added, removed], [[], [], []]);
});

test("a module that is loaded twice counts with the sum of its times", () => {
  assert.equal(
    changedNames(
      graphOf([
        ["m", 5000],
        ["m", 5000],
      ]),
      graphOf([["m", 10_000]]),
    ),
    [],
  );
});

test.run();
