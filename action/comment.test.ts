import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { FakeGitHub } from "./testing/github.js";
import { Job, type Step } from "./testing/job.js";

const test = suite("the Action's comment");

const github = new FakeGitHub();
const url = await github.start();
test.before.each(() => {
  github.comments.length = 0;
  github.calls.length = 0;
  github.mayWrite = true;
});
test.after(() => github.stop());

const VERDICT = "<!-- importperf gate -->\n### fail\n";

function commented(markdown: string, job = new Job(), more: Record<string, string> = {}): Promise<Step> {
  const folder = mkdtempSync(join(job.folder, "kept-"));
  writeFileSync(join(folder, "verdict.md"), markdown);
  const env = { GITHUB_API_URL: url, GITHUB_TOKEN: github.token, GATE_FOLDER: folder, ...more };
  return job.step("comment.mjs", env);
}

test("the first run writes a comment, the next one writes it anew", async () => {
  // Whoever begins as we do is no earlier run of ours; what ours is may stand on a later page.
  for (let id = 0; id < 100; id++) github.comments.push({ id, user: { type: "User" }, body: `${VERDICT}by a person` });
  const first = await commented(VERDICT);
  assert.equal([first.code, first.stdout], [0, "wrote the comment\n"]);
  assert.is(github.comments[100]?.body, VERDICT);
  const artifact = "https://github.com/o/r/actions/runs/1/artifacts/2";
  const second = await commented("<!-- importperf gate -->\n### pass\n", new Job(), { GATE_ARTIFACT_URL: artifact });
  assert.is(second.stdout, "wrote the comment anew\n");
  assert.is(github.comments.length, 101);
  assert.is(
    github.comments[100]?.body,
    `<!-- importperf gate -->\n### pass\n\n[Profiles and view of this run](${artifact})\n`,
  );
  assert.ok(github.comments.slice(0, 100).every(({ body }) => body === `${VERDICT}by a person`));
});

test("gates with names have comments of their own", async () => {
  for (const name of ["a", "b", "a"]) await commented(`<!-- importperf gate: ${name} -->\n### ${name}\n`);
  assert.equal(
    github.comments.map(({ body }) => body.split("\n")[1]),
    ["### a", "### b"],
  );
});

test("pull requests of forks, deleted forks and other events get none, and nothing is asked", async () => {
  const fork = new Job();
  fork.payload({ pull_request: { number: 7, head: { repo: { full_name: "stranger/r" } } } });
  assert.is((await commented(VERDICT, fork)).stdout, "no comment: the pull request comes from another repository\n");
  fork.payload({ pull_request: { number: 7, head: { repo: null } } });
  assert.is((await commented(VERDICT, fork)).stdout, "no comment: the pull request comes from another repository\n");
  fork.payload({ pull_request: { number: "7/../../x", head: { repo: { full_name: "o/r" } } } });
  assert.is((await commented(VERDICT, fork)).stdout, "no comment: this is no pull request\n");
  for (const event of ["push", "pull_request_target"])
    assert.is((await commented(VERDICT, new Job(undefined, event))).stdout, "no comment: this is no pull request\n");
  assert.is((await commented(VERDICT, new Job(), { GITHUB_TOKEN: "" })).stdout, "no comment: there is no token\n");
  assert.equal(github.calls, []);
});

test("a token that may not write, and a network that is not there, are warnings", async () => {
  github.mayWrite = false;
  const refused = await commented(VERDICT);
  assert.is(refused.code, 0);
  assert.match(refused.stdout, /^::warning title=perf gate::no comment: GitHub answers 403 .*pull-requests: write\n$/);
  const alone = await commented(VERDICT, new Job(), { GITHUB_API_URL: "http://127.0.0.1:9" });
  assert.equal([alone.code, alone.stdout], [0, "::warning title=perf gate::no comment: fetch failed\n"]);
});

test("what GitHub would not take is cut at a line", async () => {
  const row = `| ${"x".repeat(97)} |\n`;
  await commented(VERDICT + row.repeat(1000));
  const [body = ""] = github.comments.map((each) => each.body);
  assert.ok(body.length < 65_536);
  assert.ok(body.endsWith(`${row}\nThe rest is in the run's artifact.\n`));
});

test.run();
