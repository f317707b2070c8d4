import type { BenchTime } from "../../bench/document.js";
import type { BenchFormat } from "./format.js";

/** What benchmark-action/github-action-benchmark reads as `customSmallerIsBetter`. */
export const github: BenchFormat = {
  *render({ commands, comparisons, plan }) {
    const extra = `${plan.pairs} pairs`;
    const times = commands.flatMap(({ name, wall, cpu }) => [
      { name, unit: "ms", ...medianOf(wall), extra },
      ...(cpu === null ? [] : [{ name: `${name}, user + system`, unit: "ms", ...medianOf(cpu), extra }]),
    ]);
    const ratios = comparisons
      .filter(({ metric }) => metric === "wall")
      .map(({ of, to, ratio, lo, hi }) => {
        const range = `± ${rounded((hi - lo) / 2)}`;
        return { name: `${of} / ${to}`, unit: "x", value: rounded(ratio), range, extra };
      });
    yield `${JSON.stringify([...times, ...ratios], null, 2)}\n`;
  },
};

function medianOf({ medianUs, loUs, hiUs }: BenchTime): { value: number; range: string } {
  return { value: medianUs / 1000, range: `± ${rounded((hiUs - loUs) / 2000)}` };
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
