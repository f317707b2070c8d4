import { UNFIT } from "./rows.js";

/**
 * How the loads above a row answer for it. CPython rounds every printed time up, so for n loads
 * `sum(cumulative of loads) - (cumulative - self)` lies between 0 and n, give or take the row's own rounding.
 */
export function fits(loadsUs: number, loads: number, neededUs: number): boolean {
  const over = loadsUs - neededUs;
  return over >= -1 && over <= loads + 1;
}

/** What the loads of a row must add up to, or null where its numbers say nothing. */
export function needed(selfUs: number, cumulativeUs: number): number | null {
  return selfUs === UNFIT || cumulativeUs === UNFIT ? null : cumulativeUs - selfUs;
}
