// What `perf record` says of a Node program, held against what others see of it: an observer inside the program, the engine's
// block coverage, Node's own ES module loader, and the program's output with and without hooks.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NODE_ENVIRONMENT } from "./node-programs.mjs";
import { anatomyProblems, ROOT, record, start as startIn } from "./start.mjs";

const PROOFS = join(ROOT, "fixtures", "proofs", "node");
const OBSERVER = `--require ${join(PROOFS, "observer.cjs")}`;
const COUNTER = `--require ${join(PROOFS, "counting.cjs")}`;

function start(words, env, cwd) {
  return startIn(words, { ...NODE_ENVIRONMENT, ...env }, cwd);
}

/** The environment in which Node finds our hooks, as `perf record` makes it. */
export function nodeHooks(folder, mode) {
  const path = join(folder, "hooks");
  rmSync(path, { recursive: true, force: true });
  mkdirSync(join(path, "out"), { recursive: true });
  const file = join(path, `tracer-${mode}.cjs`);
  copyFileSync(join(ROOT, "dist", "javascript", "tracer.cjs"), file);
  const options = `--experimental-vm-modules --require "${file}"`;
  writeFileSync(join(path, `environment-${mode}`), `NODE_OPTIONS\t \t${options}\n`);
  return { ...NODE_ENVIRONMENT, NODE_OPTIONS: options, IMPORTPERF_RECORD: `${mode}::${path}` };
}

/**
 * @param words the program, the Node first
 * @param folder for files, exists
 * @param options.runs of perf record
 * @returns what was found, with `problems` in words: empty when all is proven
 */
export function proveNode(words, folder, { runs }) {
  const problems = [];
  const plain = start(words, {}, folder);
  if (plain.status !== 0)
    return { problems: [`the program itself fails: exit ${plain.status} ${plain.stderr.slice(-300)}`] };
  for (const mode of ["time", "trace"]) {
    const hooked = start(words, nodeHooks(join(folder, mode), mode), folder);
    for (const part of ["status", "signal", "stdout", "stderr"]) {
      if (hooked[part] !== plain[part]) problems.push(`${part} differs with hooks (${mode})`);
    }
  }
  const file = join(folder, "x.profile.json");
  const recorded = record(words, file, folder, ["-n", String(runs)], NODE_ENVIRONMENT);
  if (recorded.status !== 0) problems.push(`perf record ended with ${recorded.status}: ${recorded.stderr.slice(-300)}`);
  if (recorded.stdout !== plain.stdout) problems.push("stdout differs when recorded");
  const profile = JSON.parse(readFileSync(file, "utf8"));
  problems.push(...anatomyProblems(profile, { isSteady: runs > 1 }));
  const once = join(folder, "once.profile.json");
  record(words, once, folder, ["--once"], NODE_ENVIRONMENT);
  problems.push(...anatomyProblems(JSON.parse(readFileSync(once, "utf8")), { isSameRun: true, mainIsLoad: true }));

  const [observed, counted] = ["observed", "counted"].map((name) => join(folder, name));
  for (const each of [observed, counted]) mkdirSync(each);
  start(words, { NODE_OPTIONS: OBSERVER, NODE_OBSERVER: observed, NODE_V8_COVERAGE: observed }, folder);
  start(words, { NODE_OPTIONS: COUNTER, NODE_COUNTER: counted }, folder);
  const compared = start([process.execPath, join(PROOFS, "compare.mjs"), file, observed, counted], {}, folder);
  if (compared.status !== 0) return { problems: [...problems, compared.stderr.slice(-500)] };
  const found = JSON.parse(compared.stdout);
  if (found.imports < 2) problems.push("nearly nothing was compared");
  return { ...found, problems: [...problems, ...found.left], runtime: profile.runtime, anatomy: profile.anatomy };
}
