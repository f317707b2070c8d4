import type { ImportTimesDocument } from "../../bench/imports/document.js";
import type { ReportOptions } from "../format.js";

/** One format of `perf bench --imports`, one file; `formats.ts` is the table of all of them. */
export interface ImportTimesFormat {
  render(document: ImportTimesDocument, options: ReportOptions): Iterable<string>;
}
