import type { Warning } from "../graph/profile.js";
import { median } from "../measure/quantile.js";
import type { ProgramRun } from "../measure/runner.js";
import { drift, outliers } from "../measure/scatter.js";

/** What is doubtful about the runs of one command, each a sentence that begins with its name. */
export function runDoubts(
  name: string,
  warmUps: readonly ProgramRun[],
  runs: readonly ProgramRun[],
  isCold: boolean,
): Warning[] {
  const walls = runs.map(({ wallUs }) => wallUs);
  const said = [
    exitCodes(runs),
    outputs([...warmUps, ...runs]),
    large(runs),
    isCold ? null : firstRun(warmUps, walls),
    drifting(walls),
    far(walls),
  ];
  return said.flatMap((each) => (each === null ? [] : { code: each.code, message: `${name} ${each.message}` }));
}

type Doubt = Warning | null;

function exitCodes(runs: readonly ProgramRun[]): Doubt {
  const counts = new Map<number, number>();
  for (const { exitCode } of runs) counts.set(exitCode, (counts.get(exitCode) ?? 0) + 1);
  const [first] = counts.keys();
  if (counts.size > 1) {
    const all = [...counts].map(([code, times]) => `${code} in ${times}`).join(", ");
    return { code: "exit-codes-differ", message: `ends differently from run to run (exit code ${all} runs)` };
  }
  if (first === undefined || first === 0) return null;
  return { code: "fails", message: `ends with exit code ${first} in every run` };
}

function outputs(runs: readonly ProgramRun[]): Doubt {
  const counts = new Map<string, number>();
  for (const { output } of runs) counts.set(output.hash, (counts.get(output.hash) ?? 0) + 1);
  if (counts.size < 2) return null;
  const most = Math.max(...counts.values());
  const which = most === 1 ? "in every run" : `in ${runs.length - most} of ${runs.length} runs`;
  return { code: "output-differs", message: `writes something else ${which}: does it always do the same?` };
}

const LARGE = 10_000_000;

function large(runs: readonly ProgramRun[]): Doubt {
  const bytes = median(runs.map(({ output }) => output.stdoutBytes + output.stderrBytes));
  if (bytes < LARGE) return null;
  return {
    code: "large-output",
    message: `writes ${Math.round(bytes / 1e6)} MB a run; its times hold the waiting for who reads it`,
  };
}

const MUCH_SLOWER = 2;

function firstRun([first]: readonly ProgramRun[], walls: readonly number[]): Doubt {
  const ratio = (first?.wallUs ?? 0) / median(walls);
  if (walls.length === 0 || ratio < MUCH_SLOWER) return null;
  const message = `took ${ratio.toFixed(1)} times as long in its first run (left out): disk cache, or caches of its own; --cold measures such starts`;
  return { code: "slow-first-run", message };
}

const DRIFT = 1.1;

function drifting(walls: readonly number[]): Doubt {
  const factor = drift(walls);
  if (factor === null || Math.max(factor, 1 / factor) < DRIFT) return null;
  const per = Math.round(Math.abs(factor - 1) * 100);
  const message = `became ${per} % ${factor > 1 ? "slower" : "faster"} from the first to the last run: ratios hold, medians less`;
  return { code: "drift", message };
}

const OUTLIERS_WORTH_SAYING = 0.05;

function far(walls: readonly number[]): Doubt {
  const found = outliers(walls);
  if (found.length < Math.max(1, OUTLIERS_WORTH_SAYING * walls.length)) return null;
  const most = (Math.max(...found) / median(walls)).toFixed(1);
  const message = `took much longer in ${found.length} of ${walls.length} runs, up to ${most} times its median`;
  return { code: "outliers", message };
}
