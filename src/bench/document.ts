import type { Count, Microseconds, Warning } from "../graph/profile.js";
import type { Precision } from "../measure/runner.js";

/** What `perf bench --json` prints. */
export interface BenchDocument {
  kind: "bench";
  version: 1;
  tool: string;
  machine: BenchMachine;
  /** The name of the command that the others are held against; null for none. */
  yardstick: string | null;
  /** The yardstick last. */
  commands: BenchCommand[];
  /** Of each command to the yardstick, and of each but the first to the first. */
  comparisons: BenchComparison[];
  plan: BenchPlan;
  warnings: Warning[];
}

export interface BenchMachine {
  platform: string;
  arch: string;
  processors: Count;
  model: string | null;
  memoryBytes: Count;
  /** What decides on the processors' frequency, as Linux names it ("performance", "powersave"). */
  governor: string | null;
  /** How many processors a container's limit allows; null for no limit. */
  processorLimit: number | null;
  /** How long that limit held our processes back. */
  throttledUs: Microseconds | null;
  /** Processors that other programs used meanwhile, on average (0.5: half of one). */
  otherLoad: number | null;
  /** Of processor times: to the microsecond, to the tick of 10 ms, or unknown. */
  precision: Precision;
  /** The interpreter that started the commands and read their counts. */
  reader: string | null;
}

export interface BenchCommand {
  name: string;
  command: string[];
  /** The file that its first word starts, and its hash: a name may stand for a wrapper. */
  path: string | null;
  sha256: string | null;
  /** Of the yardstick: the first line that it printed. */
  says?: string;
  /** Those that count, one for each round. */
  runs: BenchRun[];
  warmUps: BenchRun[];
  wall: BenchTime;
  /** User and system time together. */
  cpu: BenchTime | null;
  minorFaults: Count | null;
  /** Of the largest process; the warm-ups' where the runs' own is too small to be told. */
  maxRssBytes: Count | null;
}

export interface BenchRun {
  wallUs: Microseconds;
  cpuUs: Microseconds | null;
  /** The part of `cpuUs` outside the kernel; where the system samples it, only the sum means something. */
  userUs: Microseconds | null;
  minorFaults: Count | null;
  maxRssBytes: Count | null;
  /** @asType integer */
  exitCode: number;
}

/** A median with the interval that holds it in 95 of 100 repetitions. */
export interface BenchTime {
  medianUs: Microseconds;
  loUs: Microseconds;
  hiUs: Microseconds;
}

export interface BenchComparison {
  of: string;
  to: string;
  metric: "wall" | "cpu";
  /** The time of `of` over that of `to`, by pairs of runs of the same round, and its 95 % interval. */
  ratio: number;
  lo: number;
  hi: number;
  /** How probable a difference like this one is between equal programs. */
  p: number;
  pairs: Count;
}

export interface BenchPlan {
  pairs: Count;
  warmUps: Count;
  /** All of it, warm-ups and preparation too. */
  seconds: number;
  /** The intervals were narrow enough, or the number of pairs, the time or the user ended it. */
  ended: "enough" | "pairs" | "time" | "user";
  cold: boolean;
  prepare: string[] | null;
}
