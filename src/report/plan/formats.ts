import type { PlanFormat } from "./format.js";

/** The formats of `perf optimize` by the value of `--format`, each loaded when it is asked for. */
export const PLAN_FORMATS = {
  text: async (): Promise<PlanFormat> => (await import("./text.js")).text,
  html: async (): Promise<PlanFormat> => (await import("./html.js")).html,
  json: async (): Promise<PlanFormat> => (await import("./json.js")).json,
  markdown: async (): Promise<PlanFormat> => (await import("./markdown.js")).markdown,
} as const;

export type PlanFormatName = keyof typeof PLAN_FORMATS;

/** The format that an output file's name asks for; text where it asks for none. */
export function planFormatForFile(file: string): PlanFormatName {
  const name = file.toLowerCase();
  if (name.endsWith(".json")) return "json";
  if (/\.html?$/.test(name)) return "html";
  return name.endsWith(".md") ? "markdown" : "text";
}
