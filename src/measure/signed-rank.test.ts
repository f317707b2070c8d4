import { readFileSync } from "node:fs";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { seededRandom } from "./random.js";
import { signedRank, signedRankRatio } from "./signed-rank.js";
import { type RecordedRuns, samePairs } from "./testing.js";

const test = suite("measure/signed-rank");

interface Case {
  kind: string;
  values: number[];
  value: number;
  lo: number;
  hi: number;
  p: number;
}

const { cases } = JSON.parse(readFileSync("fixtures/measure/scipy-values.json", "utf8")) as { cases: Case[] };

function near(one: number, other: number, tolerance: number, what: string): void {
  assert.ok(Math.abs(one - other) <= tolerance, `${what}: ${one}, not ${other}`);
}

test("estimate, interval and p are SciPy's", () => {
  assert.ok(cases.length >= 20);
  for (const { kind, values, ...expected } of cases) {
    const found = signedRank(values);
    const what = `${values.length} ${kind}`;
    near(found.value, expected.value, 1e-12, `${what} value`);
    near(found.lo, expected.lo, 1e-9, `${what} lo`);
    near(found.hi, expected.hi, 1e-9, `${what} hi`);
    near(found.p, expected.p, values.length > 100 ? 1e-6 : 1e-12, `${what} p`);
  }
});

const ratios = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 1, maxLength: 60 });
const times = fc.double({ min: 1, max: 1e6, noNaN: true });

test("the interval holds the estimate, within the span of the pairs; turned round it is the inverse", () => {
  fc.assert(
    fc.property(ratios, times, (each, time) => {
      const pairs = each.map((ratio): [number, number] => [time, time * ratio]);
      const { value, lo, hi, p } = signedRankRatio(pairs);
      const slack = 1 + 1e-9;
      assert.ok(lo <= value * slack && value <= hi * slack, `${lo} ${value} ${hi}`);
      assert.ok(lo * slack >= Math.min(...each) && hi <= Math.max(...each) * slack);
      assert.ok(p >= 0 && p <= 1);
      const turned = signedRankRatio(pairs.map(([a, b]): [number, number] => [b, a]));
      near(turned.value * value, 1, 1e-9, "value");
      near(turned.lo * hi, 1, 1e-9, "lo");
      near(turned.p, p, 1e-12, "p");
    }),
  );
});

test("p falls below 5 % exactly where the interval leaves out equality", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1, max: 1.5, noNaN: true }), { minLength: 6, maxLength: 60 }), (values) => {
      const distinct = values.map((value, at) => value + at * 1e-7 + 1e-9);
      const { lo, hi, p } = signedRank(distinct);
      assert.is(p > 0.05, lo <= 0 && 0 <= hi, `${lo} ${hi} ${p}`);
    }),
  );
});

test("equal times give no evidence, and few pairs never much", () => {
  assert.equal(signedRankRatio(Array.from({ length: 20 }, (): [number, number] => [50, 50])), {
    value: 1,
    lo: 1,
    hi: 1,
    p: 1,
  });
  assert.is(signedRank([0.1, 0.2, 0.3, 0.4, 0.5]).p, 0.0625);
  assert.equal(signedRank([0.3]), { value: 0.3, lo: 0.3, hi: 0.3, p: 1 });
});

test("of a program beside itself 93 to 97 of 100 intervals hold 1, in recorded runs with their drift", () => {
  const recorded: RecordedRuns = JSON.parse(readFileSync("fixtures/measure/recorded-runs.json", "utf8"));
  for (const times of [recorded.wallUs, recorded.cpuUs]) {
    const random = seededRandom(11);
    let held = 0;
    for (let trial = 0; trial < 1000; trial++) {
      const { lo, hi, p } = signedRankRatio(samePairs(times, 30, random));
      if (lo <= 1 && hi >= 1) held++;
      assert.is(lo <= 1 && hi >= 1, p > 0.05);
    }
    assert.ok(held >= 930 && held <= 970, `${held} of 1000`);
  }
});

test.run();
