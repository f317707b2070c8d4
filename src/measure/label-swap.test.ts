import { readFileSync } from "node:fs";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { differenceOf, fasterP, type Pairs, shiftOf, slowerP } from "./label-swap.js";
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

test("p is the share of all labellings in which it is as small", () => {
  fc.assert(
    fc.property(TIMES, fc.nat(255), (times, bits) => {
      const pairs = { base: times.map(([base]) => base), head: times.map(([, head]) => head) };
      const all = [...Array(2 ** times.length).keys()].map((each) => swapped(pairs, each));
      for (const p of [(of: Pairs) => slowerP(of), (of: Pairs) => fasterP(of, 0)]) {
        const ours = p(swapped(pairs, bits));
        const share = all.filter((each) => p(each) <= ours + 1e-9).length / all.length;
        assert.ok(Math.abs(ours - share) < 1e-9, `${ours} ${share}`);
      }
    }),
    { numRuns: 60 },
  );
});

test("what is rejected upwards in few labellings is rejected downwards in the others", () => {
  fc.assert(
    fc.property(TIMES, (times) => {
      const pairs = { base: times.map(([base]) => base), head: times.map(([, head]) => head) };
      const turned = { base: pairs.head, head: pairs.base };
      assert.ok(Math.abs(slowerP(pairs) - fasterP(turned, 0)) < 1e-9);
      assert.ok(slowerP(pairs) + fasterP(pairs, 0) >= 1 - 1e-9);
    }),
  );
});

test("of equal programs no more fail at a level than the level says, on runs that drifted", () => {
  const random = seededRandom(8);
  const trials = 1500;
  const counts = new Map([0.01, 0.05, 0.2].map((level) => [level, 0]));
  for (let trial = 0; trial < trials; trial++) {
    const p = slowerP(same(15, random));
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
    assert.ok(Math.abs(slowerP(grown, by) - slowerP(pairs)) < 1e-3);
    assert.ok(Math.abs(differenceOf(grown) - by - differenceOf(pairs)) < 2e-3);
    const turned = { base: pairs.head, head: pairs.base };
    assert.ok(Math.abs(differenceOf(pairs) + differenceOf(turned)) < 1e-3);
  }
});

test("a machine that becomes twice as slow half-way is no growth", () => {
  const random = seededRandom(6);
  const pairs = same(60, random);
  const slow = (times: readonly number[]): number[] => times.map((time, at) => (at < 30 ? time : 2 * time));
  const drifted = { base: slow(pairs.base), head: slow(pairs.head) };
  assert.ok(Math.abs(differenceOf(drifted) - differenceOf(pairs)) < 0.02, String(differenceOf(drifted)));
});

test("the interval holds the truth in about 95 of 100 comparisons, and what is visible is seen", () => {
  const random = seededRandom(12);
  let held = 0;
  let visible = 0;
  const trials = 100;
  for (let trial = 0; trial < trials; trial++) {
    const pairs = same(30, random, 0.04);
    const { ratio, lo, hi, smallestVisible } = shiftOf(pairs, 0.01);
    assert.ok(lo <= ratio && ratio <= hi && smallestVisible > 1);
    if (lo <= 1.04 && 1.04 <= hi) held++;
    const grown = same(30, random, smallestVisible - 1);
    if (slowerP(grown) <= 0.01) visible++;
  }
  assert.ok(held >= 0.87 * trials, `${held} of ${trials}`);
  assert.ok(visible >= 0.84 * trials, `${visible} of ${trials}`);
});

test("runs that take one of two times are compared within each", () => {
  const random = seededRandom(31);
  // Longer by 5 %, in a program whose own two times lie 18 % apart.
  const runs = Array.from({ length: 240 }, () => (random() < 0.5 ? 39_000 : 46_000) * (1 + 0.02 * random()));
  const pairs = { base: runs.slice(0, 120), head: runs.slice(120).map((time) => 1.05 * time) };
  assert.ok(slowerP(pairs) < 1e-6, String(slowerP(pairs)));
  assert.ok(Math.abs(differenceOf(pairs) - Math.log(1.05)) < 0.01, String(differenceOf(pairs)));
});

test("times that are all equal, or equal but for a shift, are told apart by it alone", () => {
  const base = Array.from({ length: 15 }, () => 40_000);
  assert.is(slowerP({ base, head: base }), 1);
  const longer = { base, head: base.map((time) => 1.01 * time) };
  assert.ok(Math.abs(slowerP(longer) - 2 ** -15) < 1e-12, String(slowerP(longer)));
  assert.ok(Math.abs(differenceOf(longer) - Math.log(1.01)) < 1e-3);
});

test.run();
