import type { ReportFormat } from "./format.js";

export const REPORT_FORMATS = {
  json: async (): Promise<ReportFormat> => (await import("./json.js")).json,
  text: async (): Promise<ReportFormat> => (await import("./text.js")).text,
} as const;

export type ReportFormatName = keyof typeof REPORT_FORMATS;
