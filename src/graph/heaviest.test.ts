import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "./builder.js";
import { heaviest } from "./heaviest.js";

const test = suite("graph/heaviest");

function graphOf(times: readonly number[]) {
  const builder = new GraphBuilder({ language: "python", evidence: "tree" });
  builder.addProcess();
  for (const [load, us] of times.entries()) builder.addLoad(builder.addModule(`m${load}`), 0, -1, us);
  return builder.finish();
}

test("the largest first, ties in the order of loading, as many as asked for", () => {
  const times = fc.array(fc.nat({ max: 20 }), { maxLength: 600 });
  const limit = fc.oneof(fc.nat({ max: 20 }), fc.integer({ min: 250, max: 700 }), fc.constant(Number.MAX_SAFE_INTEGER));
  fc.assert(
    fc.property(times, limit, (times, limit) => {
      const expected = times
        .map((us, load) => ({ us, load }))
        .sort((a, b) => b.us - a.us || a.load - b.load)
        .slice(0, limit)
        .map(({ load }) => load);
      assert.equal(heaviest(graphOf(times), "selfUs", limit), expected);
    }),
  );
});

test("by cumulative time an importer comes before what it loaded alone", () => {
  const builder = new GraphBuilder({ language: "python", evidence: "tree" });
  builder.addProcess();
  const app = builder.addLoad(builder.addModule("app"), 0, -1, 0);
  builder.addLoad(builder.addModule("json"), 0, app, 9);
  assert.equal(heaviest(builder.finish(), "cumulativeUs", 5), [0, 1]);
  assert.equal(heaviest(builder.finish(), "selfUs", 5), [1, 0]);
});

test.run();
