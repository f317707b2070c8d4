import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { estimate, pairedRatio } from "./bootstrap.js";
import { interleaved } from "./interleaved.js";
import { median, quantile } from "./quantile.js";
import { seededRandom, shuffled } from "./random.js";

const test = suite("measure");

test("a seed repeats its numbers, and they are spread evenly", () => {
  const [one, two] = [seededRandom(7), seededRandom(7)];
  const drawn = Array.from({ length: 10_000 }, one);
  assert.equal(drawn, Array.from({ length: 10_000 }, two));
  assert.ok(drawn.every((number) => number >= 0 && number < 1));
  for (let tenth = 0; tenth < 10; tenth++) {
    const share = drawn.filter((number) => Math.floor(number * 10) === tenth).length / drawn.length;
    assert.ok(Math.abs(share - 0.1) < 0.015, `${tenth}: ${share}`);
  }
});

test("shuffling keeps every item, and each order comes as often as the others", () => {
  const random = seededRandom(1);
  const counts = new Map<string, number>();
  for (let time = 0; time < 6000; time++) {
    const order = shuffled(["a", "b", "c"], random).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  assert.is(counts.size, 6);
  for (const [order, count] of counts) assert.ok(Math.abs(count - 1000) < 150, `${order} ${count}`);
});

test("medians and quantiles are those of the sorted values", () => {
  assert.is(median([3, 1, 2]), 2);
  assert.is(median([4, 1, 2, 3]), 2.5);
  assert.is(quantile([10, 20], 0.25), 12.5);
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
      const at = median(values);
      assert.ok(values.filter((value) => value <= at).length * 2 >= values.length);
      assert.ok(values.filter((value) => value >= at).length * 2 >= values.length);
    }),
  );
});

test("the interval holds the true median in about 95 of 100 repetitions", () => {
  const random = seededRandom(3);
  // The sum of twelve numbers is nearly normal; its median is 6.
  const noisy = (): number => Array.from({ length: 12 }, random).reduce((a, b) => a + b, 0);
  let held = 0;
  for (let time = 0; time < 300; time++) {
    const { lo, hi, value } = estimate(Array.from({ length: 15 }, noisy), random);
    assert.ok(lo <= value && value <= hi);
    if (lo <= 6 && 6 <= hi) held++;
  }
  assert.ok(held >= 270, `${held} of 300`);
});

test("drift that both runs of a pair share leaves their ratio alone", () => {
  const random = seededRandom(5);
  const pairs = Array.from({ length: 20 }, (_, at): [number, number] => {
    const drift = 1 + at / 5;
    return [100 * drift * (1 + random() / 50), 50 * drift * (1 + random() / 50)];
  });
  const { value, lo, hi } = pairedRatio(pairs, random);
  assert.ok(lo > 0.48 && hi < 0.52 && lo <= value && value <= hi, `${lo} ${value} ${hi}`);
});

test("both run equally often, in either order, until there are enough or they are stopped", async () => {
  const order: string[] = [];
  const run = (name: string) => async () => {
    order.push(name);
    return name;
  };
  const never = new AbortController();
  const pairs = await interleaved(run("a"), run("b"), (known) => known.length === 40, seededRandom(9), never.signal);
  assert.is(pairs.length, 40);
  assert.ok(pairs.every(([a, b]) => a === "a" && b === "b"));
  const firsts = order.filter((name, at) => at % 2 === 0 && name === "a").length;
  assert.ok(firsts > 8 && firsts < 32, `${firsts}`);
  const stop = new AbortController();
  const broken = await interleaved(
    async () => stop.abort(),
    async () => undefined,
    () => false,
    () => 0,
    stop.signal,
  );
  assert.is(broken.length, 0);
});

test.run();
