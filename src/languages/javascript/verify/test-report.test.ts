import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { madeFolder } from "../../../io/testing/hooked.js";
import { nodePrograms } from "../../../io/testing/nodes.js";
import { listedReport } from "./test-report.js";

function outcomes(text: string): Record<string, string> {
  return Object.fromEntries([...listedReport(text).outcomes].map(([id, { outcome }]) => [id, outcome]));
}

const TESTS = `
const { describe, it, test } = require("node:test");
const assert = require("node:assert");
describe("suite", () => {
  it("passes", () => {});
  it("fails", () => assert.equal(1, 2));
  it.skip("left out", () => {});
  describe("inner", () => it("passes", () => {}));
});
test("ok 1 of 2 (3 ms)", () => {});
`;

const test = suite("reports of JavaScript's test runners");

for (const node of nodePrograms()) {
  for (const reporter of ["spec", "tap"]) {
    test(`node --test on ${node.major}, ${reporter}`, () => {
      const folder = madeFolder();
      writeFileSync(join(folder, "a.test.js"), TESTS);
      const words = ["--test", `--test-reporter=${reporter}`];
      const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...env } = process.env;
      const { stdout } = spawnSync(node.path, words, { cwd: folder, env, encoding: "utf8", timeout: 60_000 });
      const found = outcomes(stdout);
      const tests = Object.entries(found).filter(([id]) => / > (?:passes|fails|left out)/.test(id));
      assert.equal(
        tests.sort(),
        [
          ["suite > fails", "failed"],
          ["suite > inner > passes", "passed"],
          ["suite > left out", "skipped"],
          ["suite > passes", "passed"],
        ],
        stdout,
      );
    });
  }
}

test("mocha", () => {
  const text = `

  Array
    #indexOf()
      ✓ finds (12ms)
      1) fails
      - pends
  other
    ✔ finds


  2 passing (9ms)
  1 failing

  1) Array
       #indexOf()
         fails:
     AssertionError
`;
  assert.equal(outcomes(text), {
    "Array > #indexOf() > finds": "passed",
    "Array > #indexOf() > fails": "failed",
    "other > finds": "passed",
  });
});

test("jest, with and without a line for each test", () => {
  const text = `PASS src/a.test.js
  sum
    ✓ adds (2 ms)
    ○ skipped waits
FAIL src/b.test.ts (5.2 s)
  ✕ breaks (1 ms)

  ● breaks

    expect(received).toBe(expected)

Tests:       1 failed, 1 skipped, 1 passed, 3 total
`;
  assert.equal(outcomes(text), {
    "src/a.test.js": "passed",
    "src/a.test.js > sum > adds": "passed",
    "src/a.test.js > sum > skipped waits": "skipped",
    "src/b.test.ts": "failed",
    "src/b.test.ts > breaks": "failed",
  });
});

test("a program that lists no tests has none", () => {
  assert.equal(outcomes("Building\n  done in 3s\nok\n1 file\n"), {});
});

test.run();
