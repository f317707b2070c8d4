import { inRounds } from "./interleaved.js";
import type { Random } from "./random.js";
import type { Clock, Program, ProgramRun, Runner } from "./runner.js";

export interface MeasureOptions {
  readonly runner: Runner;
  readonly clock: Clock;
  readonly random: Random;
  readonly stop: AbortSignal;
  readonly limits: MeasureLimits;
  /** Whether the rounds so far say enough; asked after some of them. */
  readonly isEnough: (runs: Measured["runs"]) => boolean;
  /**
   * Awaited before each run; gives what to run. Its time counts for nothing.
   *
   * @param round what is the same for all programs of a round can follow it: the first that counts is 0, warm-ups are below
   */
  readonly ready?: (program: Program, round: number) => Promise<Program>;
  /** Gets each run as it ends; what it throws ends the measuring. */
  readonly onRun?: (run: ProgramRun, program: number) => void;
}

export interface MeasureLimits {
  /** Fewer are never enough. */
  readonly leastPairs: number;
  readonly mostPairs: number;
  /** No further round but the second begins after this many seconds, warm-ups included. */
  readonly seconds: number;
}

export interface Measured {
  /** Of each program, in the order in which they were made. */
  readonly warmUps: readonly (readonly ProgramRun[])[];
  /** Of each program one for each round: those at the same index are of the same round. */
  readonly runs: readonly (readonly ProgramRun[])[];
  /** Rounds that hold a time that can't be: a clock was set, or the machine slept. */
  readonly dropped: number;
  readonly seconds: number;
  readonly ended: "enough" | "pairs" | "time" | "user";
}

/** Runs that fill caches before any counts. */
export const WARM_UPS = 2;
/** Looking after every round would make a lucky streak more likely, and takes time from the runs. */
const LOOK_EVERY = 5;

/** Runs programs in turns, in random order, until there is enough. */
export async function measurePrograms(programs: readonly Program[], options: MeasureOptions): Promise<Measured> {
  const { runner, clock, random, stop, limits, isEnough, ready, onRun } = options;
  const began = clock();
  const runnables = (isWarmUp: boolean) =>
    programs.map((program, at) => async (turn: number): Promise<ProgramRun> => {
      const round = isWarmUp ? turn - WARM_UPS : turn;
      const run = await runner.run(ready === undefined ? program : await ready(program, round), isWarmUp);
      if (!stop.aborted) onRun?.(run, at);
      return run;
    });
  const warm = await inRounds(runnables(true), (rounds) => rounds.length >= WARM_UPS, random, stop);
  let ended: Measured["ended"] = "user";
  const rounds = await inRounds(
    runnables(false),
    (known) => {
      const valid = known.filter(isPossible);
      const isLook = valid.length >= limits.leastPairs && valid.length % LOOK_EVERY === 0;
      if (valid.length >= limits.mostPairs || known.length >= 2 * limits.mostPairs) ended = "pairs";
      else if (clock() - began >= limits.seconds && known.length >= 2) ended = "time";
      else if (isLook && isEnough(byProgram(programs, valid))) ended = "enough";
      else return false;
      return true;
    },
    random,
    stop,
  );
  const valid = rounds.filter(isPossible);
  return {
    warmUps: byProgram(programs, warm),
    runs: byProgram(programs, valid),
    dropped: rounds.length - valid.length,
    seconds: clock() - began,
    ended,
  };
}

function isPossible(round: readonly ProgramRun[]): boolean {
  return round.every(({ wallUs }) => wallUs > 0 && Number.isFinite(wallUs));
}

function byProgram(programs: readonly Program[], rounds: readonly (readonly ProgramRun[])[]): ProgramRun[][] {
  return programs.map((_, at) => rounds.flatMap((round) => round[at] ?? []));
}
