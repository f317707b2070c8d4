import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { USUAL_TOLERANCE } from "../measure/looks.js";
import { seededRandom } from "../measure/random.js";
import { type RecordedRuns, samePairs } from "../measure/testing.js";
import { calibrate } from "./calibrate.js";

const test = suite("calibrate");
const recorded: RecordedRuns = JSON.parse(readFileSync("fixtures/measure/recorded-runs.json", "utf8"));

function pairs(scatter: number) {
  const drawn = samePairs(recorded.cpuUs, 60, seededRandom(5));
  const time = (us: number): number => 50_000 * (us / 100_000) ** scatter;
  return { base: drawn.map(([base]) => time(base)), head: drawn.map(([, head]) => time(head)) };
}

test("on a machine like the recorded one few equal programs fail, and what grows by a tenth is seen", () => {
  const found = calibrate({ times: pairs(1), wall: null, seconds: 0.1 }, USUAL_TOLERANCE, seededRandom(1), 40);
  assert.ok(found.falseAlarms <= 0.05, String(found.falseAlarms));
  assert.is(found.seen.find(({ growth }) => growth === 0.1)?.share, 1);
  assert.ok(found.smallestVisible !== null && found.smallestVisible <= 0.08, String(found.smallestVisible));
  assert.ok(Math.abs(found.seconds - found.medianPairs * 0.1) < 0.11);
});

test("on one that scatters four times as much a larger growth is proposed", () => {
  const found = calibrate({ times: pairs(4), wall: null, seconds: 0.1 }, USUAL_TOLERANCE, seededRandom(1), 40);
  assert.ok(found.proposed["max-growth"] > 5, JSON.stringify(found.proposed));
  assert.ok(found.falseAlarms <= 0.05, String(found.falseAlarms));
});

test.run();
