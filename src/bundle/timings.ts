import { type BenchedProgram, bench } from "../bench/bench.js";
import type { BenchComparison, BenchMachine, BenchTime } from "../bench/document.js";
import type { Warning } from "../graph/profile.js";
import type { MeasureOptions } from "../measure/programs.js";
import { median } from "../measure/quantile.js";
import type { Program, Runner } from "../measure/runner.js";
import type { BundleTimes } from "./document.js";

export interface TimingOptions extends Pick<MeasureOptions, "runner" | "clock" | "random" | "stop" | "onRun"> {
  readonly tool: string;
  /** The first is the program without a bundle. */
  readonly programs: readonly BenchedProgram[];
  readonly yardstick: BenchedProgram | null;
  /** A fixed number of pairs, or null: until the intervals are narrow. */
  readonly pairs: number | null;
  readonly seconds: number;
  readonly watch: () => () => BenchMachine;
  /** Starts with nothing of the disk in memory; null where they are not wanted. */
  readonly cold: ColdStarts | null;
}

export interface ColdStarts {
  /** One that starts no other program by which files that the measured one needs would come into memory. */
  readonly runner: Runner;
  /** @returns false where that isn't allowed */
  readonly emptyCache: () => boolean;
}

export interface Timings {
  readonly machine: BenchMachine;
  /** In the order of the programs. */
  readonly times: readonly BundleTimes[];
  readonly yardstick: BenchTime | null;
  readonly warnings: readonly Warning[];
}

const COLD_RUNS = 3;

/**
 * Times programs in turns with the yardstick, then each without the system's disk cache.
 *
 * @returns null where the user stopped it before two rounds
 */
export async function timings(options: TimingOptions): Promise<Timings | null> {
  const { programs, yardstick, stop } = options;
  const measured = await bench({
    ...options,
    programs: yardstick === null ? programs : [...programs, yardstick],
    hasYardstick: yardstick !== null,
    prepare: null,
    warnings: [],
    cold: false,
  });
  if (measured === null) return null;
  const { commands, comparisons, machine, warnings } = measured;
  const cold = options.cold === null || stop.aborted ? null : await coldTimes(programs, options.cold, stop);
  return {
    machine,
    times: programs.map((_, at) => {
      const ratio = comparisons.find((each) => isOf(each, commands[at]?.name, measured.yardstick));
      const { ratio: ratioToYardstick = null, lo = null, hi = null } = ratio ?? {};
      return { wall: commands[at]?.wall ?? null, coldUs: cold?.[at] ?? null, ratioToYardstick, lo, hi };
    }),
    yardstick: yardstick === null ? null : (commands.at(-1)?.wall ?? null),
    warnings: [...warnings, ...(options.cold !== null && cold === null && !stop.aborted ? [NO_COLD] : [])],
  };
}

const NO_COLD: Warning = {
  code: "warm-disk-cache",
  message: "cold starts were not measured: emptying the system's disk cache takes root",
};

function isOf({ of, to, metric }: BenchComparison, name: string | undefined, yardstick: string | null): boolean {
  return metric === "wall" && of === name && to === yardstick;
}

/** @returns medians of each program in microseconds; null where the cache can't be emptied */
async function coldTimes(programs: readonly Program[], { runner, emptyCache }: ColdStarts, stop: AbortSignal) {
  const times: number[][] = programs.map(() => []);
  for (let round = 0; round < COLD_RUNS; round++) {
    for (const [at, program] of programs.entries()) {
      if (stop.aborted) break;
      if (!emptyCache()) return null;
      const { wallUs, ending } = await runner.run(program, false);
      if (ending === "itself") times[at]?.push(wallUs);
    }
  }
  return times.map((each) => (each.length === 0 ? null : Math.round(median(each))));
}
