import type { BenchFormat } from "./format.js";

/** The formats of `perf bench` by the value of `--format`, each loaded when it is asked for. */
export const BENCH_FORMATS = {
  text: async (): Promise<BenchFormat> => (await import("./text.js")).text,
  json: async (): Promise<BenchFormat> => (await import("./json.js")).json,
  markdown: async (): Promise<BenchFormat> => (await import("./markdown.js")).markdown,
  hyperfine: async (): Promise<BenchFormat> => (await import("./hyperfine.js")).hyperfine,
  "github-action-benchmark": async (): Promise<BenchFormat> => (await import("./github.js")).github,
  bencher: async (): Promise<BenchFormat> => (await import("./bencher.js")).bencher,
} as const;

export type BenchFormatName = keyof typeof BENCH_FORMATS;

const ENDINGS: readonly (readonly [string, BenchFormatName])[] = [
  [".hyperfine.json", "hyperfine"],
  [".github.json", "github-action-benchmark"],
  [".bencher.json", "bencher"],
  [".json", "json"],
  [".md", "markdown"],
];

/** The format that a file's name asks for; text where it asks for none. */
export function benchFormatForFile(file: string): BenchFormatName {
  return ENDINGS.find(([ending]) => file.toLowerCase().endsWith(ending))?.[1] ?? "text";
}
