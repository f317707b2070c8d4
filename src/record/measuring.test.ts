import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "../graph/builder.js";
import { checkGraph } from "../graph/check.js";
import { totals } from "../graph/totals.js";
import { cachesOf, cachesWarning } from "./caches.js";
import { isCostly, measuringCost, scaled, scaleOf } from "./measuring.js";

const span = (ms: number) => ({ beganNs: 5e9, endedNs: 5e9 + ms * 1e6 });

const test = suite("what measuring costs");

test("ratio of medians, quartiles of the pairs", () => {
  const cost = measuringCost([110, 130, 120, 100].map(span), [100, 100, 100, 100].map(span));
  assert.equal(cost, { ratio: 1.1, lo: 1.075, hi: 1.225, scale: 1 });
  assert.is(measuringCost([], [span(1)]), null);
});

test("only what stands out of the noise counts", () => {
  const of = (timed: number[]) =>
    measuringCost(
      timed.map(span),
      timed.map(() => span(100)),
    );
  const costly = (timed: number[]): boolean => {
    const cost = of(timed);
    return cost !== null && isCostly(cost, timed.length);
  };
  assert.ok(costly([104, 105, 106, 107, 108]));
  assert.not.ok(costly([90, 99, 106, 107, 120]), "a quarter of the pairs say the opposite");
  assert.not.ok(costly([110, 110]), "two pairs say nothing of the noise");
});

test("what hooks add to an empty program is no module's", () => {
  const [timed, untouched] = [[span(120)], [span(100)]];
  assert.is(scaleOf(timed, untouched, 80e6, 4e6), 0.8);
  assert.is(scaleOf(timed, untouched, 80e6, 30e6), 1, "less than that is left");
  assert.is(scaleOf(untouched, timed, 80e6, 0), 1, "hooks make nothing faster");
  assert.is(scaleOf(timed, untouched, 0, 0), 1);
});

test("scaled times are whole, not negative and sum up", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(1e6), { minLength: 1, maxLength: 30 }),
      fc.double({ min: 0.5, max: 1, noNaN: true }),
      (times, scale) => {
        const builder = new GraphBuilder({ language: "python", evidence: "tree" });
        const process = builder.addProcess();
        for (const [at, us] of times.entries()) builder.addLoad(builder.addModule(`m${at}`), process, at - 1, us);
        const graph = scaled(builder.finish(), scale);
        checkGraph(graph);
        assert.ok(graph.loads.selfUs.every((us) => Number.isInteger(us) && us >= 0));
        assert.is(graph.loads.cumulativeUs[0], totals(graph).us);
        const exact = times.reduce((a, b) => a + b, 0) * scale;
        assert.ok(Math.abs(totals(graph).us - exact) <= times.length / 2 + 1);
      },
    ),
  );
});

test("warm runs that still compile are told", () => {
  const run = (...compiled: (number | undefined)[]) => {
    const processes = compiled.map((count) => (count === undefined ? {} : { compiled: count }));
    return { ...span(1), others: [], processes: processes as never };
  };
  assert.equal(cachesOf([run(undefined)], false), { state: "warm", compiled: null });
  assert.equal(cachesOf([run(0, 0)], false), { state: "warm", compiled: 0 });
  assert.equal(cachesOf([run(3), run(1, 2), run(9)], false), { state: "mixed", compiled: 3 });
  assert.equal(cachesOf([run(3)], true), { state: "cold", compiled: 3 });
  assert.match(cachesWarning({ state: "mixed", compiled: 3 })[0]?.message ?? "", /^3 modules were compiled/);
  assert.equal(cachesWarning({ state: "cold", compiled: 3 }), []);
});

test.run();
