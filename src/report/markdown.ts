import type { ReportFormat } from "./format.js";
export const markdown: ReportFormat = { name: "markdown", extension: ".md", *render() {} };
