import { test } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "./builder.js";
import type { ImportGraph } from "./graph.js";
import { groupSpans } from "./spans.js";
import { loadsOf, subtreeEnds } from "./subtree.js";

/** a loads b and d, b loads c; e stands alone. Each 10 us. */
function graph(): ImportGraph {
  const builder = new GraphBuilder({ language: "python", evidence: "tree" });
  builder.addProcess();
  const importers = [-1, 0, 1, 0, -1];
  for (const [index, name] of ["a", "b", "c", "d", "e"].entries())
    builder.addLoad(builder.addModule(name), 0, importers[index] ?? -1, 10);
  return builder.finish();
}

test("a subtree ends behind its last load", () => {
  assert.equal([...subtreeEnds(graph())], [4, 3, 3, 4, 5]);
});

test("the loads of a load are its own only, in order", () => {
  const ends = subtreeEnds(graph());
  assert.equal(loadsOf(ends, 0), [1, 3]);
  assert.equal(loadsOf(ends, 4), []);
});

test("a group's cumulative time counts nested loads of the group once", () => {
  const made = graph();
  const groupOf = Int32Array.from([0, 1, 0, 1, -1]);
  assert.equal([...groupSpans(made, groupOf, 2, subtreeEnds(made))], [40, 30]);
});

test.run();
