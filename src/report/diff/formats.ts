import type { DiffFormat } from "./format.js";

/** The formats of `perf diff` by the value of `--format`, each loaded when it is asked for. */
export const DIFF_FORMATS = {
  text: async (): Promise<DiffFormat> => (await import("./text.js")).text,
  html: async (): Promise<DiffFormat> => (await import("./html.js")).html,
  json: async (): Promise<DiffFormat> => (await import("./json.js")).json,
  markdown: async (): Promise<DiffFormat> => (await import("./markdown.js")).markdown,
} as const;

export type DiffFormatName = keyof typeof DIFF_FORMATS;

/** The format that an output file's name asks for; text where it asks for none. */
export function diffFormatForFile(file: string): DiffFormatName {
  const name = file.toLowerCase();
  if (name.endsWith(".json")) return "json";
  if (name.endsWith(".html")) return "html";
  return name.endsWith(".md") ? "markdown" : "text";
}
