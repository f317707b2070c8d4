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

/** The format whose extension a file's name ends in, the longest where several do; text where none does. */
export async function formatForFile(file: string): Promise<ReportFormatName> {
  const name = file.toLowerCase();
  let found: ReportFormatName = "text";
  let length = 0;
  for (const [format, load] of Object.entries(REPORT_FORMATS) as [ReportFormatName, () => Promise<ReportFormat>][]) {
    const { extension } = await load();
    if (!name.endsWith(extension) || extension.length <= length) continue;
    found = format;
    length = extension.length;
  }
  return found;
}
