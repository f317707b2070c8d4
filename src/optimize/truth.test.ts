import { suite } from "uvu";
import * as assert from "uvu/assert";
import { IS_LONG } from "../io/testing/long.js";
import { TruthCheck } from "../io/testing/truth-check.js";
import { drawn } from "./testing/drawn.js";

const SEED = 20261;
/** `.ci/optimize-truth.mjs` tries as many as there is time for. */
const COUNT = IS_LONG ? 1000 : 30;
const test = suite("generated programs");
let check: TruthCheck | null = null;
test.before(async () => {
  check = await TruthCheck.open();
});
test.after(() => check?.close());

test("print the same once all that is proposed has moved", async () => {
  const found: string[] = [];
  let proposed = 0;
  for (let at = 0; at < COUNT; at++) {
    const checked = await check?.check(drawn(SEED, at));
    assert.ok(checked);
    proposed += checked.proposed;
    if (checked.problem !== null) found.push(`seed ${SEED}, program ${at}\n${checked.problem}`);
  }
  assert.equal(found, []);
  assert.ok(proposed > COUNT, `${proposed} edits of ${COUNT} programs`);
});

test.run();
