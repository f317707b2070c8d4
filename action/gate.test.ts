import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Job, withFakePerf } from "./testing/job.js";

const test = suite("the Action's gate");

const folder = mkdtempSync(join(tmpdir(), "importperf-test-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));
const failing = withFakePerf(mkdtempSync(join(folder, "fails-")), 1);
const broken = withFakePerf(mkdtempSync(join(folder, "breaks-")), 2);

/** The words behind those that name files. */
function given(words: readonly string[]): readonly string[] {
  return words.filter((word) => !/^--(?:export|keep)=/.test(word));
}

test("a pull request is compared with the branch that it is for; verdict, summary and notes are told, and the step ends well", async () => {
  const job = new Job(failing.scripts);
  const { code, outputs, summary, stdout } = await job.step("gate.mjs", { GATE_COMMAND: "app --help" });
  assert.is(code, 0);
  assert.equal(given(failing.asked().words), ["gate", "--against=origin/main", "--", "app --help"]);
  const { folder: kept = "", ...rest } = outputs;
  assert.equal(rest, { verdict: "fail", ratio: "1.25", artifact: "importperf-gate", "exit-code": "1" });
  assert.match(summary, /^<!-- importperf gate -->\n### fail \d+\n/);
  assert.is(`${readFileSync(join(kept, "verdict.md"), "utf8")}\n`, summary);
  // What programs print is no workflow command; the gate's own notes are.
  const [, token] = /^::stop-commands::(\S+)$/m.exec(stdout) ?? [];
  const [before = "", after = ""] = stdout.split(`\n::${token}::\n`);
  assert.match(before, "::error::by a program");
  assert.is(after, "::error title=perf gate::slower\n");
});

test("hostile inputs reach the gate as words, and run nowhere", async () => {
  const job = new Job(failing.scripts);
  const mark = join(job.folder, "touched");
  const hostile = [
    `$(touch ${mark})`,
    `\`touch ${mark}\``,
    `"; touch ${mark} #`,
    `'; touch ${mark} '`,
    "%0A::x::",
    "a|b>c&d",
  ];
  for (const text of hostile) {
    const { code, outputs } = await job.step("gate.mjs", {
      GATE_COMMAND: `app ${text}\n--write ${text}`,
      GATE_AGAINST: `--help ${text}`,
      GATE_SETUP: `pip ${text}\r\n\n--inconclusive=fail\n`,
      GATE_FLAGS: `--forbid ${text}\n--max-modules=3\n--calibrate`,
      GATE_NAME: `${text}\nexit-code=0 --> x`,
    });
    assert.is(code, 0);
    assert.equal(given(failing.asked().words), [
      "gate",
      `--forbid=${text}`,
      "--max-modules=3",
      "--calibrate",
      `--against=--help ${text}`,
      `--setup=pip ${text}`,
      "--setup=--inconclusive=fail",
      "--",
      `app ${text}\n--write ${text}`,
    ]);
    assert.is(outputs["exit-code"], "1");
    assert.match(outputs.artifact ?? "", /^importperf-gate-[A-Za-z0-9.-]+$/);
    assert.not(existsSync(mark));
  }
});

test("what is measured has none of the files by which a step speaks to its runner", async () => {
  const own = { GITHUB_ENV: "/dev/null", GITHUB_PATH: "/dev/null", GITHUB_TOKEN: "x", GATE_COMMAND: "app" };
  await new Job(failing.scripts).step("gate.mjs", own);
  const { variables } = failing.asked();
  assert.ok(variables.includes("GITHUB_REPOSITORY"));
  assert.equal(
    variables.filter((name) => /^GATE_|GITHUB_(?:ENV|OUTPUT|PATH|STATE|STEP_SUMMARY|TOKEN)$/.test(name)),
    [],
  );
});

test("what a change began from is told by its event", async () => {
  const before = "0123456789012345678901234567890123456789";
  const push = new Job(failing.scripts, "push");
  push.payload({ before });
  await push.step("gate.mjs", { GATE_COMMAND: "app" });
  assert.equal(given(failing.asked().words), ["gate", `--against=${before}`, "--", "app"]);
  const queue = new Job(failing.scripts, "merge_group");
  queue.payload({ merge_group: { base_sha: before } });
  await queue.step("gate.mjs", { GATE_COMMAND: "app" });
  assert.equal(given(failing.asked().words), ["gate", `--against=${before}`, "--", "app"]);
  push.payload({ before: "0".repeat(40) });
  const { outputs, stdout } = await push.step("gate.mjs", { GATE_COMMAND: "app" });
  assert.equal([outputs.verdict, outputs["exit-code"]], ["error", "2"]);
  assert.match(stdout, "::error title=perf gate::against is empty, and push does not say what to compare with");
  await push.step("gate.mjs", { GATE_COMMAND: "app", GATE_FLAGS: "--budget-only" });
  assert.equal(given(failing.asked().words), ["gate", "--budget-only", "--", "app"]);
  await push.step("gate.mjs", { GATE_COMMAND: " \n", GATE_FLAGS: "--budget-only" });
  assert.equal(given(failing.asked().words), ["gate", "--budget-only"]);
  await push.step("gate.mjs", { GATE_FLAGS: "--base old/app\n--head new/app" });
  assert.equal(given(failing.asked().words), ["gate", "--base=old/app", "--head=new/app"]);
});

test("what can't be measured is told as text, and the exit code is the gate's", async () => {
  const { code, outputs, summary } = await new Job(broken.scripts).step("gate.mjs", {
    GATE_COMMAND: "app",
    GATE_NAME: "3.12",
  });
  assert.equal([code, outputs.verdict, outputs.ratio, outputs["exit-code"]], [0, "error", "", "2"]);
  assert.is(
    summary,
    "<!-- importperf gate: 3.12 -->\n### ⚠️ Startup: not measured\n\n    perf: </code> what sets a checkout up ended with exit code 1\n\n",
  );
});

test("mistakes of a workflow are said", async () => {
  const said = async (env: Record<string, string>, event?: string): Promise<string> => {
    const { outputs, summary } = await new Job(failing.scripts, event).step("gate.mjs", env);
    assert.is(outputs["exit-code"], "2");
    return summary;
  };
  assert.match(await said({ GATE_COMMAND: "app", GATE_FLAGS: "app --help" }), 'flags: "app --help" is no flag');
  assert.match(await said({ GATE_COMMAND: "app", GATE_FLAGS: "--" }), 'flags: "--" is no flag');
  assert.match(await said({ GATE_COMMAND: "app" }, "pull_request_target"), "would run a stranger's code");
});

test.run();
