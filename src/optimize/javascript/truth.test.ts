import { suite } from "uvu";
import * as assert from "uvu/assert";
import { JavaScriptTruth } from "../../io/testing/javascript-truth.js";
import { IS_LONG } from "../../io/testing/long.js";
import { nodePrograms } from "../../io/testing/nodes.js";

const SEED = 20_261_122;
/** `.ci/optimize-truth-javascript.mjs` tries as many as there is time for. */
const COUNT = IS_LONG ? 500 : 40;
const test = suite("generated Node programs");
const truth = new JavaScriptTruth(nodePrograms().map(({ path }) => path));
test.after(() => truth.close());

test("print the same once all that is proposed has moved", async () => {
  const found: string[] = [];
  const sums = { safe: 0, safeProposed: 0 };
  for (let at = SEED; at < SEED + COUNT; at++) {
    const { problem, safe, safeProposed } = await truth.check(at);
    sums.safe += safe;
    sums.safeProposed += safeProposed;
    if (problem !== null) found.push(`program ${at}\n${problem}`);
  }
  assert.equal(found, []);
  // Every other program has a safe name or more.
  assert.ok(sums.safeProposed > COUNT / 2, `${sums.safeProposed} safe names of ${COUNT} programs moved`);
  assert.ok(sums.safeProposed >= 0.9 * sums.safe, `${sums.safeProposed} of ${sums.safe} safe names moved`);
});

test.run();
