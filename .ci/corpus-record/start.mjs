// How a program is started, recorded, and its anatomy checked, whatever its language.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SECONDS = 300;

/** Without input; its output as text whose characters are bytes. */
export function start(words, env, cwd) {
  const [program, ...args] = words;
  // Not the temporary folder's settings of pip or aws: what they find must not differ from run to run.
  const options = { cwd, env: { ...process.env, NO_COLOR: "1", ...env }, timeout: SECONDS * 1000, maxBuffer: 1 << 28 };
  const { status, signal, stdout, stderr } = spawnSync(program, args, { ...options, input: "", encoding: "latin1" });
  return { status, signal, stdout, stderr };
}

/** `perf record` of a program. */
export function record(words, file, folder, options, env = {}) {
  return start(
    [process.execPath, join(ROOT, "bin", "run.js"), "record", ...options, "-o", file, "--", ...words],
    env,
    folder,
  );
}

/**
 * The parts of a start sum to the wall time, nothing is negative, and little is unexplained.
 *
 * @param options.mainIsLoad the body of the program's own file is a load's time, and `main`'s: Node
 */
export function anatomyProblems(
  { anatomy, loads, modules, runs },
  { isSteady = false, isSameRun = false, mainIsLoad = false },
) {
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
  const entry = loads.find(
    ({ process, importer, module }) => process === 0 && importer === null && modules[module].file,
  );
  const own = mainIsLoad ? (entry?.phases?.evaluateUs ?? 0) : 0;
  const rest = importsUs + own - self;
  const rounding = loads.length;
  if (rest < -rounding - (siteUs ?? 0) || rest > (anatomy.collectorUs ?? 0) + otherUs + rounding) {
    problems.push(
      `self times sum to ${self} of ${importsUs} us of imports, collector ${anatomy.collectorUs}, other ${otherUs}`,
    );
  }
  return problems;
}
