import type { ReportFormat } from "./format.js";

export const REPORT_FORMATS = {
  text: async (): Promise<ReportFormat> => (await import("./text.js")).text,
} as const;

export type ReportFormatName = keyof typeof REPORT_FORMATS;
