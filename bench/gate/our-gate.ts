import { compare } from "../../src/gate/compare.js";
import { USUAL_TOLERANCE } from "../../src/measure/looks.js";
import { seededRandom } from "../../src/measure/random.js";
import type { Program, Runner } from "../../src/measure/runner.js";

/** One gate as `perf gate` holds it where nothing is set. */
export function ourGate(base: Program, head: Program, runner: Runner, stop: AbortSignal): ReturnType<typeof compare> {
  return compare(base, head, {
    runner,
    clock: () => performance.now() / 1000,
    random: seededRandom(Date.now()),
    stop,
    tolerance: USUAL_TOLERANCE,
    seconds: 60,
  });
}
