// Plants test files that are broken in ways uvu calls green, and checks that `npm test` calls them red.
// Usage: node .ci/test-self-test.mjs. Ends with `N passed, N failed`.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { failures, runTestFile } from "./test-file.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
// Inside the checkout, so that uvu is found, and in a folder that git ignores.
const folder = join(root, "build", "planted");
const HEAD = 'import { suite } from "uvu";\nimport * as assert from "uvu/assert";\nconst test = suite("planted");\n';
const GOOD = 'test("one", () => assert.equal(1, 1));\n';

/** What is planted, and what must be counted: [passed, failed]. */
const PLANTED = {
  "a good file": [`${HEAD}${GOOD}test.run();`, [1, 0]],
  "two good suites": [
    `${HEAD}${GOOD}test.run();\nconst more = suite("more");\nmore("two", () => {});\nmore.run();`,
    [2, 0],
  ],
  "a failing test": [`${HEAD}${GOOD}test("two", () => assert.equal(1, 2));\ntest.run();`, [1, 1]],
  "a failing before hook": [`${HEAD}test.before(() => { throw new Error("hook"); });\n${GOOD}test.run();`, [0, 1]],
  "a failing after hook": [`${HEAD}test.after(() => { throw new Error("hook"); });\n${GOOD}test.run();`, null],
  "a suite that is not run": [`${HEAD}${GOOD}`, [0, 1]],
  "one of two suites is not run": [
    `${HEAD}${GOOD}test.run();\nconst more = suite("more");\nmore("two", () => {});`,
    [0, 1],
  ],
  "a run in a comment": [`${HEAD}${GOOD}// test.run();`, [0, 1]],
  "a skipped test": [`${HEAD}${GOOD}test.skip("two", () => {});\ntest.run();`, null],
  "a test beside one with only": [`${HEAD}${GOOD}test.only("two", () => {});\ntest.run();`, null],
  "no test": [`${HEAD}test.run();`, [0, 1]],
  "an error before the suite": [`${HEAD}throw new Error("early");\ntest.run();`, [0, 1]],
  "an end in the middle": [`${HEAD}test("one", () => process.exit(0));\ntest.run();`, [0, 1]],
  "a promise nobody keeps": [`${HEAD}test("one", () => new Promise(() => {}));\ntest.run();`, [0, 1]],
  "a hanging test": [`${HEAD}test("one", () => new Promise(() => setInterval(() => {}, 100)));\ntest.run();`, [0, 1]],
  "a busy loop": [`${HEAD}test("one", () => { for (;;); });\ntest.run();`, [0, 1]],
};

let passed = 0;
let failed = 0;
mkdirSync(folder, { recursive: true });
for (const [label, [source, wanted]] of Object.entries(PLANTED)) {
  const file = join(folder, `${label.replaceAll(" ", "-")}.mjs`);
  writeFileSync(file, source);
  const result = await runTestFile(source, file, { seconds: 3, env: process.env, cwd: root });
  const fine = wanted === null ? result.failed > 0 : result.passed === wanted[0] && result.failed === wanted[1];
  if (fine) passed++;
  else failed++;
  console.log(`${fine ? "ok  " : "FAIL"} ${label}: ${result.passed} passed, ${result.failed} failed`);
  if (!fine) console.log(result.output);
  if (label === "a failing test" && !/"two": .*deeply equal/i.test(failures(result.output).join())) {
    failed++;
    console.log(`FAIL a failing test is not named: ${failures(result.output).join()}`);
  }
}
rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
