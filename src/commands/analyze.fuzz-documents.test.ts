import fc from "fast-check";
import { suite } from "uvu";
import { inputChecks } from "../cli/input-checks.js";
import { filesOf, printedSeed } from "../cli/testing.js";
import { mutations } from "../logs/mutations.js";
import { mutatedJson } from "../logs/profile/mutated-json.js";
import { analyses, OPTIONS } from "../report/arbitrary-graph.js";
import { profile } from "../report/profile.js";
import Analyze from "./analyze.js";

const test = suite("perf analyze, mutated profiles and cProfile files");

const RUNS = { numRuns: 5_000, endOnFailure: true };

function changed(inputs: fc.Arbitrary<Buffer>, others: readonly Buffer[], most: number): fc.Arbitrary<Buffer> {
  return fc
    .tuple(inputs, fc.array(mutations(others), { maxLength: most }))
    .map(([input, changes]) => changes.reduce((now, change) => change(now), input));
}

const profiles = analyses.map((analysis) => [...profile.render(analysis, OPTIONS)].join(""));

test("5,000 mutated profiles", async () => {
  const broken = profiles.map((text) => Buffer.from(text));
  const inputs = fc.oneof(
    { weight: 1, arbitrary: changed(broken, [Buffer.from("{}"), Buffer.from("[null]")], 3) },
    { weight: 3, arbitrary: profiles.chain(mutatedJson).map((text) => Buffer.from(text)) },
  );
  const check = inputChecks(Analyze, "json");
  await fc.assert(fc.asyncProperty(inputs, fc.nat(), check), { ...RUNS, seed: printedSeed() });
});

test("5,000 mutated cProfile files", async () => {
  const files = filesOf("fixtures/cprofile", ".prof");
  const small = files.filter((file) => file.length < 5_000);
  const inputs = fc.oneof(
    { weight: 9, arbitrary: changed(fc.constantFrom(...small), small, 6) },
    { weight: 1, arbitrary: changed(fc.constantFrom(...files), small, 6) },
  );
  const check = inputChecks(Analyze, "prof");
  await fc.assert(fc.asyncProperty(inputs, fc.nat(), check), { ...RUNS, seed: printedSeed() });
});

test.run();
