import { formatCount, formatMsNumber, formatShare } from "./time.js";

/** A difference with its sign, a real minus: "+254", "−0.04", "0". */
export function signed(difference: number, shown: (size: number) => string): string {
  if (difference === 0) return "0";
  return `${difference > 0 ? "+" : "\u2212"}${shown(Math.abs(difference))}`;
}

/** A difference of microseconds in milliseconds: "+254 ms". */
export function signedMs(us: number): string {
  return `${signed(us, formatMsNumber)} ms`;
}

export function signedCount(count: number): string {
  return signed(count, formatCount);
}

/** How much more or less than before, as a percentage; "" where there was nothing before, and for no difference. */
export function signedShare({ before, after }: { readonly before: number; readonly after: number }): string {
  return before === 0 || before === after ? "" : signed((after - before) / before, formatShare);
}

/** "283 → 31.2 ms"; one time where both read the same. */
export function fromTo({ before, after }: { readonly before: number; readonly after: number }): string {
  const [was, is] = [formatMsNumber(before), formatMsNumber(after)];
  return was === is ? `${is} ms` : `${was} → ${is} ms`;
}
