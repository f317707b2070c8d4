import type { ImportTimesDocument, ImportTimesSet } from "../../bench/imports/document.js";
import { amountText, intervalText, ratioText } from "../bench/ratios.js";

/** Sets beyond these are counted, not shown. */
const SHOWN = 12;
/** Sets of less than this share of all imports, on every side, say nothing to a reader. */
const SMALL = 0.005;

/** What is worth a row, and how many sets are not. */
export function shownSets({ sets }: ImportTimesDocument): { shown: ImportTimesSet[]; hidden: number } {
  const all = Math.max(1, ...(sets[0]?.times ?? []).map(({ medianUs }) => medianUs));
  const large = sets.filter(({ times }) => times.some(({ medianUs }) => medianUs >= SMALL * all));
  const shown = large.slice(0, SHOWN);
  return { shown, hidden: sets.length - shown.length };
}

/** "30 pairs of runs in 12.3 s", "5 and 5 recorded runs". */
export function importRunsText({ plan, sides }: ImportTimesDocument): string {
  return plan === null
    ? `${sides.map(({ runs }) => runs).join(" and ")} recorded runs`
    : amountText(plan, sides.length);
}

/** How a side stands beside the first one: a ratio, or what there is none of. */
export function besideText({ times, comparisons }: ImportTimesSet, side: number): string {
  const found = comparisons[side - 1];
  if (found !== undefined) return `${ratioText(found.ratio)} x, ${intervalText(found)}`;
  const [before, after] = [times[0]?.modules ?? 0, times[side]?.modules ?? 0];
  return before === 0 && after > 0 ? "new" : before > 0 && after === 0 ? "gone" : "";
}
