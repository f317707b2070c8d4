import type { Random } from "../../src/measure/random.js";

/** Microseconds: log-normal noise with a tenth of all runs much longer, on a drift that wanders by 2 % from run to run. */
export function heavyTailed(count: number, random: Random): number[] {
  let drift = 0;
  return Array.from({ length: count }, () => {
    drift += 0.04 * (random() - 0.5);
    const tail = random() < 0.1 ? -0.5 * Math.log(1 - random()) : 0;
    return 50_000 * Math.exp(drift + tail + 0.05 * normal(random));
  });
}

/** Microseconds: either of two times 17 % apart, which lasts for three runs on average; a run in twenty takes longer. */
export function twoTimes(count: number, random: Random): number[] {
  let isShort = random() < 0.5;
  return Array.from({ length: count }, () => {
    if (random() < 0.3) isShort = random() < 0.5;
    const tail = random() < 0.05 ? -0.3 * Math.log(1 - random()) : 0;
    return (isShort ? 39_000 : 46_000) * Math.exp(0.02 * normal(random) + tail);
  });
}

/** Microseconds: nothing is faster than the work itself, and what disturbs it adds a tenth on average. */
export function neverFaster(count: number, random: Random): number[] {
  let drift = 0;
  return Array.from({ length: count }, () => {
    drift += 0.01 * (random() - 0.5);
    return 50_000 * Math.exp(drift + 0.004 * normal(random) - 0.1 * Math.log(1 - random()));
  });
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
