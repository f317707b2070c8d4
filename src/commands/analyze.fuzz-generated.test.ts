import fc from "fast-check";
import { suite } from "uvu";
import { inputChecks } from "../cli/input-checks.js";
import { filesOf, printedSeed } from "../cli/testing.js";
import { IS_LONG } from "../io/testing/long.js";
import { mutatedForests, pieces } from "../logs/mutated.js";
import Analyze from "./analyze.js";

const test = suite("perf analyze, mutated generated logs");

const COUNT = IS_LONG ? 50_000 : 10_000;

test(`${COUNT} mutated logs give a summary or an error that a user can act on`, async () => {
  const logs = pieces(filesOf("fixtures/logs", ".log"), 12);
  const check = inputChecks(Analyze, "log");
  await fc.assert(fc.asyncProperty(mutatedForests(logs), fc.nat(), check), {
    numRuns: COUNT,
    seed: printedSeed(),
    endOnFailure: true,
  });
});

test.run();
