import { suite } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "../graph/builder.js";
import type { Anatomy } from "../graph/profile.js";
import { insteadOf } from "./instead.js";
import type { EntryGain, Instead } from "./plan.js";
import { asRecorded, type RecordedCommand } from "./recordings.js";

const test = suite("what helps instead of imports");

/** A start of a built-in and of files with these times, of which each took 10 µs to find and 20 to read where that is known. */
function started(
  files: Readonly<Record<string, number>>,
  isTimed = true,
  collectorUs: number | null = null,
): RecordedCommand {
  const phases = { resolveUs: 10, readUs: 20, compileUs: 0, evaluateUs: 0 };
  const names = Object.keys(files);
  const loads = new Map(isTimed ? ["fs", ...names].map((_, at) => [at, { phases }]) : []);
  const anatomy = { collectorUs } as Anatomy;
  const builder = new GraphBuilder({ language: "javascript", evidence: "traced", recorded: { loads, anatomy } });
  const process = builder.addProcess();
  builder.addLoad(builder.addModule("fs", { origin: "stdlib" }), process, -1, 7000);
  for (const name of names) builder.addLoad(builder.addModule(name, { file: name }), process, -1, files[name] ?? 0);
  return asRecorded({ words: ["app"], weight: 1 }, builder.finish(), []);
}

function insteadFor(recorded: readonly RecordedCommand[], movedUs = 0, entry: EntryGain | null = null): Instead | null {
  return insteadOf({ recorded, beforeUs: 100_000, leastUs: 25, movedUs, entry });
}

test("files alone are counted, with what finding and reading them takes", () => {
  assert.equal(insteadFor([started({ "a.js": 20_000, "b.js": 30_000 })])?.load, {
    ...{ files: 2, us: 50_000, share: 0.5, foundUs: 60, bundle: "may-help" },
    largest: { file: "b.js", us: 30_000 },
  });
  assert.is(insteadFor([started({ "a.js": 1000, "b.js": 1000 }, false)])?.load.foundUs, null);
});

test("a part that is longer than the whole has no share", () => {
  assert.is(insteadFor([started({ "a.js": 100_001 })])?.load.share, null);
});

test("of two commands the means", () => {
  const load = insteadFor([started({ "a.js": 20_000, "b.js": 30_000 }), started({ "a.js": 40_000 })])?.load;
  assert.equal(load, {
    files: 2,
    us: 45_000,
    share: 0.45,
    foundUs: 45,
    bundle: "may-help",
    largest: { file: "a.js", us: 30_000 },
  });
});

test("one file that takes nearly all is a bundle, and what takes nothing needs none", () => {
  assert.is(insteadFor([started({ "a.js": 1000, "b.js": 9000 })])?.load.bundle, "one-file");
  assert.is(insteadFor([started({ "a.js": 1001, "b.js": 9000 })])?.load.bundle, "may-help");
  const little = insteadOf({
    recorded: [started({ "a.js": 1000, "b.js": 2000 })],
    ...{ beforeUs: 100_000, leastUs: 61, movedUs: 0, entry: null },
  });
  assert.is(little?.load.bundle, "little");
});

test("nothing is said where imports save enough", () => {
  const recorded = [started({ "a.js": 1000 })];
  assert.is(insteadFor(recorded, 5001), null);
  assert.is.not(insteadFor(recorded, 5000), null);
});

test("the collector's time where it is told, unless it was asked about", () => {
  const entry: EntryGain = { edit: "collector", savingUs: 0, atMostUs: 9, setting: null, reason: null };
  assert.is(insteadFor([started({}, true, 400)])?.collectorUs, 400);
  assert.is(insteadFor([started({}, true, 24)])?.collectorUs, null);
  assert.is(insteadFor([started({}, true, 400)], 0, entry)?.collectorUs, null);
  assert.is(insteadFor([started({}, true, 400), started({})])?.collectorUs, null);
});

test.run();
