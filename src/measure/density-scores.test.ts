import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { densityScores, kernelWidth } from "./density-scores.js";

const test = suite("density-scores");

const VALUES = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1, maxLength: 40 });

test("a score is the slope of the density's logarithm, downwards is positive", () => {
  fc.assert(
    fc.property(VALUES, fc.double({ min: 0.1, max: 2, noNaN: true }), (values, width) => {
      const density = (at: number): number =>
        Math.log(values.reduce((sum, value) => sum + Math.exp(-(((at - value) / width) ** 2) / 2), 0));
      const scores = densityScores(Float64Array.from(values), width);
      for (const [at, value] of values.entries()) {
        const slope = ((density(value - 1e-5) - density(value + 1e-5)) / 2e-5) * width;
        // Kernels end where they are 0.0003 of their height.
        assert.ok(Math.abs((scores[at] ?? 9) - slope) < 0.002 * values.length + 1e-6, `${scores[at]} ${slope}`);
      }
    }),
  );
});

test("kernels of normal values are half as wide again as Scott's, of equal ones they have no width", () => {
  const normal = Float64Array.from({ length: 1001 }, (_, at) => Math.tan(((at - 500) / 1001) * Math.PI));
  // The middle half of a Cauchy distribution lies within 1 of its median.
  assert.ok(Math.abs(kernelWidth(normal) - 1.59 * 1.4826 * 1001 ** -0.2) < 0.01, String(kernelWidth(normal)));
  assert.is(kernelWidth(new Float64Array(9)), 0);
});

test.run();
