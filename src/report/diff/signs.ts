import { milliseconds } from "../terminal/units.js";

/** A difference with its sign; a real minus, which is as wide as a plus. Nothing before 0. */
export function signed(difference: number, shown: (size: number) => string): string {
  if (difference === 0) return "0";
  return `${difference > 0 ? "+" : "\u2212"}${shown(Math.abs(difference))}`;
}

/** A difference of microseconds in milliseconds: `+254.0`, `−0.04`. */
export function signedMs(us: number): string {
  return signed(us, milliseconds);
}
