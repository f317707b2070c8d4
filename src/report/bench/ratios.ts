import type { BenchComparison, BenchDocument, BenchPlan } from "../../bench/document.js";

/** What is said of one command beside another, in wall time and in processor time. */
export interface Ratio {
  readonly of: string;
  readonly to: string;
  readonly wall: BenchComparison;
  readonly cpu: BenchComparison | undefined;
}

export function ratios({ comparisons }: BenchDocument): Ratio[] {
  return comparisons
    .filter(({ metric }) => metric === "wall")
    .map((wall) => {
      const { of, to } = wall;
      const cpu = comparisons.find((other) => other.metric === "cpu" && other.of === of && other.to === to);
      return { of, to, wall, cpu };
    });
}

/** "0.89", "12.3": three digits. */
export function ratioText(ratio: number): string {
  return ratio.toFixed(ratio >= 99.95 ? 0 : ratio >= 9.995 ? 1 : ratio >= 0.0995 ? 2 : 3);
}

export function intervalText({ lo, hi }: Pick<BenchComparison, "lo" | "hi">): string {
  return `${ratioText(lo)} to ${ratioText(hi)}`;
}

/** The interval holds 1: what is seen may be chance. */
export function isSame({ lo, hi }: Pick<BenchComparison, "lo" | "hi">): boolean {
  return lo <= 1 && hi >= 1;
}

/** "30 pairs of runs in 12.3 s", "60 runs in 8.0 s". @param count so many were run in turns */
export function amountText(plan: BenchPlan, count: number): string {
  const what = count === 1 ? "run" : count === 2 ? "pair of runs" : "round";
  const many = what === "pair of runs" ? "pairs of runs" : `${what}s`;
  return `${plan.pairs} ${plan.pairs === 1 ? what : many} in ${plan.seconds.toFixed(1)} s`;
}

export function memoryText(bytes: number | null): string {
  return bytes === null ? "" : `${(bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0)} MB`;
}
