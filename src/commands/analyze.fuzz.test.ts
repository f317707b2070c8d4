import fc from "fast-check";
import { suite } from "uvu";
import { inputChecks } from "../cli/input-checks.js";
import { filesOf, printedSeed } from "../cli/testing.js";
import { IS_LONG } from "../io/testing/long.js";
import { mutated, pieces } from "../logs/mutated.js";
import Analyze from "./analyze.js";

const test = suite("perf analyze, mutated recorded logs");

const LOGS = [...filesOf("fixtures/logs", ".log"), ...filesOf("fixtures/logs/given", ".log")];

const COUNT = IS_LONG ? 50_000 : 10_000;

test(`${COUNT} mutated logs give a summary or an error that a user can act on`, async () => {
  const check = inputChecks(Analyze, "log");
  const logs = fc.oneof(
    { weight: 199, arbitrary: mutated(pieces(LOGS, 8)) },
    { weight: 1, arbitrary: mutated(pieces(LOGS, 60)) },
  );
  await fc.assert(fc.asyncProperty(logs, fc.nat(), check), {
    numRuns: COUNT,
    seed: printedSeed(),
    // Searching for a smaller input would take longer than the test; `inputChecks` keeps this one.
    endOnFailure: true,
  });
});

test.run();
