// The Action's main step: runs `perf gate` on what the inputs ask for, and leaves in one folder all that it found: verdict.json,
// verdict.md, verdict.xml, verdict.sarif, the profiles of both sides and view.html. Ends well whatever the verdict: what is
// found has to be uploaded first. Its last step gives the exit code.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { addToSummary, annotate, eventPayload, setOutputs } from "./runner.mjs";
import { gateWords, InputError } from "./words.mjs";

const PERF = fileURLToPath(new URL("../bin/run.js", import.meta.url));
/** The last of what the gate says that a comment shows. */
const MOST_SAID = 4000;

/** The environment of what is measured: without the files by which a step speaks to the runner, and without our inputs. */
function environmentOfPrograms() {
  const isOurs = /^(?:GATE_|GITHUB_(?:ENV|OUTPUT|PATH|STATE|STEP_SUMMARY|TOKEN)$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isOurs.test(name)));
}

/** @returns the exit code, and the end of what it wrote to stderr */
function perf(words) {
  // What programs print is no command to the runner.
  const token = randomUUID();
  process.stdout.write(`::stop-commands::${token}\n`);
  return new Promise((resolve) => {
    let said = "";
    const child = spawn(process.execPath, [PERF, ...words], {
      stdio: ["ignore", "inherit", "pipe"],
      env: environmentOfPrograms(),
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      process.stderr.write(text);
      said = (said + text).slice(-MOST_SAID);
    });
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
    const ended = (code) => {
      process.stdout.write(`\n::${token}::\n`);
      resolve({ code, said });
    };
    child.on("error", (error) => {
      said = error.message;
      ended(2);
    });
    child.on("close", (code) => ended(code ?? 2));
  });
}

/** What stands in the place of a verdict. Indented, so that no line of it can be markup. */
function failureMarkdown(said) {
  const lines = said.trim().split(/\r\n|[\n\r\u2028\u2029]/);
  return `<!-- importperf gate -->\n### ⚠️ Startup: not measured\n\n${lines.map((line) => `    ${line}\n`).join("")}`;
}

async function gate(folder) {
  const { GATE_COMMAND = "", GATE_AGAINST = "", GATE_SETUP = "", GATE_FLAGS = "" } = process.env;
  const { GITHUB_EVENT_NAME = "", GITHUB_BASE_REF = "" } = process.env;
  if (GITHUB_EVENT_NAME === "pull_request_target")
    throw new InputError(
      "pull_request_target would run a stranger's code with the repository's rights: use pull_request",
    );
  const inputs = { command: GATE_COMMAND, against: GATE_AGAINST, setup: GATE_SETUP, flags: GATE_FLAGS };
  const words = gateWords(inputs, GITHUB_EVENT_NAME, eventPayload(), GITHUB_BASE_REF);
  const exports = ["verdict.json", "verdict.md", "verdict.xml", "verdict.sarif"].map((name) => join(folder, name));
  const notes = join(folder, "annotations.txt");
  const files = [...exports, `github=${notes}`].map((file) => `--export=${file}`);
  const done = await perf(["gate", `--keep=${folder}`, ...files, ...words]);
  if (existsSync(notes)) process.stdout.write(readFileSync(notes, "utf8"));
  return done;
}

/** Names that stand in an artifact's name and in a comment. */
function plainName(name) {
  return name.replace(/[^A-Za-z0-9.]+/g, "-").replace(/^-|-$/g, "");
}

const folder = mkdtempSync(join(process.env.RUNNER_TEMP || tmpdir(), "importperf-gate-"));
const { code, said } = await gate(folder).catch((error) => {
  if (!(error instanceof InputError)) throw error;
  return { code: 2, said: error.message };
});
const markdown = join(folder, "verdict.md");
const json = join(folder, "verdict.json");
const { verdict, ratio } = existsSync(json)
  ? JSON.parse(readFileSync(json, "utf8"))
  : { verdict: "error", ratio: null };
if (!existsSync(markdown)) {
  writeFileSync(markdown, failureMarkdown(said));
  annotate("error", "perf gate", said.trim());
}
const name = plainName(process.env.GATE_NAME ?? "");
if (name !== "")
  writeFileSync(
    markdown,
    readFileSync(markdown, "utf8").replace("importperf gate -->", `importperf gate: ${name} -->`),
  );
addToSummary(readFileSync(markdown, "utf8"));
setOutputs({
  verdict,
  ratio: String(ratio ?? ""),
  folder,
  artifact: name === "" ? "importperf-gate" : `importperf-gate-${name}`,
  "exit-code": String(code),
});
