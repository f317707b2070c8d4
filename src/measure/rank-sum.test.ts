import { readFileSync } from "node:fs";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { rankSum, rankSumRatio } from "./rank-sum.js";

const test = suite("measure/rank-sum");

interface Case {
  kind: string;
  first: number[];
  second: number[];
  value: number;
  lo: number;
  hi: number;
  p: number;
}

const { unpaired } = JSON.parse(readFileSync("fixtures/measure/scipy-values.json", "utf8")) as { unpaired: Case[] };

function near(one: number, other: number, tolerance: number, what: string): void {
  assert.ok(Math.abs(one - other) <= tolerance, `${what}: ${one}, not ${other}`);
}

test("estimate, interval and p are SciPy's", () => {
  assert.ok(unpaired.length >= 20);
  for (const { kind, first, second, ...expected } of unpaired) {
    const found = rankSum(first, second);
    const what = `${first.length} and ${second.length} ${kind}`;
    near(found.value, expected.value, 1e-12, `${what} value`);
    near(found.lo, expected.lo, 1e-9, `${what} lo`);
    near(found.hi, expected.hi, 1e-9, `${what} hi`);
    near(found.p, expected.p, first.length + second.length > 60 ? 1e-6 : 1e-12, `${what} p`);
  }
});

const times = fc.array(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 });

test("the interval holds the estimate; turned round it is the inverse", () => {
  fc.assert(
    fc.property(times, times, (first, second) => {
      const { value, lo, hi, p } = rankSumRatio(first, second);
      const slack = 1 + 1e-9;
      assert.ok(lo <= value * slack && value <= hi * slack, `${lo} ${value} ${hi}`);
      assert.ok(p >= 0 && p <= 1);
      const turned = rankSumRatio(second, first);
      near(turned.value * value, 1, 1e-9, "value");
      near(turned.lo * hi, 1, 1e-9, "lo");
      near(turned.p, p, 1e-12, "p");
    }),
  );
});

test("equal runs differ by nothing; two runs on each side say nothing for certain", () => {
  const same = rankSumRatio([5, 5, 5], [5, 5, 5]);
  assert.equal([same.value, same.lo, same.hi, same.p], [1, 1, 1, 1]);
  const few = rankSumRatio([10, 11], [20, 22]);
  assert.ok(few.p > 0.3);
  near(few.lo, 20 / 11, 1e-12, "lo");
  near(few.hi, 22 / 10, 1e-12, "hi");
});

test.run();
