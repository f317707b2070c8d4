import { runCommand } from "../io/run-command.js";

const TIMES = 3;

/**
 * How long an interpreter takes from being started to its first line, without `site`: what the rest of a start is
 * compared with.
 *
 * @returns nanoseconds, the median; null for an interpreter that does not answer
 */
export async function bootTime(
  executable: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<number | null> {
  const found: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    const run = await runCommand({
      words: [executable, "-I", "-S", "-c", "import sys, time; sys.stderr.write(str(time.perf_counter_ns()))"],
      environment,
      stdin: "ignore",
      stdout: "capture",
      timeoutS: 20,
    }).catch(() => null);
    const ns = Number(run?.lastWords ?? "") - (run?.beganNs ?? 0);
    if (run !== null && ns > 0 && ns < run.endedNs - run.beganNs) found.push(ns);
  }
  return found.sort((a, b) => a - b)[(found.length - 1) >> 1] ?? null;
}
