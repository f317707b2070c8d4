import type { CopySide, Sandbox } from "../../io/sandbox.js";
import { pairedRatio } from "../../measure/bootstrap.js";
import { interleaved } from "../../measure/interleaved.js";
import { median } from "../../measure/quantile.js";
import { seededRandom } from "../../measure/random.js";
import type { Verification } from "../plan.js";

interface Limits {
  readonly pairs: number;
  readonly seconds: number;
  /** Reads processor times and starts the commands; without one Node does. */
  readonly python: string | undefined;
  readonly seed: number;
  readonly stop: AbortSignal;
}

/** The commands in both copies, in turns; wall times, weighted over the commands. */
export async function measureCopies(
  sandbox: Sandbox,
  commands: readonly { readonly words: readonly string[]; readonly weight: number }[],
  { pairs: most, seconds, python, seed, stop }: Limits,
): Promise<Verification["measured"]> {
  for (const side of ["old", "new"] as const) {
    for (const { words } of commands) await sandbox.timed(side, words, python, true);
    sandbox.undo(side);
    sandbox.leaveCompiledAsOriginal(side);
  }
  const random = seededRandom(seed);
  const weights = commands.reduce((sum, { weight }) => sum + weight, 0);
  const run = async (side: CopySide): Promise<number> => {
    let us = 0;
    for (const { words, weight } of commands) {
      const { beganNs, endedNs } = await sandbox.timed(side, words, python);
      us += (weight * (endedNs - beganNs)) / 1000;
    }
    return us / weights;
  };
  const began = performance.now();
  const isEnough = (pairs: readonly unknown[]): boolean =>
    pairs.length >= most || (pairs.length > 1 && performance.now() - began > seconds * 1000);
  const pairs = await interleaved(
    () => run("old"),
    () => run("new"),
    isEnough,
    random,
    stop,
  );
  if (pairs.length === 0) return null;
  const { value: ratio, lo, hi } = pairedRatio(pairs, random);
  return {
    beforeUs: Math.round(median(pairs.map(([us]) => us))),
    afterUs: Math.round(median(pairs.map(([, us]) => us))),
    ratio,
    lo,
    hi,
  };
}
