import { test } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "./builder.js";
import { chosenTotals } from "./chosen.js";
import { subtreeEnds } from "./subtree.js";

test("chosen loads inside chosen loads are counted once", () => {
  const builder = new GraphBuilder({ language: "python", evidence: "tree" });
  builder.addProcess();
  for (const [index, importer] of [-1, 0, 1, -1].entries())
    builder.addLoad(builder.addModule(`m${index}`), 0, importer, 10);
  const graph = builder.finish();
  const totals = (...chosen: number[]) => chosenTotals(graph, Uint8Array.from(chosen), subtreeEnds(graph));
  assert.equal(totals(0, 1, 1, 1), { loads: 3, selfUs: 30, cumulativeUs: 30 });
  assert.equal(totals(1, 0, 1, 0), { loads: 2, selfUs: 20, cumulativeUs: 30 });
  assert.equal(totals(0, 0, 0, 0), { loads: 0, selfUs: 0, cumulativeUs: 0 });
});

test.run();
