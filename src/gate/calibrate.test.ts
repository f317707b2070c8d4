import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { USUAL_TOLERANCE } from "../measure/looks.js";
import { seededRandom } from "../measure/random.js";
import { type RecordedRuns, samePairs } from "../measure/testing.js";
import { calibrate } from "./calibrate.js";

const test = suite("calibrate");
const recorded: RecordedRuns = JSON.parse(readFileSync("fixtures/measure/recorded-runs.json", "utf8"));

const FEW = { same: 40, grown: 40 };

function pairs(scatter: number) {
  const drawn = samePairs(recorded.cpuUs, 60, seededRandom(5));
  const time = (us: number): number => 50_000 * (us / 100_000) ** scatter;
  return { base: drawn.map(([base]) => time(base)), head: drawn.map(([, head]) => time(head)) };
}

test("on a machine like the recorded one few equal programs fail, and what grows by a tenth is seen", () => {
  const found = calibrate({ times: pairs(1), wall: null, seconds: 0.1 }, USUAL_TOLERANCE, seededRandom(1), FEW);
  assert.ok(found.falseAlarms <= 0.05, String(found.falseAlarms));
  // Of 40 without one: three in a hundred may be false alarms, and not more than 10 in a hundred.
  assert.ok(found.falseAlarmsAtMost > 0.03 && found.falseAlarmsAtMost < 0.2, String(found.falseAlarmsAtMost));
  assert.is(found.seen.find(({ growth }) => growth === 0.1)?.share, 1);
  assert.ok(found.smallestVisible !== null && found.smallestVisible <= 0.08, String(found.smallestVisible));
  assert.ok(Math.abs(found.seconds - found.medianPairs * 0.1) < 0.11);
});

test("on one that scatters four times as much a larger growth is proposed", () => {
  const found = calibrate({ times: pairs(4), wall: null, seconds: 0.1 }, USUAL_TOLERANCE, seededRandom(1), FEW);
  assert.ok(found.proposed["max-growth"] > 5, JSON.stringify(found.proposed));
  assert.ok(found.falseAlarms <= 0.05, String(found.falseAlarms));
});

test.run();
