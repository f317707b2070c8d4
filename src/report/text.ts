import type { ReportFormat } from "./format.js";

export const text: ReportFormat = {
  name: "text",
  extension: ".txt",
  *render() {},
};
