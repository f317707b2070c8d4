import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { checkGraph } from "../../graph/check.js";
import { totals } from "../../graph/totals.js";
import { forest, HEADER, inOrder, loadsOf, noise, read, rowsOf } from "./testing.js";

const test = suite("any import log");

test("is read as the tree that made it, wherever it is cut and whatever stands between its rows", () => {
  fc.assert(
    fc.property(
      forest,
      fc.array(fc.tuple(fc.nat(), noise), { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 4 }),
      (loads, noises, sizes) => {
        const lines = [HEADER, ...loads.flatMap((load) => rowsOf(load))];
        for (const [place, line] of noises) lines.splice(place % (lines.length + 1), 0, line);
        const reading = read(`${lines.join("\n")}\n`, sizes);
        const expected = inOrder(loads);
        assert.equal(loadsOf(reading), expected);
        assert.is(
          totals(reading.graph).us,
          expected.reduce((sum, load) => sum + load.selfUs, 0),
        );
        assert.is(reading.ignored.lines, noises.length);
        checkGraph(reading.graph);
      },
    ),
    { numRuns: 500 },
  );
});

test("keeps every row when rows are lost from it", () => {
  fc.assert(
    fc.property(forest, fc.array(fc.nat(), { minLength: 1, maxLength: 5 }), (loads, drops) => {
      const lines = loads.flatMap((load) => rowsOf(load));
      for (const drop of drops) if (lines.length > 1) lines.splice(drop % lines.length, 1);
      const { graph } = read(`${lines.join("\n")}\n`);
      assert.is(totals(graph).modules, lines.length);
      checkGraph(graph);
    }),
    { numRuns: 500 },
  );
});

test.run();
