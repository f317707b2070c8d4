import type { Unit } from "../graph/vocabulary.js";
import { milliseconds, thousands, time } from "./terminal/units.js";

/** How a report writes what the loads' own amounts are: times, or of a static graph bytes or modules. */
export interface Measure {
  /** The heading of a column of them. */
  readonly head: string;
  /** "Time", "Size": what they are called in a heading of Markdown. */
  readonly name: string;
  /** "by self time". */
  readonly noun: string;
  /** Without the unit, for a column whose heading names it. */
  number(amount: number): string;
  /** With the unit. */
  text(amount: number): string;
}

const MEASURES: Readonly<Record<Unit, Measure>> = {
  us: { head: "ms", name: "Time", noun: "time", number: milliseconds, text: time },
  bytes: { head: "kB", name: "Size", noun: "size", number: kilobytes, text: bytes },
  modules: { head: "count", name: "Count", noun: "count", number: thousands, text: modules },
};

/** @param unit absent for times */
export function measureOf({ unit }: { readonly unit?: Unit }): Measure {
  return MEASURES[unit ?? "us"];
}

/** In thousands of bytes, three digits at least. */
function kilobytes(amount: number): string {
  const kB = amount / 1000;
  if (kB >= 1000) return thousands(Math.round(kB));
  return kB.toFixed(kB >= 100 ? 0 : kB >= 10 ? 1 : 2);
}

function bytes(amount: number): string {
  if (amount < 1000) return `${amount} B`;
  return amount < 10_000_000 ? `${kilobytes(amount)} kB` : `${(amount / 1_000_000).toFixed(1)} MB`;
}

function modules(amount: number): string {
  return `${thousands(amount)} ${amount === 1 ? "module" : "modules"}`;
}
