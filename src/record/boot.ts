import { runCommand } from "../io/run-command.js";

const TIMES = 3;

/**
 * How long an interpreter takes from being started to its first line, without `site`: what the rest of a start is
 * compared with.
 *
 * @param words a command that writes the nanoseconds of the system's monotonic clock to stderr and ends
 * @returns nanoseconds, the median; null for an interpreter that does not answer
 */
export async function bootTime(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<number | null> {
  const found: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    const run = await runCommand({ words, environment, stdin: "ignore", stdout: "capture", timeoutS: 20 }).catch(
      () => null,
    );
    const ns = Number(run?.lastWords ?? "") - (run?.beganNs ?? 0);
    if (run !== null && ns > 0 && ns < run.endedNs - run.beganNs) found.push(ns);
  }
  return found.sort((a, b) => a - b)[(found.length - 1) >> 1] ?? null;
}
