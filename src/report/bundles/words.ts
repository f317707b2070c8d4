import type { BenchTime } from "../../bench/document.js";
import type { Bundle, BundlesDocument, OptimizedCopies, TestedCopies } from "../../bundle/document.js";
import { milliseconds, time } from "../terminal/units.js";
import { sizeText } from "./amounts.js";

/** "works", or what does not. */
export function worksText({ works, checks }: Bundle): string {
  if (works === false) return "does not work";
  const unchecked = checks.filter(({ ok }) => ok === null).length;
  return unchecked === 0 ? "works" : `works (${unchecked} of ${checks.length} conditions not checked)`;
}

/** What it takes and needs: "4.2 MB in 210 files, built in 1.2 s, needs CPython 3.11". */
export function priceText({ bytes, files, buildMs, needs }: Bundle): string {
  const size = `${sizeText(bytes ?? 0)} in ${files} ${files === 1 ? "file" : "files"}`;
  return `${size}, built in ${time((buildMs ?? 0) * 1000)}, needs ${needs ?? "nothing"}`;
}

/** Those that were built, in their order. */
export function builtOf({ bundles }: BundlesDocument): Bundle[] {
  return bundles.filter(({ works }) => works !== null);
}

/** What was not built, with why: a sentence without its end. */
export function absentText({ skipped, fault }: Bundle): string {
  return skipped === undefined ? `failed: ${fault ?? "unknown"}` : `skipped: ${skipped}`;
}

/** The bundle to take, or why there is none: a sentence. */
export function verdictText(document: BundlesDocument): string {
  return document.recommendation ?? (builtOf(document).length === 0 ? "No bundle was built." : "No bundle works.");
}

/** Of a start: "34.8 to 35.5" milliseconds, "11.7 s to 12.9 s". */
export function intervalText({ loUs, hiUs }: BenchTime): string {
  return loUs >= 10_000_000 ? `${time(loUs)} to ${time(hiUs)}` : `${milliseconds(loUs)} to ${milliseconds(hiUs)}`;
}

export function commandText({ program, args }: BundlesDocument): string {
  return [program, ...args].join(" ");
}

/** What was made of the copies in our own bundles: one sentence. */
export function optimizedText({ deferred, files, standardFiles, refusals, starts, tests }: OptimizedCopies): string {
  if (deferred === 0)
    return `Nothing to defer in copies: where something would be gained, ${refusals} imports are refused.`;
  const saved = starts.map(
    ({ args, modules, saved }) => `${saved} of ${modules}${args.length === 0 ? "" : ` with ${args.join(" ")}`}`,
  );
  const where = `${files} ${files === 1 ? "file" : "files"} (${standardFiles} of the standard library)`;
  return `folder and zip defer ${deferred} imported ${deferred === 1 ? "name" : "names"} in ${where}, which saves so many modules: ${saved.join(", ")}; ${refusals} imports are refused.${tests === undefined ? "" : testsText(tests)}`;
}

function testsText({ command, after, files, loaded }: TestedCopies): string {
  const failed = after.failed === 0 ? "" : `, ${after.failed} failed`;
  return ` ${command.join(" ")} ends with that as without it (${after.passed} passed${failed}), and ran ${loaded} of the ${files} files.`;
}

/** Whether any start was measured cold: else nothing has a column for it. */
export function isCold({ bundles, unbundled }: BundlesDocument): boolean {
  return [unbundled, ...bundles].some(({ coldUs }) => coldUs !== null);
}
