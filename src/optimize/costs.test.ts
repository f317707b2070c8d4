import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { RemovableStart } from "../graph/removable.js";
import { Costs } from "./proposals.js";

const test = suite("costs");

/** An entry that loads one module through a name. */
function start(weight: number, us: number): RemovableStart {
  return {
    nodes: 2,
    weight,
    cost: Float64Array.from([10, us]),
    entries: [0],
    importer: Int32Array.from([0]),
    imported: Int32Array.from([1]),
    through: Int32Array.from([0]),
  };
}

test("processes of one command count each for itself", () => {
  const costs = new Costs([start(1, 100), start(1, 200)]);
  assert.is(costs.without([]), 320);
  assert.is(costs.without([]) - costs.without([0]), 300);
});

test("of two commands it is the mean by their weights", () => {
  const costs = new Costs([start(0.75, 100), start(0.25, 200)]);
  assert.is(costs.without([]) - costs.without([0]), 125);
});

test.run();
