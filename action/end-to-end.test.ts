import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { FakeGitHub } from "./testing/github.js";
import { Job } from "./testing/job.js";

const test = suite("the Action on a pull request");

const folder = mkdtempSync(join(tmpdir(), "importperf-test-"));
const github = new FakeGitHub();
const url = await github.start();
test.after(() => {
  github.stop();
  rmSync(folder, { recursive: true, force: true });
});

function git(at: string, ...words: string[]): void {
  const who = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
  execFileSync("git", [...who, "-C", at, ...words], { stdio: "ignore" });
}

/** What actions/checkout leaves of a pull request whose only change is an import of a distribution as heavy as pandas. */
function checkedOut(): string {
  const origin = join(folder, "origin");
  const heavy = join(origin, "vendored", "heavyframe");
  mkdirSync(heavy, { recursive: true });
  mkdirSync(join(origin, "report"));
  const names = Array.from({ length: 40 }, (_, at) => `part${at}`);
  for (const name of names) writeFileSync(join(heavy, `${name}.py`), "sum(range(60000))\n");
  writeFileSync(join(heavy, "__init__.py"), names.map((name) => `from heavyframe import ${name}\n`).join(""));
  writeFileSync(join(origin, "report", "__init__.py"), "");
  writeFileSync(join(origin, "report", "table.py"), "def table():\n    return []\n");
  const main = 'import sys\n\nsys.path.insert(0, "vendored")\nfrom report import table\n\nprint(table.table())\n';
  writeFileSync(join(origin, "report", "__main__.py"), main);
  git(folder, "init", "--quiet", "--initial-branch=main", origin);
  git(origin, "add", "--all");
  git(origin, "commit", "--quiet", "-m", "base");
  git(origin, "switch", "--quiet", "--create", "change");
  writeFileSync(
    join(origin, "report", "table.py"),
    '"""Tables."""\n\nimport heavyframe\n\ndef table():\n    return []\n',
  );
  git(origin, "commit", "--quiet", "--all", "-m", "tables of frames");
  git(origin, "switch", "--quiet", "--detach", "main");
  git(origin, "merge", "--quiet", "--no-ff", "-m", "merge", "change");
  git(origin, "branch", "--quiet", "merged");
  const workspace = join(folder, "workspace");
  git(folder, "clone", "--quiet", "--branch=merged", `file://${origin}`, workspace);
  git(workspace, "checkout", "--quiet", "--detach");
  return workspace;
}

test("the comment names the import that a pull request added, and the step's exit code is the gate's", async () => {
  const workspace = checkedOut();
  const job = new Job();
  const inputs = {
    GATE_COMMAND: "python3 -m report",
    GATE_FLAGS: "--max-time 30",
    XDG_CACHE_HOME: join(folder, "cache"),
  };
  const { outputs, summary, stdout, stderr } = await job.step("gate.mjs", inputs, workspace);
  assert.is(outputs.verdict, "fail", stdout + stderr);
  assert.is(outputs["exit-code"], "1");
  assert.ok(Number(outputs.ratio) > 1);
  assert.match(stdout, /^::error file=report\/table\.py,line=3,title=perf gate%3A startup-time::/m);
  assert.equal(readdirSync(outputs.folder ?? "").sort(), KEPT);
  const env = { GITHUB_API_URL: url, GITHUB_TOKEN: github.token, GATE_FOLDER: outputs.folder ?? "" };
  assert.is((await job.step("comment.mjs", env)).stdout, "wrote the comment\n");
  const [comment] = github.comments;
  assert.is(`${comment?.body}\n`, summary);
  assert.match(comment?.body ?? "", /^<!-- importperf gate -->\n### ❌ Startup: fail\n\n`python3 -m report`\n/);
  assert.match(comment?.body ?? "", "`report/table.py:3` → `heavyframe`");
  assert.match(readFileSync(join(outputs.folder ?? "", "view.html"), "utf8"), "heavyframe.part39");
});

const KEPT = [
  "annotations.txt",
  "base.profile.json",
  "head.profile.json",
  "verdict.json",
  "verdict.md",
  "verdict.sarif",
  "verdict.xml",
  "view.html",
];

test.run();
