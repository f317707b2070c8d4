import { suite } from "uvu";
import * as assert from "uvu/assert";
import { seededRandom } from "./random.js";
import { drift, outliers } from "./scatter.js";

const test = suite("measure/scatter");

const noise = (count: number, seed: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => 100 + 10 * random());
};

test("outliers are what stands far above the rest, and nothing of plain noise", () => {
  assert.equal(outliers(noise(200, 1)), []);
  assert.equal(outliers([...noise(30, 2), 300, 180, 40]), [300, 180]);
  assert.equal(outliers([]), []);
  // Nearly equal values: a difference of a tenth is far in deviations, and still no outlier.
  assert.equal(outliers([100, 100, 100, 100, 110]), []);
});

test("a trend is told with its size, and noise has none", () => {
  assert.is(drift(noise(100, 3)), null);
  const growing = noise(60, 4).map((value, at) => value * 1.5 ** (at / 59));
  const factor = drift(growing) ?? 0;
  assert.ok(factor > 1.4 && factor < 1.6, `${factor}`);
  const shrinking = drift(growing.reverse()) ?? 0;
  assert.ok(Math.abs(shrinking * factor - 1) < 1e-9);
  assert.is(drift([1, 2, 3, 4]), null);
  let seen = 0;
  for (let seed = 0; seed < 500; seed++) if (drift(noise(20, seed)) !== null) seen++;
  assert.ok(seen <= 5, `${seen} of 500`);
});

test.run();
