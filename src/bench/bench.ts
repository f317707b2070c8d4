import type { Warning } from "../graph/profile.js";
import { type Measured, type MeasureOptions, measurePrograms } from "../measure/programs.js";
import { seededRandom } from "../measure/random.js";
import type { Program, ProgramRun } from "../measure/runner.js";
import { comparisons, isNarrow, medianCount, timeOfRuns } from "./comparing.js";
import type { BenchCommand, BenchDocument, BenchMachine, BenchRun } from "./document.js";
import { machineDoubts } from "./machine-doubts.js";
import { planOf } from "./plan-of.js";
import { runDoubts } from "./run-doubts.js";

/** A program under the name that the report gives it. */
export interface BenchedProgram extends Program {
  readonly name: string;
  readonly path: string | null;
  readonly sha256: string | null;
}

export interface BenchOptions extends Pick<MeasureOptions, "runner" | "clock" | "random" | "stop" | "ready" | "onRun"> {
  readonly tool: string;
  /** The yardstick, if any, is the last. */
  readonly programs: readonly BenchedProgram[];
  readonly hasYardstick: boolean;
  /** A fixed number of pairs, or null: until the intervals are narrow. */
  readonly pairs: number | null;
  readonly seconds: number;
  readonly cold: boolean;
  readonly prepare: readonly string[] | null;
  /** Looks at the machine from now until it is called again. */
  readonly watch: () => () => BenchMachine;
  /** What is to be said about the choice of the yardstick and the like. */
  readonly warnings: readonly Warning[];
}

/** Fewer are never enough. */
export const LEAST_PAIRS = 10;
/** Where nobody says how many. */
export const MOST_PAIRS = 100;
/** Enough once the interval of each ratio of wall times is no wider than this to either side. */
export const PRECISION = 0.02;
/** Of what is drawn for the intervals of medians; the same runs then always give the same document. */
const SEED = 1;

/** @returns what was measured until the user stopped it, or null where that was less than two pairs */
export async function bench(options: BenchOptions): Promise<BenchDocument | null> {
  const { programs, hasYardstick } = options;
  const yardstick = hasYardstick ? programs.length - 1 : null;
  const mostPairs = options.pairs ?? MOST_PAIRS;
  const random = seededRandom(SEED);
  const watched = options.watch();
  const measured = await measurePrograms(programs, {
    ...options,
    limits: { leastPairs: LEAST_PAIRS, mostPairs, seconds: options.seconds },
    isEnough: (runs) => options.pairs === null && isNarrow(runs, yardstick, PRECISION, random),
  });
  const machine = watched();
  const { runs, ended } = measured;
  const pairs = runs[0]?.length ?? 0;
  if (ended === "user" && pairs < 2) return null;
  const names = programs.map(({ name }) => name);
  const found = comparisons(names, runs, yardstick);
  return {
    kind: "bench",
    version: 1,
    tool: options.tool,
    machine,
    yardstick: yardstick === null ? null : (names[yardstick] ?? null),
    commands: programs.map((program, at) => command(program, measured, at, at === yardstick)),
    comparisons: found,
    plan: planOf(measured, options),
    warnings: [
      ...options.warnings,
      ...programs.flatMap(({ name }, at) => runDoubts(name, measured.warmUps[at] ?? [], runs[at] ?? [], options.cold)),
      ...machineDoubts(machine, measured, found, PRECISION),
    ],
  };
}

function command(
  { name, words, path, sha256 }: BenchedProgram,
  { warmUps, runs }: Measured,
  at: number,
  isYardstick: boolean,
): BenchCommand {
  const [own, warm] = [runs[at] ?? [], warmUps[at] ?? []];
  const random = seededRandom(SEED);
  const says = warm[0]?.output.firstLine ?? "";
  return {
    name,
    command: [...words],
    path,
    sha256,
    ...(isYardstick && says !== "" ? { says } : {}),
    runs: own.map(benchRun),
    warmUps: warm.map(benchRun),
    wall: timeOfRuns(own, "wall", random) ?? { medianUs: 0, loUs: 0, hiUs: 0 },
    cpu: timeOfRuns(own, "cpu", random),
    minorFaults: medianCount(own.map(({ minorFaults }) => minorFaults)),
    maxRssBytes:
      medianCount(own.map(({ maxRssBytes }) => maxRssBytes)) ?? medianCount(warm.map(({ maxRssBytes }) => maxRssBytes)),
  };
}

function benchRun({ wallUs, cpuUs, userUs, minorFaults, maxRssBytes, exitCode }: ProgramRun): BenchRun {
  return { wallUs, cpuUs, userUs, minorFaults, maxRssBytes, exitCode };
}
