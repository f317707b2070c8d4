import type { BenchCommand, BenchTime } from "../../bench/document.js";
import type { BenchFormat } from "./format.js";

/**
 * Bencher Metric Format, which `bencher run --adapter json` reads: latency in nanoseconds, as Bencher's own measure of
 * that name, beside user and system time, and memory in bytes.
 */
export const bencher: BenchFormat = {
  *render({ commands }) {
    const measures = commands.map((command) => [command.name, measuresOf(command)]);
    yield `${JSON.stringify(Object.fromEntries(measures), null, 2)}\n`;
  },
};

function measuresOf({ wall, cpu, maxRssBytes }: BenchCommand) {
  return {
    latency: metric(wall),
    ...(cpu === null ? {} : { "cpu-time": metric(cpu) }),
    ...(maxRssBytes === null ? {} : { "peak-memory": { value: maxRssBytes } }),
  };
}

function metric({ medianUs, loUs, hiUs }: BenchTime) {
  return { value: medianUs * 1000, lower_value: loUs * 1000, upper_value: hiUs * 1000 };
}
