// `perf optimize` on real Python programs: what it proposes, what the program then takes beside what was predicted, its own tests before and
// after, how long planning takes beyond the runs, and what stays in startup for which reason. Prints a table, best read with each
// program's lines above it. Needs `npm run build` before, the package index, and minutes a program; no part of `.ci/run`.
//
//   node .ci/corpus-optimize.mjs --folder FOLDER [NAME…]
//       --python PATH           makes the environments; python3 by default
//       --repositories FOLDER   has OWNER+NAME/repo git directories: the sources with their tests; without one the installed package is used
//       --programs FILE         other programs than those of programs.mjs: a JSON list of the same fields
//       --plan                  only plans
//       --generated FILES       a generated project of so many files instead: how long planning takes beyond the runs
import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { generated } from "./corpus-optimize/generated.mjs";
import { PROGRAMS } from "./corpus-optimize/programs.mjs";
import { project } from "./corpus-optimize/project.mjs";
import { resultLines, table } from "./corpus-optimize/table.mjs";
import { changedTests, testOutcomes } from "./corpus-optimize/tests.mjs";

const PERF = fileURLToPath(new URL("../bin/run.js", import.meta.url));
const PAIRS = 10;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: "string" },
    python: { type: "string", default: "python3" },
    repositories: { type: "string" },
    plan: { type: "boolean", default: false },
    programs: { type: "string" },
    generated: { type: "string" },
  },
});
if (values.folder === undefined) throw new Error("--folder FOLDER: where environments and projects are made and kept");
const folder = resolve(values.folder);

function sourcesOf({ repository }) {
  if (repository === undefined || values.repositories === undefined) return undefined;
  const top = join(values.repositories, repository.replace("/", "+"), "repo");
  return [top, join(top, ".git")].find((each) => existsSync(join(each, "HEAD")));
}

function perf(words, cwd, env = {}) {
  const began = performance.now();
  const done = spawnSync(process.execPath, [PERF, ...words], {
    cwd,
    env: { ...process.env, ...env },
    input: "",
    encoding: "utf8",
    maxBuffer: 1 << 28,
    timeout: 3_600_000,
  });
  return { ...done, seconds: (performance.now() - began) / 1000 };
}

/** Milliseconds of plain starts of both, in turns. */
function measured(words, before, after) {
  const times = [[], []];
  for (let pair = -1; pair < PAIRS; pair++) {
    for (const side of pair % 2 === 0 ? [0, 1] : [1, 0]) {
      const path = [before, after][side];
      const began = performance.now();
      start(words, path);
      if (pair >= 0) times[side].push(performance.now() - began);
    }
  }
  return times.map((all) => all.sort((a, b) => a - b)[all.length >> 1]);
}

function start([program, ...args], path, more = []) {
  const env = { ...process.env, PYTHONPATH: path, PYTHONHASHSEED: "0" };
  return spawnSync(program, [...more, ...args], {
    env,
    input: "",
    encoding: "utf8",
    maxBuffer: 1 << 28,
    timeout: 300_000,
  });
}

/** How many loads `-X importtime` shows. */
function modules(words, bin, path) {
  const [program, ...args] = words;
  const own = program.endsWith("/python") ? args : words;
  const { stderr } = start([join(bin, "python"), "-X", "importtime", ...own], path);
  return stderr.match(/^import time:\s+\d+ \|/gm)?.length ?? 0;
}

async function tried(program) {
  const made = await project(program, values.python, folder, sourcesOf(program));
  const { words, bin, path, test } = made;
  const work = join(folder, program.name);
  const profile = join(work, "start.json");
  const recorded = perf(["record", "-n", "3", "-o", profile, "--", ...words], made.project);
  if (recorded.status !== 0) throw new Error(`perf record: ${recorded.stderr.trim()}`);
  // What is planned from a recording, with nothing run beside it, is the planning itself.
  const alone = perf(["optimize", "--no-run", "--json", "--profile", profile], made.project);
  const before = join(work, "before");
  rmSync(before, { recursive: true, force: true });
  cpSync(made.project, before, { recursive: true });
  const more = values.plan ? [] : ["--write", ...(test === null ? [] : ["--test", test])];
  const done = perf(["optimize", "--json", ...more, "--", ...words], made.project);
  if (done.status > 1 || done.status === null)
    throw new Error(`perf optimize: ${done.stderr}\n${done.stdout.slice(-3000)}`);
  const plan = JSON.parse(done.stdout);
  appendFileSync(join(work, "plans.jsonl"), `${done.stdout.replaceAll("\n", "")}\n`);
  const result = { name: program.name, plan, planningS: alone.seconds, totalS: done.seconds, code: done.status };
  if (plan.written.length === 0) return result;
  const inCopy = path.replace(made.project, before);
  const [beforeMs, afterMs] = measured(words, inCopy, path);
  // Some say where they lie.
  const said = [inCopy, path].map((each) => {
    const { stdout, stderr, status } = start(words, each);
    return JSON.stringify([stdout, stderr, status]).replaceAll(each, "");
  });
  const outcomes = test === null ? null : [testOutcomes(test, before, inCopy), testOutcomes(test, made.project, path)];
  return {
    ...result,
    beforeMs,
    afterMs,
    modulesBefore: modules(words, bin, inCopy),
    modulesAfter: modules(words, bin, path),
    isSame: said[0] === said[1],
    tests: outcomes,
    changed: outcomes === null ? [] : changedTests(...outcomes),
  };
}

if (values.generated !== undefined) {
  const { project: made, words } = generated(folder, Number(values.generated), values.python);
  const profile = join(folder, `generated-${values.generated}.json`);
  const recorded = perf(["record", "-n", "1", "-o", profile, "--", ...words], made);
  if (recorded.status !== 0) throw new Error(`perf record: ${recorded.stderr.trim()}`);
  const { seconds, stdout } = perf(["optimize", "--no-run", "--json", "--profile", profile], made);
  const { proposals, refusals } = JSON.parse(stdout);
  console.log(`${seconds.toFixed(1)} s, ${proposals.length} proposals, ${refusals.length} refusals`);
  process.exit(0);
}

const results = [];
let failed = 0;
const known = values.programs === undefined ? PROGRAMS : JSON.parse(readFileSync(values.programs, "utf8"));
const asked =
  positionals.length === 0 ? known : positionals.flatMap((name) => known.find((each) => each.name === name) ?? []);
for (const program of asked) {
  try {
    const result = await tried(program);
    results.push(result);
    for (const line of resultLines(result)) console.log(line);
    if (result.isSame === false || (result.changed ?? []).length > 0) failed++;
  } catch (error) {
    failed++;
    console.log(`FAIL ${program.name}: ${error.message}`);
  }
}
console.log(table(results));
console.log(`${results.length - failed < 0 ? 0 : results.length} tried, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
