import type { BundlesFormat } from "./format.js";

/** The formats of `perf bundle` by the value of `--format`, each loaded when it is asked for. */
export const BUNDLES_FORMATS = {
  text: async (): Promise<BundlesFormat> => (await import("./text.js")).text,
  html: async (): Promise<BundlesFormat> => (await import("./html.js")).html,
  json: async (): Promise<BundlesFormat> => (await import("./json.js")).json,
  markdown: async (): Promise<BundlesFormat> => (await import("./markdown.js")).markdown,
  csv: async (): Promise<BundlesFormat> => (await import("./csv.js")).csv,
} as const;

export type BundlesFormatName = keyof typeof BUNDLES_FORMATS;

const ENDINGS: readonly (readonly [string, BundlesFormatName])[] = [
  [".json", "json"],
  [".md", "markdown"],
  [".html", "html"],
  [".htm", "html"],
  [".csv", "csv"],
];

/** The format that a file's name asks for; text where it asks for none. */
export function bundlesFormatForFile(file: string): BundlesFormatName {
  return ENDINGS.find(([ending]) => file.toLowerCase().endsWith(ending))?.[1] ?? "text";
}
