import { suite } from "uvu";
import * as assert from "uvu/assert";
import { withoutVain } from "./without-vain.js";

const test = suite("advice of which a part would do");

test("more places for no more are left out, more places for more are not", () => {
  const one = { refused: [3], savingUs: 40 };
  const both = { refused: [3, 5], savingUs: 90 };
  const other = { refused: [5, 8], savingUs: 20 };
  const vain = { refused: [3, 5, 8], savingUs: 90 };
  assert.equal(withoutVain([vain, one, other, both]), [one, other, both]);
});

test.run();
