import { UserError } from "../errors.js";
import type { Warning } from "../graph/profile.js";
import { LOOKS } from "../measure/looks.js";
import { measurePrograms } from "../measure/programs.js";
import { median } from "../measure/quantile.js";
import type { Clock, Program, ProgramRun, Runner } from "../measure/runner.js";
import type { SelfPairs } from "./calibrate.js";
import { hangs, pairsOf } from "./compare.js";

export interface SelfOptions {
  readonly runner: Runner;
  readonly clock: Clock;
  readonly random: () => number;
  readonly stop: AbortSignal;
  /** How many pairs there are to be, unless the time is over before. */
  readonly pairs: number;
  readonly seconds: number;
  readonly onPair?: (pair: number, of: number) => void;
}

/** As many as a gate takes at most. */
export const USUAL_PAIRS = LOOKS.at(-1)?.pairs ?? 0;

/**
 * A program against itself, all pairs that were asked for: what decides a gate early is not looked at.
 *
 * @throws UserError for a program that can't be started or hangs, and where there was time for too few pairs
 */
export async function selfPairs(
  program: Program,
  options: SelfOptions,
): Promise<{ pairs: SelfPairs; warnings: Warning[] }> {
  const { pairs: mostPairs, seconds, onPair } = options;
  let ran = 0;
  const { runs, dropped } = await measurePrograms([program, program], {
    ...options,
    limits: { leastPairs: mostPairs, mostPairs, seconds },
    isEnough: () => false,
    onRun: (run) => {
      if (run.ending === "timeout") throw hangs(program, run);
      onPair?.(Math.min(mostPairs, Math.floor(ran++ / 2) + 1), mostPairs);
    },
  });
  const [one = [], two = []] = runs;
  const rounds = one.map((run, at): ProgramRun[] => [run, two[at] ?? run]);
  if (rounds.length < LEAST_PAIRS && !options.stop.aborted) throw tooFew(rounds.length);
  const wall = pairsOf(rounds, ({ wallUs }) => wallUs);
  const isCpu = options.runner.precision === "exact";
  const times = isCpu ? pairsOf(rounds, ({ cpuUs, wallUs }) => cpuUs ?? wallUs) : wall;
  const each = median(rounds.map((round) => round.reduce((sum, { wallUs }) => sum + wallUs, 0) / 1e6));
  const warnings: Warning[] = [];
  if (dropped > 0) warnings.push({ code: "clock", message: `${dropped} pairs with impossible times were left out` });
  if (rounds.length < USUAL_PAIRS)
    warnings.push({
      code: "few-pairs",
      message: `there are ${rounds.length} pairs, and a gate takes up to ${USUAL_PAIRS}: what happens rarely is not among them`,
    });
  return { pairs: { times, wall: isCpu ? wall : null, seconds: each }, warnings };
}

/** Fewer say nothing of how runs scatter. */
const LEAST_PAIRS = 8;

function tooFew(pairs: number): UserError {
  return new UserError(
    "too-few-pairs",
    `there was time for ${pairs} pairs, which is too few to draw comparisons from`,
    "give a longer --max-time",
  );
}
