import type { CheckReport, CyclesReport, GraphFormat, WhyReport } from "./format.js";

/** What `perf graph` writes by the value of `--format`, each loaded when it is asked for. */
export const GRAPH_FORMATS = {
  text: async (): Promise<GraphFormat> => (await import("./text.js")).text,
  json: async (): Promise<GraphFormat> => (await import("./json.js")).json,
  dot: async (): Promise<GraphFormat> => (await import("./dot.js")).dot,
  mermaid: async (): Promise<GraphFormat> => (await import("./mermaid.js")).mermaid,
  html: async (): Promise<GraphFormat> => (await import("./html.js")).html,
} as const;

export const WHY_FORMATS = {
  text: async (): Promise<GraphFormat<WhyReport>> => (await import("./why-text.js")).whyText,
  json: async (): Promise<GraphFormat<WhyReport>> => (await import("./json.js")).whyJson,
  dot: async (): Promise<GraphFormat<WhyReport>> => (await import("./why-drawn.js")).whyDot,
  mermaid: async (): Promise<GraphFormat<WhyReport>> => (await import("./why-drawn.js")).whyMermaid,
} as const;

export const CYCLES_FORMATS = {
  text: async (): Promise<GraphFormat<CyclesReport>> => (await import("./cycles-text.js")).cyclesText,
  json: async (): Promise<GraphFormat<CyclesReport>> => (await import("./json.js")).cyclesJson,
} as const;

export const CHECK_FORMATS = {
  text: async (): Promise<GraphFormat<CheckReport>> => (await import("./check-text.js")).checkText,
  json: async (): Promise<GraphFormat<CheckReport>> => (await import("./json.js")).checkJson,
  sarif: async (): Promise<GraphFormat<CheckReport>> => (await import("./check-sarif.js")).checkSarif,
  github: async (): Promise<GraphFormat<CheckReport>> => (await import("./check-github.js")).checkGithub,
} as const;

export const GRAPH_FORMAT_NAMES = ["text", "json", "dot", "mermaid", "html", "sarif", "github"] as const;
export type GraphFormatName = (typeof GRAPH_FORMAT_NAMES)[number];

/** The format that an output file's name asks for; text where it asks for none. */
export function graphFormatForFile(file: string): GraphFormatName {
  const extension = /\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? "";
  return BY_EXTENSION[extension] ?? "text";
}

const BY_EXTENSION: Readonly<Record<string, GraphFormatName>> = {
  json: "json",
  dot: "dot",
  gv: "dot",
  mmd: "mermaid",
  mermaid: "mermaid",
  html: "html",
  htm: "html",
  sarif: "sarif",
};
