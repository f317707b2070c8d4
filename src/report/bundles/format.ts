import type { BundlesDocument } from "../../bundle/document.js";
import type { ReportOptions } from "../format.js";

/** One format of `perf bundle`, one file; `formats.ts` is the table of all of them. */
export interface BundlesFormat {
  render(document: BundlesDocument, options: ReportOptions): Iterable<string>;
}
