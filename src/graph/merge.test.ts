import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "./builder.js";
import { loadName } from "./chain.js";
import { checkGraph } from "./check.js";
import { diffGraphs } from "./diff.js";
import type { ImportGraph } from "./graph.js";
import { CHANGES, mergeGraphs } from "./merge.js";

/** Depth, name, self time in microseconds. */
type Row = readonly [number, string, number];

function graphOf(...processes: readonly (readonly Row[])[]): ImportGraph {
  const builder = new GraphBuilder({ language: "python", evidence: "tree" });
  for (const rows of processes) {
    const process = builder.addProcess();
    const open: number[] = [];
    for (const [depth, name, selfUs] of rows) {
      open.length = Math.min(depth, open.length);
      open.push(builder.addLoad(builder.addModule(name), process, open.at(-1) ?? -1, selfUs));
    }
  }
  return builder.finish();
}

const merged = (before: ImportGraph, after: ImportGraph) => mergeGraphs(before, after, diffGraphs(before, after));

/** `name` of each load behind two blanks a depth, with its times in both. */
function shown(before: ImportGraph, after: ImportGraph): string[] {
  const { graph, beforeUs, afterUs, changes } = merged(before, after);
  const depth: number[] = [];
  return Array.from({ length: graph.loads.count }, (_, load) => {
    const importer = graph.loads.importer[load] ?? -1;
    depth[load] = importer < 0 ? 0 : (depth[importer] ?? 0) + 1;
    const change = CHANGES[changes[graph.loads.module[load] ?? 0] ?? 0];
    return `${"  ".repeat(depth[load] ?? 0)}${loadName(graph, load)} ${beforeUs[load]} ${afterUs[load]} ${change}`;
  });
}

test("what is gone stands where it stood, what came where it is, and what moved once", () => {
  const before = graphOf([
    [0, "app", 10],
    [1, "old", 20],
    [2, "old.part", 5],
    [2, "shared", 7],
    [1, "json", 3],
    [0, "end", 1],
  ]);
  const after = graphOf([
    [0, "app", 10],
    [1, "json", 3],
    [2, "shared", 7],
    [1, "new", 4],
  ]);
  assert.equal(shown(before, after), [
    "app 10 10 same",
    "  old 20 0 gone",
    "    old.part 5 0 gone",
    "  json 3 3 same",
    "    shared 7 7 same",
    "  new 0 4 came",
    "end 1 0 gone",
  ]);
});

test("a module that shrank keeps the width that it had", () => {
  const before = graphOf([[0, "app", 90_000]]);
  const after = graphOf([[0, "app", 20_000]]);
  assert.equal(shown(before, after), ["app 90000 20000 shrunk"]);
  assert.is(merged(before, after).graph.loads.selfUs[0], 90_000);
  assert.equal(shown(after, before), ["app 20000 90000 grown"]);
});

const graphs = fc
  .array(
    fc.array(fc.tuple(fc.nat(5), fc.constantFrom("a", "b", "c", "d", "e", "f"), fc.nat(5000)), { maxLength: 12 }),
    { minLength: 1, maxLength: 3 },
  )
  .map((processes) => graphOf(...processes));

test("every load of both stands once, under an importer that it had, and the sums are those of both", () => {
  fc.assert(
    fc.property(graphs, graphs, (before, after) => {
      const { graph, beforeUs, afterUs, ofBefore, ofAfter } = merged(before, after);
      checkGraph(graph);
      const sum = (times: Float64Array) => times.reduce((total, us) => total + us, 0);
      assert.is(sum(beforeUs), sum(before.loads.selfUs));
      assert.is(sum(afterUs), sum(after.loads.selfUs));
      assert.is(new Set(ofBefore).size, before.loads.count);
      assert.is(new Set(ofAfter).size, after.loads.count);
      assert.is(new Set([...ofBefore, ...ofAfter]).size, graph.loads.count);
      for (const [side, of] of [
        [before, ofBefore],
        [after, ofAfter],
      ] as const) {
        const isGone = (at: number) => !ofAfter.includes(at);
        for (const [load, at] of of.entries()) {
          assert.is(loadName(graph, at), loadName(side, load));
          assert.is(graph.loads.process[at], side.loads.process[load]);
          if (side === before && !isGone(at)) continue;
          const importer = side.loads.importer[load] ?? -1;
          assert.is(graph.loads.importer[at], importer < 0 ? -1 : of[importer]);
        }
      }
    }),
  );
});

test("a graph merged with itself is itself", () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      assert.equal(merged(graph, graph).graph.loads, graph.loads);
    }),
  );
});

test.run();
