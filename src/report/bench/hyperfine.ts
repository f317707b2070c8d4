import type { BenchCommand, BenchRun } from "../../bench/document.js";
import type { BenchFormat } from "./format.js";

/** As hyperfine's --export-json writes it (1.19): seconds, and what its scripts and Bencher's adapter read. */
export const hyperfine: BenchFormat = {
  *render({ commands }) {
    yield `${JSON.stringify({ results: commands.map(result) }, null, 2)}\n`;
  },
};

function result({ name, runs, wall }: BenchCommand) {
  const times = runs.map(({ wallUs }) => wallUs / 1e6);
  const average = mean(times);
  const squares = times.map((time) => (time - average) ** 2);
  const memory = runs.flatMap(({ maxRssBytes }) => maxRssBytes ?? []);
  return {
    command: name,
    mean: average,
    stddev: times.length < 2 ? null : Math.sqrt((mean(squares) * times.length) / (times.length - 1)),
    median: wall.medianUs / 1e6,
    user: mean(runs.map(({ userUs, cpuUs }) => (userUs ?? cpuUs ?? 0) / 1e6)),
    system: mean(runs.map(systemOf)),
    min: times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY),
    max: times.reduce((most, time) => Math.max(most, time), 0),
    times,
    ...(memory.length === runs.length ? { memory_usage_byte: memory } : {}),
    exit_codes: runs.map(({ exitCode }) => exitCode),
  };
}

function systemOf({ userUs, cpuUs }: BenchRun): number {
  return userUs === null || cpuUs === null ? 0 : (cpuUs - userUs) / 1e6;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
