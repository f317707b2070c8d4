import type { Unit } from "../../src/graph/vocabulary.js";
import { formatCount, formatMs, formatMsNumber } from "./time.js";

/** How a page writes what the loads' own amounts are: times, or of a static graph bytes or modules. */
export interface Amounts {
  /** Behind "Self" in the head of a column. */
  readonly unit: string;
  /** "412 ms", "12.3 kB". */
  text(amount: number): string;
  /** The number alone. */
  number(amount: number): string;
}

const AMOUNTS: Readonly<Record<Unit, Amounts>> = {
  us: { unit: "ms", text: formatMs, number: formatMsNumber },
  // A thousand bytes are to a kilobyte what a thousand microseconds are to a millisecond: the same three digits.
  bytes: { unit: "kB", text: (bytes) => `${formatMsNumber(bytes)} kB`, number: formatMsNumber },
  modules: { unit: "count", text: formatCount, number: formatCount },
};

/** @param unit absent for times */
export function amountsOf({ unit }: { readonly unit?: Unit }): Amounts {
  return AMOUNTS[unit ?? "us"];
}
