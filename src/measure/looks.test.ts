import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Decision, decide, LOOKS, looksAmong, USUAL_TOLERANCE } from "./looks.js";
import { type Random, seededRandom } from "./random.js";
import { type RecordedRuns, samePairs } from "./testing.js";

const test = suite("looks");
const recorded: RecordedRuns = JSON.parse(readFileSync("fixtures/measure/recorded-runs.json", "utf8"));

/** What a gate says of processor times out of recorded runs, and of wall times `waiting` longer. */
function gated(random: Random, growth: number, waiting = 1): Decision["verdict"] {
  const pairs = samePairs(recorded.cpuUs, LOOKS.at(-1)?.pairs ?? 0, random);
  for (const look of LOOKS) {
    const some = pairs.slice(0, look.pairs);
    const [base, head] = [some.map(([one]) => one), some.map(([, two]) => two * (1 + growth))];
    const wall = { base, head: head.map((time) => time * waiting) };
    const { verdict } = decide({ times: { base, head }, wall }, look, USUAL_TOLERANCE);
    if (verdict !== "open") return verdict;
  }
  return "open";
}

function counted(trials: number, growth: number, waiting = 1): Record<Decision["verdict"], number> {
  const random = seededRandom(21);
  const count = { pass: 0, fail: 0, open: 0 };
  for (let trial = 0; trial < trials; trial++) count[gated(random, growth, waiting)]++;
  return count;
}

test("the levels of all looks are one false alarm in a hundred", () => {
  const sum = LOOKS.reduce((total, { alpha, wallAlpha }) => total + alpha + wallAlpha, 0);
  assert.ok(Math.abs(sum - 0.01) < 1e-9, String(sum));
});

test("several gates share the levels of one", () => {
  const sum = looksAmong(4).reduce((total, { alpha, wallAlpha }) => total + 4 * (alpha + wallAlpha), 0);
  assert.ok(Math.abs(sum - 0.01) < 1e-9, String(sum));
});

test("equal programs pass", () => {
  const { fail, pass } = counted(200, 0);
  // Of 200 with one in a hundred, 8 or more come once in a thousand times.
  assert.ok(fail <= 7 && pass >= 185, `${fail} failed, ${pass} passed`);
});

test("what takes 5 % longer is nearly always seen, 10 % and much more always, what takes less passes", () => {
  const five = counted(120, 0.05);
  // Of 120 with 95 in a hundred, 105 or fewer come once in a thousand times.
  assert.ok(five.fail >= 106, JSON.stringify(five));
  for (const growth of [0.1, 0.3, 1, 9]) assert.is(counted(60, growth).fail, 60);
  assert.is(counted(60, -0.2).pass, 60);
});

test("a program that waits fails by its wall time", () => {
  assert.is(counted(20, 0, 1.6).fail, 20);
});

test("growth within what is nobody's business does not fail, however sure", () => {
  const base = Array.from({ length: 120 }, (_, at) => 1000 + (at % 3));
  const times = { base, head: base.map((time) => time * 1.015) };
  const look = LOOKS.at(-1);
  assert.ok(look);
  const { verdict, p } = decide({ times, wall: null }, look, USUAL_TOLERANCE);
  assert.ok(p < 0.001);
  assert.is(verdict, "pass");
});

test.run();
