import type { ReportFormat } from "./format.js";

/**
 * All export formats by the value of `--format`. Each is loaded only when it is asked for: a format adds
 * nothing to the start of the others. A new one is one file and one line here.
 */
export const REPORT_FORMATS = {
  text: async (): Promise<ReportFormat> => (await import("./text.js")).text,
  html: async (): Promise<ReportFormat> => (await import("./html.js")).html,
  json: async (): Promise<ReportFormat> => (await import("./json.js")).json,
  profile: async (): Promise<ReportFormat> => (await import("./profile.js")).profile,
  speedscope: async (): Promise<ReportFormat> => (await import("./speedscope.js")).speedscope,
  collapsed: async (): Promise<ReportFormat> => (await import("./collapsed.js")).collapsed,
  chrome: async (): Promise<ReportFormat> => (await import("./chrome.js")).chrome,
  csv: async (): Promise<ReportFormat> => (await import("./csv.js")).csv,
  markdown: async (): Promise<ReportFormat> => (await import("./markdown.js")).markdown,
} as const;

export type ReportFormatName = keyof typeof REPORT_FORMATS;

/** The format that a file's name asks for by its extension; text where none does. */
export function formatForFile(file: string): ReportFormatName {
  const found = Object.entries(EXTENSIONS).find(([extension]) => file.toLowerCase().endsWith(extension));
  return found?.[1] ?? "text";
}

/** The longest first: `.speedscope.json` is also a `.json`. */
const EXTENSIONS: Readonly<Record<string, ReportFormatName>> = {
  ".speedscope.json": "speedscope",
  ".profile.json": "profile",
  ".trace.json": "chrome",
  ".folded": "collapsed",
  ".html": "html",
  ".json": "json",
  ".csv": "csv",
  ".md": "markdown",
};
