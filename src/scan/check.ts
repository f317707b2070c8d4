import type { Language } from "../graph/vocabulary.js";
import type { CheckReport, GraphReport } from "../report/graph/format.js";

export async function check(report: GraphReport, _root: string, _language: Language): Promise<CheckReport> {
  return { ...report, broken: [], rules: 0 };
}
