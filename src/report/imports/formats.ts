import type { ImportTimesFormat } from "./format.js";

/** The formats of `perf bench --imports` by the value of `--format`, each loaded when it is asked for. */
export const IMPORT_TIMES_FORMATS = {
  text: async (): Promise<ImportTimesFormat> => (await import("./text.js")).text,
  json: async (): Promise<ImportTimesFormat> => (await import("./json.js")).json,
  markdown: async (): Promise<ImportTimesFormat> => (await import("./markdown.js")).markdown,
} as const;

export type ImportTimesFormatName = keyof typeof IMPORT_TIMES_FORMATS;
