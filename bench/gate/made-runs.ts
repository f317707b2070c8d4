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

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
