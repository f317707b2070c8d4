import type { BenchDocument } from "../../bench/document.js";
import type { ReportOptions } from "../format.js";

/** One format of `perf bench`, one file; `formats.ts` is the table of all of them. */
export interface BenchFormat {
  render(document: BenchDocument, options: ReportOptions): Iterable<string>;
}
