// Checks action.yml with actionlint (github.com/rhysd/actionlint), which Go's own registry has: `node .ci/action.mjs`
//
// actionlint checks workflows. So its steps become those of a workflow, inputs and all, and every workflow that the README shows is one
// that uses it. Beside that, what actionlint does not ask for: actions named by a whole commit hash, and no expression in any text that
// a shell reads. Each check is tried first on a text that it must refuse. Needs Go; the last line is `N passed, N failed`.
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./process.mjs";
import { temporaryFolder } from "./temporary.mjs";

const ACTIONLINT = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.7";
const root = fileURLToPath(new URL("..", import.meta.url));
const folder = temporaryFolder("importperf-action");

/** @returns actionlint's path */
async function installed() {
  const { code, output } = await run("go", ["install", ACTIONLINT], {
    env: { ...process.env, GOBIN: folder, GOFLAGS: "-modcacherw" },
  });
  if (code !== 0) throw new Error(`go install ${ACTIONLINT}: ${code}\n${output}`);
  return join(folder, "actionlint");
}

/** The inputs of the Action become those of a called workflow, its steps those of a job. */
function workflowOf(action) {
  const inputs = /^inputs:\n((?: {2}.*\n|\n)+)/m.exec(action)?.[1];
  const steps = /^ {2}steps:\n([\s\S]+)$/m.exec(action)?.[1];
  if (!inputs || !steps) throw new Error("action.yml has no inputs or no steps");
  const typed = inputs.replace(/^( {2}[\w-]+:)$/gm, "$1\n    type: string");
  const indented = (text, by) => text.replace(/^(?=.)/gm, by);
  return `on:\n  workflow_call:\n    inputs:\n${indented(typed, "    ")}\njobs:\n  gate:\n    runs-on: ubuntu-latest\n    steps:\n${indented(steps, "  ")}`;
}

/** What is wrong with the form of a composite action. */
function mistakes(action) {
  const found = [];
  for (const [, used] of action.matchAll(/^\s+(?:- )?uses: (.+)$/gm))
    if (!/^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(used))
      found.push(`not pinned by a commit hash: ${used}`);
  const steps = action.split(/^ {4}- /m).slice(1);
  for (const step of steps) {
    const [, text] = /^ {6}run: (\|\n(?: {8}.*\n|\n)+|.*\n)/m.exec(step) ?? [];
    if (text?.includes("${{")) found.push(`an expression in what a shell reads: ${text}`);
    if (text !== undefined && !/^ {6}shell: bash$/m.test(step)) found.push(`no shell for: ${text}`);
    for (const [, script] of (text ?? "").matchAll(/\$GITHUB_ACTION_PATH\/([\w./-]+)/g))
      if (!existsSync(join(root, script))) found.push(`there is no ${script}`);
  }
  if (steps.length === 0) found.push("there are no steps");
  if (/pull_request_target|secrets\./.test(action)) found.push("secrets, or pull_request_target");
  return found;
}

/** What actionlint says of a workflow in a repository that holds the Action. */
async function linted(actionlint, action, workflow) {
  const repository = temporaryFolder("importperf-action");
  mkdirSync(join(repository, ".github", "workflows"), { recursive: true });
  mkdirSync(join(repository, ".git"));
  cpSync(join(root, "action"), join(repository, "action"), { recursive: true });
  writeFileSync(join(repository, "action.yml"), action);
  writeFileSync(join(repository, ".github", "workflows", "gate.yml"), workflow);
  const { code, output } = await run(actionlint, ["-no-color"], { cwd: repository, seconds: 60 });
  return code === 0 ? [] : [output];
}

const action = readFileSync(join(root, "action.yml"), "utf8");
const shown = [...readFileSync(join(root, "README.md"), "utf8").matchAll(/```yaml\n([\s\S]*?)```/g)]
  .map(([, text]) => text)
  .filter((text) => text.includes("jobs:"))
  .map((text) => text.replace(/uses: OWNER\/importperf@COMMIT/, "uses: ./"));
const [first = ""] = shown;
const actionlint = await installed();
const lint = (workflow) => linted(actionlint, action, workflow);
const checks = [
  ["action.yml is as composite actions are", [], mistakes(action)],
  ["its steps are a job's steps", [], await lint(workflowOf(action))],
  ["the README shows a workflow", true, first.includes("uses: ./")],
  ...(await Promise.all(shown.map(async (text, at) => [`workflow ${at + 1} of the README`, [], await lint(text)]))),
];
const broken = [
  ["a tag instead of a hash", mistakes(action.replace(/@[0-9a-f]{40} # \S+/, "@v4"))],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's
  ["an input in a shell", mistakes(action.replace('"$GATE_EXIT_CODE"', "${{ inputs.command }}"))],
  ["a script that is not there", mistakes(action.replace("action/comment.mjs", "action/coment.mjs"))],
  ["an output of no step", await lint(workflowOf(action.replace("steps.upload.", "steps.uplaod.")))],
  ["a key that steps have not", await lint(workflowOf(action.replace("continue-on-error:", "continue-on-errors:")))],
  ["an input that the Action has not", await lint(first.replace(/^( +)command:/m, "$1comand:"))],
];
for (const [name, found] of broken) checks.push([`refuses ${name}`, true, found.length > 0]);
let failed = 0;
for (const [name, wanted, found] of checks) {
  const isRight = JSON.stringify(wanted) === JSON.stringify(found);
  if (!isRight) failed++;
  console.log(isRight ? `ok   ${name}` : `FAIL ${name}\n${[found].flat().join("\n")}`);
}
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
