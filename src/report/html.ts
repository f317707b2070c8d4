import type { ReportFormat } from "./format.js";

export const html: ReportFormat = {
  name: "html",
  extension: ".html",
  *render() {},
};
