import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { signSumAtLeast } from "./sign-sums.js";

const test = suite("sign-sums");

test("the share of all signs is counted", () => {
  const sizes = fc.array(fc.nat(20), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(sizes, fc.nat(511), (sizes, bits) => {
      const sum = (signs: number): number =>
        sizes.reduce((total, size, at) => total + (((signs >> at) & 1) === 1 ? size : -size), 0);
      const seen = sum(bits);
      const all = [...Array(2 ** sizes.length).keys()].map(sum);
      const share = all.filter((each) => each >= seen).length / all.length;
      assert.ok(Math.abs(signSumAtLeast(sizes, seen) - share) < 1e-9);
    }),
  );
});

test("what is beyond all sums never comes, what all reach always does", () => {
  assert.is(signSumAtLeast([3, 2], 6), 0);
  assert.is(signSumAtLeast([3, 2], -5), 1);
});

test.run();
