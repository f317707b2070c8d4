import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "../graph/builder.js";
import { checkGraph } from "../graph/check.js";
import { totals } from "../graph/totals.js";
import { cachesOf, cachesWarning, compiledAgain } from "./caches.js";
import { isCostly, measuringCost, runTimes, scaled, scaleOf } from "./measuring.js";

const times = (timed: number[], untouched: number[]) => ({ metric: "cpu", timed, untouched }) as const;

const test = suite("what measuring costs");

test("ratio of medians, quartiles of the pairs", () => {
  const cost = measuringCost(times([110, 130, 120, 100], [100, 100, 100, 100]));
  assert.equal(cost, { metric: "cpu", ratio: 1.15, lo: 1.075, hi: 1.225, scale: 1 });
  assert.is(measuringCost(times([], [1])), null);
  assert.is(measuringCost(times([1], [0])), null);
});

test("processor times count where they are exact", () => {
  const run = { beganNs: 5e9, endedNs: 6e9, cpuUs: 500_000 };
  assert.equal(runTimes([run], [run], true), { metric: "cpu", timed: [5e8], untouched: [5e8] });
  assert.equal(runTimes([run], [run], false), { metric: "wall", timed: [1e9], untouched: [1e9] });
});

test("only what stands out of the noise counts", () => {
  const costly = (timed: number[]): boolean => {
    const runs = times(
      timed,
      timed.map(() => 100),
    );
    const cost = measuringCost(runs);
    return cost !== null && isCostly(cost, runs);
  };
  assert.ok(costly([104, 105, 106, 107, 108]));
  assert.not.ok(costly([90, 99, 106, 107, 120]), "a quarter of the pairs say the opposite");
  assert.not.ok(costly([110, 110]), "two pairs say nothing of the noise");
});

test("what hooks add to an empty program is no module's", () => {
  const slower = times([120], [100]);
  assert.is(scaleOf(slower, 80, 4), 0.8);
  assert.is(scaleOf(slower, 80, 30), 1, "nothing is left");
  assert.is(scaleOf(times([100], [120]), 80, 0), 1, "hooks make nothing faster");
  assert.is(scaleOf(slower, 0, 0), 1);
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
    const processes = compiled.map((count) => (count === undefined ? {} : { fromSource: count }));
    return { beganNs: 0, endedNs: 1, cpuUs: 1, others: [], processes: processes as never };
  };
  assert.equal(cachesOf([run(undefined)], false), { state: "warm", compiled: null });
  assert.equal(cachesOf([run(0, 0)], false), { state: "warm", compiled: 0 });
  assert.equal(cachesOf([run(3), run(1, 2), run(9)], false), { state: "mixed", compiled: 3 });
  assert.equal(cachesOf([run(3)], true), { state: "cold", compiled: 3 });
  assert.match(cachesWarning({ state: "mixed", compiled: 3 }, false, 3)[0]?.message ?? "", /^3 modules were compiled/);
  assert.equal(cachesWarning({ state: "cold", compiled: 3 }, true, 3), []);
  assert.is(cachesWarning({ state: "cold", compiled: 0 }, true, null)[0]?.code, "not-cold");
});

test("a runtime that keeps nothing compiled is cold, and nobody is told to change that", () => {
  const node = { fromSource: 7, isCold: true };
  const run = (...processes: object[]) => {
    return { beganNs: 0, endedNs: 1, cpuUs: 1, others: [], processes: processes as never };
  };
  assert.equal(cachesOf([run(node)], false), { state: "cold", compiled: 7 });
  assert.equal(cachesOf([run(node, { fromSource: 2 })], false), { state: "mixed", compiled: 9 });
  assert.equal(cachesOf([run({ fromSource: null })], false), { state: "warm", compiled: null });
  assert.is(compiledAgain([run(node)]), null);
  assert.is(compiledAgain([run(node, { fromSource: 2 })]), 2);
  assert.equal(cachesWarning({ state: "cold", compiled: 7 }, false, null), []);
});

test.run();
