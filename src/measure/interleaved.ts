import { shuffled } from "./random.js";

/** What can be run again and again to be measured. */
export type Runnable<Run> = () => Promise<Run>;

/**
 * Runs two things in turns, their order drawn at random in each pair: neighbouring runs drift together, so that one block
 * of runs after the other would compare two states of the machine.
 *
 * @param isEnough asked after each pair
 * @returns the pairs; one that was broken off (`stop`) is left out
 */
export async function interleaved<Run>(
  first: Runnable<Run>,
  second: Runnable<Run>,
  isEnough: (pairs: readonly (readonly [Run, Run])[]) => boolean,
  random: () => number,
  stop: AbortSignal,
): Promise<[Run, Run][]> {
  const pairs: [Run, Run][] = [];
  while (!stop.aborted) {
    const runs = new Map<Runnable<Run>, Run>();
    for (const each of shuffled([first, second], random)) if (!stop.aborted) runs.set(each, await each());
    const [one, two] = [runs.get(first), runs.get(second)];
    if (one === undefined || two === undefined || stop.aborted) break;
    pairs.push([one, two]);
    if (isEnough(pairs)) break;
  }
  return pairs;
}
