// What `perf record` says of a program, held against what others see of it: an observer inside the program, -X importtime,
// sys.modules at exit, and the program's own output with and without hooks.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PROOFS = join(ROOT, "fixtures", "proofs", "python");
const SECONDS = 300;

function start(words, env, cwd) {
  const [program, ...args] = words;
  // Not the temporary folder's settings of pip or aws: what they find must not differ from run to run.
  const options = { cwd, env: { ...process.env, NO_COLOR: "1", ...env }, timeout: SECONDS * 1000, maxBuffer: 1 << 28 };
  const { status, signal, stdout, stderr } = spawnSync(program, args, { ...options, input: "", encoding: "latin1" });
  return { status, signal, stdout, stderr };
}

/** The environment in which Python finds our hooks, as `perf record` makes it. */
export function hooks(folder, mode) {
  const path = join(folder, "hooks");
  rmSync(path, { recursive: true, force: true });
  mkdirSync(join(path, "out"), { recursive: true });
  copyFileSync(join(ROOT, "dist", "python", "sitecustomize.py"), join(path, "sitecustomize.py"));
  copyFileSync(join(ROOT, "dist", "python", "tracer.py"), join(path, "importperf_tracer.py"));
  return { PYTHONPATH: path, IMPORTPERF_RECORD: `${mode}::${path}` };
}

/**
 * @param words the program
 * @param python its interpreter
 * @param folder for files, exists
 * @param options.runs of perf record
 * @returns what was found, with `problems` in words: empty when all is proven
 */
export function prove(words, python, folder, { runs }) {
  const problems = [];
  const plain = start(words, {}, folder);
  if (plain.status !== 0)
    return { problems: [`the program itself fails: exit ${plain.status} ${plain.stderr.slice(-300)}`] };
  for (const mode of ["time", "trace"]) {
    const hooked = start(words, hooks(folder, mode), folder);
    for (const part of ["status", "signal", "stdout", "stderr"]) {
      if (hooked[part] !== plain[part]) problems.push(`${part} differs with hooks (${mode})`);
    }
  }
  const file = join(folder, "x.profile.json");
  const recorded = record(words, file, folder, ["-n", String(runs)]);
  if (recorded.status !== 0) problems.push(`perf record ended with ${recorded.status}: ${recorded.stderr.slice(-300)}`);
  if (recorded.stdout !== plain.stdout) problems.push("stdout differs when recorded");
  const profile = JSON.parse(readFileSync(file, "utf8"));
  problems.push(...anatomyProblems(profile, { isSteady: runs > 1 }));
  const once = join(folder, "once.profile.json");
  record(words, once, folder, ["--once"]);
  problems.push(...anatomyProblems(JSON.parse(readFileSync(once, "utf8")), { isSameRun: true }));

  const observed = join(folder, "observed");
  start(words, { PYTHONPATH: PROOFS, IMPORT_OBSERVER: observed }, folder);
  const log = join(folder, "importtime.log");
  writeFileSync(log, start(words, { PYTHONPROFILEIMPORTTIME: "1" }, folder).stderr, "latin1");
  const compared = start(
    [python, join(PROOFS, "compare.py"), file, observed, log],
    { PYTHONDONTWRITEBYTECODE: "1" },
    folder,
  );
  if (compared.status !== 0) return { problems: [...problems, compared.stderr.slice(-500)] };
  const found = JSON.parse(compared.stdout);
  if (found.imports < 10) problems.push("nearly nothing was compared");
  return { ...found, problems: [...problems, ...found.left], runtime: profile.runtime, anatomy: profile.anatomy };
}

function record(words, file, folder, options) {
  return start(
    [process.execPath, join(ROOT, "bin", "run.js"), "record", ...options, "-o", file, "--", ...words],
    {},
    folder,
  );
}

/** The parts of a start sum to the wall time, nothing is negative, and little is unexplained. */
function anatomyProblems({ anatomy, loads, runs }, { isSteady = false, isSameRun = false }) {
  if (anatomy === undefined) return ["there is no anatomy"];
  const { bootUs, siteUs, importsUs, mainUs, waitingUs, teardownUs, otherUs } = anatomy;
  const parts = [bootUs, siteUs, importsUs, mainUs, waitingUs, teardownUs, otherUs];
  const problems = [];
  const wall = parts.reduce((sum, us) => sum + (us ?? 0), 0);
  if (parts.some((us) => us !== null && us < 0)) problems.push(`negative: ${JSON.stringify(anatomy)}`);
  if (loads.some(({ selfUs, cumulativeUs }) => selfUs < 0 || cumulativeUs < selfUs))
    problems.push("a load's time is negative");
  // One run of a busy machine says little.
  if (isSteady && otherUs > wall * 0.05)
    problems.push(`other is ${((otherUs / wall) * 100).toFixed(1)} % of the wall time`);
  if (!isSameRun) return problems;
  if (Math.abs(wall - runs[0].wallUs) > parts.length) problems.push(`the parts sum to ${wall} of ${runs[0].wallUs} us`);
  // Times of loads leave out the collector, and what our writing took.
  const self = loads.reduce((sum, { process, selfUs }) => sum + (process === 0 ? selfUs : 0), 0);
  const rest = importsUs - self;
  const rounding = loads.length;
  if (rest < -rounding - siteUs || rest > anatomy.collectorUs + otherUs + rounding) {
    problems.push(
      `self times sum to ${self} of ${importsUs} us of imports, collector ${anatomy.collectorUs}, other ${otherUs}`,
    );
  }
  return problems;
}
