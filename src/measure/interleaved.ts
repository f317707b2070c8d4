import { type Random, shuffled } from "./random.js";

/** What can be run again and again to be measured. @param round the first is 0 */
export type Runnable<Run> = (round: number) => Promise<Run>;

/**
 * Runs things in turns, their order drawn at random in each round: neighbouring runs drift together, so that one block of
 * runs after the other would compare two states of the machine.
 *
 * @param isEnough asked after each round
 * @returns of each round the runs in the order of `runnables`; a round that was broken off (`stop`) is left out
 */
export async function inRounds<Run>(
  runnables: readonly Runnable<Run>[],
  isEnough: (rounds: readonly (readonly Run[])[]) => boolean,
  random: Random,
  stop: AbortSignal,
): Promise<Run[][]> {
  const rounds: Run[][] = [];
  while (!stop.aborted) {
    const runs: Run[] = [];
    for (const at of shuffled([...runnables.keys()], random)) {
      const run = stop.aborted ? undefined : await runnables[at]?.(rounds.length);
      if (run !== undefined) runs[at] = run;
    }
    if (stop.aborted) break;
    rounds.push(runs);
    if (isEnough(rounds)) break;
  }
  return rounds;
}

/** Two things in turns, as `inRounds`. */
export async function interleaved<Run>(
  first: Runnable<Run>,
  second: Runnable<Run>,
  isEnough: (pairs: readonly (readonly [Run, Run])[]) => boolean,
  random: Random,
  stop: AbortSignal,
): Promise<[Run, Run][]> {
  return (await inRounds([first, second], (rounds) => isEnough(rounds as [Run, Run][]), random, stop)) as [Run, Run][];
}
