/** A time for people, in milliseconds or seconds with sensible digits: `0.04 ms`, `31.4 ms`, `1043 ms`, `12.3 s`. */
export function time(us: number): string {
  if (us >= 10_000_000) return `${(us / 1_000_000).toFixed(1)} s`;
  return `${milliseconds(us)} ms`;
}

/** Microseconds as milliseconds: one decimal, two below a tenth of a millisecond, none above a second. */
export function milliseconds(us: number): string {
  const ms = us / 1000;
  if (us > 0 && us < 100) return ms.toFixed(2);
  return ms >= 1000 ? ms.toFixed(0) : ms.toFixed(1);
}

/** A share of 0 to 1 as per cent with one decimal. */
export function percent(share: number): string {
  const shown = share * 100;
  return shown > 0 && shown < 0.05 ? "<0.1" : shown.toFixed(1);
}

/** `1 module`, `2 modules`, `1,043 modules`. */
export function count(number: number, word: string, words = `${word}s`): string {
  return `${thousands(number)} ${number === 1 ? word : words}`;
}

export function thousands(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}
