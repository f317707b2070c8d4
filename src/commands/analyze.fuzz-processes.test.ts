import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { checkDocument, checkText } from "../analyze/testing.js";
import { perf, type Ran } from "../cli/spawning.js";
import { filesOf, printedSeed, temporaryFolder } from "../cli/testing.js";
import { mutated, pieces } from "../logs/mutated.js";

const test = suite("perf analyze, mutated logs as processes");

const PROCESSES = 500;
const AT_ONCE = 2;

test("500 mutated logs end with exit code 0 or 2, no stack, and what belongs to each on its stream", async () => {
  const logs = pieces(filesOf("fixtures/logs", ".log"), 60);
  const inputs = fc.sample(fc.tuple(mutated(logs), fc.boolean(), fc.boolean()), {
    numRuns: PROCESSES,
    seed: printedSeed(),
  });
  const folder = temporaryFolder();
  let number = 0;
  const worker = async (): Promise<void> => {
    for (let input = inputs.pop(); input !== undefined; input = inputs.pop()) {
      const [log, piped, json] = input;
      const file = join(folder, `${number++}.log`);
      writeFileSync(file, log);
      const argv = ["analyze", piped ? "-" : file, ...(json ? ["--json"] : [])];
      checkEnd(await perf(argv, piped ? { stdin: log } : {}), json);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
});

function checkEnd({ code, stdout, stderr }: Ran, json: boolean): void {
  assert.ok(code === 0 || code === 2, `exit code ${code}: ${stderr}`);
  if (json) {
    assert.is(stderr, "");
    const document = JSON.parse(stdout);
    assert.is(document.kind, code === 0 ? "analysis" : "error");
    if (code === 0) checkDocument(document);
    else assert.is(document.code, "no-rows");
  } else if (code === 0) {
    assert.is(stderr, "");
    checkText(stdout, 80);
  } else {
    assert.is(stdout, "");
    assert.match(stderr, /^perf: [^\n]{3,}\n {2}[^\n]{3,}\n$/);
  }
}

test.run();
