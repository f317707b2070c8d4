import { format } from "d3";

const thousands = format(",d");
const fixed = [format(",.0f"), format(",.1f"), format(",.2f"), format(",.3f")];

/** Microseconds as milliseconds with three significant digits, never finer than the microsecond: "412 ms", "1.23 ms". */
export function formatMs(us: number): string {
  return `${formatMsNumber(us)} ms`;
}

/** The number of `formatMs` alone, for columns that name the unit in their head. */
export function formatMsNumber(us: number): string {
  const ms = us / 1000;
  const digits = ms >= 99.95 ? 0 : ms >= 9.995 ? 1 : ms >= 0.9995 ? 2 : 3;
  return us === 0 ? "0" : (fixed[digits]?.(ms) ?? "");
}

/** A share of 0 to 1 as a percentage: "12 %", "3.4 %", "0.02 %", "<0.01 %". */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent === 0) return "0 %";
  if (percent < 0.01) return "<0.01 %";
  const digits = percent >= 9.95 ? 0 : percent >= 0.995 ? 1 : 2;
  return `${fixed[digits]?.(percent) ?? ""} %`;
}

export function formatCount(count: number): string {
  return thousands(count);
}

/** "1 module", "12 modules". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${thousands(count)} ${count === 1 ? one : many}`;
}
