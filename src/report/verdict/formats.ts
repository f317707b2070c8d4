import type { VerdictFormat } from "./format.js";

/** The formats of `perf gate` by the value of `--format`, each loaded when it is asked for. */
export const VERDICT_FORMATS = {
  text: async (): Promise<VerdictFormat> => (await import("./text.js")).text,
  json: async (): Promise<VerdictFormat> => (await import("./json.js")).json,
  markdown: async (): Promise<VerdictFormat> => (await import("./markdown.js")).markdown,
  github: async (): Promise<VerdictFormat> => (await import("./github.js")).github,
  junit: async (): Promise<VerdictFormat> => (await import("./junit.js")).junit,
  sarif: async (): Promise<VerdictFormat> => (await import("./sarif.js")).sarifOfVerdict,
} as const;

export type VerdictFormatName = keyof typeof VERDICT_FORMATS;

const ENDINGS: readonly (readonly [string, VerdictFormatName])[] = [
  [".sarif", "sarif"],
  [".sarif.json", "sarif"],
  [".json", "json"],
  [".md", "markdown"],
  [".xml", "junit"],
];

/** The format that a file's name asks for; text where it asks for none. */
export function verdictFormatForFile(file: string): VerdictFormatName {
  return ENDINGS.find(([ending]) => file.toLowerCase().endsWith(ending))?.[1] ?? "text";
}
