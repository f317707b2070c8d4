import { fasterP, isSlowerBy, type Pairs, slowerP } from "./label-swap.js";

/** When a comparison is looked at, and at which level it then fails. */
export interface Look {
  readonly pairs: number;
  /** The levels of all looks sum to what may fail where nothing has changed. */
  readonly alpha: number;
  readonly wallAlpha: number;
}

/** Together 1 % of false alarms at most, a fifth of them by the guard on wall time. */
export const LOOKS: readonly Look[] = [
  { pairs: 15, alpha: 0.0008, wallAlpha: 0.0005 },
  { pairs: 30, alpha: 0.0016, wallAlpha: 0.0005 },
  { pairs: 60, alpha: 0.0024, wallAlpha: 0.0005 },
  { pairs: 120, alpha: 0.0032, wallAlpha: 0.0005 },
];

/** The looks of one of so many gates that are one verdict: together they give no more false alarms than one. */
export function looksAmong(gates: number): readonly Look[] {
  return LOOKS.map(({ pairs, alpha, wallAlpha }) => ({ pairs, alpha: alpha / gates, wallAlpha: wallAlpha / gates }));
}

export interface Tolerance {
  /** A growth that is to be seen: the gate passes once it can be ruled out. 0.05 is 5 %. */
  readonly growth: number;
  /** What is less is nobody's business, however sure. */
  readonly least: number;
  /** The same for wall time, which scatters more: a guard for programs that wait. */
  readonly wall: number;
}

export const USUAL_TOLERANCE: Tolerance = { growth: 0.05, least: 0.02, wall: 0.15 };

/** A growth beyond the tolerance is ruled out at this level, at each look: together they miss 2 % of such growths at most. */
const RULED_OUT = 0.005;

/** Processor times of both sides, and wall times where those are looked at as well. */
export interface Compared {
  readonly times: Pairs;
  readonly wall: Pairs | null;
}

export type Decision =
  | { readonly verdict: "fail"; readonly metric: "time" | "wall"; readonly p: number }
  | { readonly verdict: "pass"; readonly p: number }
  | { readonly verdict: "open"; readonly p: number };

/** What the pairs so far say. "open" at the last look is what nobody can decide. */
export function decide({ times, wall }: Compared, look: Look, tolerance: Tolerance): Decision {
  const p = slowerP(times);
  if (p <= look.alpha && isSlowerBy(times, Math.log1p(tolerance.least))) {
    return { verdict: "fail", metric: "time", p };
  }
  const isWallOpen = wall !== null && isSlowerBy(wall, Math.log1p(tolerance.wall));
  if (isWallOpen) {
    const wallP = slowerP(wall);
    if (wallP <= look.wallAlpha) return { verdict: "fail", metric: "wall", p: wallP };
  }
  const isRuledOut = !isWallOpen && fasterP(times, Math.log1p(tolerance.growth)) <= RULED_OUT;
  return { verdict: isRuledOut ? "pass" : "open", p };
}
