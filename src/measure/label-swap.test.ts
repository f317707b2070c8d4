import { readFileSync } from "node:fs";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fasterP, fastestDifference, type Pairs, shiftOf, slowerP } from "./label-swap.js";
import { type Random, seededRandom } from "./random.js";
import { type RecordedRuns, samePairs } from "./testing.js";

const test = suite("label-swap");
const recorded: RecordedRuns = JSON.parse(readFileSync("fixtures/measure/recorded-runs.json", "utf8"));

function same(count: number, random: Random, growth = 0): Pairs {
  const pairs = samePairs(recorded.cpuUs, count, random);
  return { base: pairs.map(([base]) => base), head: pairs.map(([, head]) => head * (1 + growth)) };
}

function swapped({ base, head }: Pairs, bits: number): Pairs {
  const is = (at: number): boolean => ((bits >> at) & 1) === 1;
  return {
    base: base.map((time, at) => (is(at) ? (head[at] ?? time) : time)),
    head: head.map((time, at) => (is(at) ? (base[at] ?? time) : time)),
  };
}

const TIMES = fc.array(fc.tuple(fc.integer({ min: 1000, max: 9000 }), fc.integer({ min: 1000, max: 9000 })), {
  minLength: 1,
  maxLength: 8,
});

test("p is the share of all labellings in which the difference is as large", () => {
  fc.assert(
    fc.property(TIMES, (times) => {
      const pairs = { base: times.map(([base]) => base), head: times.map(([, head]) => head) };
      const all = [...Array(2 ** times.length).keys()].map((bits) => fastestDifference(swapped(pairs, bits)));
      const seen = fastestDifference(pairs);
      const slower = all.filter((each) => each >= seen - 1e-9).length / all.length;
      const faster = all.filter((each) => each <= seen + 1e-9).length / all.length;
      // 100 extreme labellings or 9,999 drawn ones: four deviations.
      const near = (is: number, truth: number): void =>
        assert.ok(Math.abs(is - truth) <= 0.4 * truth + 0.004, `${is} ${truth}`);
      near(slowerP(pairs, seededRandom(3)), slower);
      near(fasterP(pairs, seededRandom(4), 0), faster);
    }),
    { numRuns: 60 },
  );
});

test("of equal programs no more fail at a level than the level says, on runs that drifted", () => {
  const random = seededRandom(8);
  const trials = 1500;
  const counts = new Map([0.01, 0.05, 0.2].map((level) => [level, 0]));
  for (let trial = 0; trial < trials; trial++) {
    const p = slowerP(same(15, random), random);
    for (const [level, count] of counts) if (p <= level) counts.set(level, count + 1);
  }
  for (const [level, count] of counts) {
    const deviation = Math.sqrt(level * (1 - level) * trials);
    assert.ok(count <= level * trials + 3.5 * deviation, `${level}: ${count} of ${trials}`);
    assert.ok(count >= level * trials - 4.5 * deviation - 1, `${level}: ${count} of ${trials}`);
  }
});

test("a factor of all of head's times is found again, and the side that is slower makes no difference", () => {
  const random = seededRandom(2);
  for (const growth of [-0.3, 0, 0.05, 0.5, 2]) {
    const pairs = same(40, random);
    const grown = { base: pairs.base, head: pairs.head.map((time) => time * (1 + growth)) };
    // What is taken for head's being slower is taken off before anything is compared.
    const by = Math.log1p(growth);
    assert.is(slowerP(grown, seededRandom(1), by), slowerP(pairs, seededRandom(1)));
    const turned = { base: pairs.head, head: pairs.base };
    assert.ok(Math.abs(fastestDifference(pairs) + fastestDifference(turned)) < 1e-9);
  }
});

test("a machine that becomes twice as slow half-way is no growth", () => {
  const random = seededRandom(6);
  const pairs = same(60, random);
  const slow = (times: readonly number[]): number[] => times.map((time, at) => (at < 30 ? time : 2 * time));
  const drifted = { base: slow(pairs.base), head: slow(pairs.head) };
  assert.ok(Math.abs(fastestDifference(drifted)) < 0.08, String(fastestDifference(drifted)));
});

test("the interval holds the truth in about 95 of 100 comparisons, and what is visible is seen", () => {
  const random = seededRandom(12);
  let held = 0;
  let visible = 0;
  const trials = 100;
  for (let trial = 0; trial < trials; trial++) {
    const pairs = same(30, random, 0.04);
    const { ratio, lo, hi, smallestVisible } = shiftOf(pairs, random, 0.01);
    assert.ok(lo <= ratio && ratio <= hi && smallestVisible > 1);
    if (lo <= 1.04 && 1.04 <= hi) held++;
    const grown = same(30, random, smallestVisible - 1);
    if (slowerP(grown, random) <= 0.01) visible++;
  }
  assert.ok(held >= 0.87 * trials, `${held} of ${trials}`);
  assert.ok(visible >= 0.84 * trials, `${visible} of ${trials}`);
});

test.run();
