import { estimate } from "../../measure/bootstrap.js";
import type { Random } from "../../measure/random.js";
import { rankSumRatio } from "../../measure/rank-sum.js";
import { signedRankRatio } from "../../measure/signed-rank.js";
import type { ImportTimesComparison, ImportTimesSet } from "./document.js";
import { type ImportSide, WHOLE } from "./sides.js";

/**
 * The sets of all sides: all imports, then what differs most between the first side and the last; of a single side what takes
 * longest.
 *
 * @param isPaired runs at the same index are of the same round
 */
export function importTable(sides: readonly ImportSide[], isPaired: boolean, random: () => Random): ImportTimesSet[] {
  const names = new Set(sides.flatMap(({ modules }) => [...modules.keys()]));
  const table = [...names].map((set): ImportTimesSet => {
    const times = sides.map(({ modules, runs }) => {
      const { value, lo, hi } = estimate(timesOf(runs, set), random());
      const us = { medianUs: Math.round(value), loUs: Math.round(lo), hiUs: Math.round(hi) };
      return { modules: modules.get(set) ?? 0, ...us };
    });
    return { set, times, comparisons: compared(sides, set, isPaired) };
  });
  const weight = ({ times }: ImportTimesSet): number =>
    Math.abs((times.at(-1)?.medianUs ?? 0) - (times.length > 1 ? (times[0]?.medianUs ?? 0) : 0));
  return table.sort((a, b) => Number(b.set === WHOLE) - Number(a.set === WHOLE) || weight(b) - weight(a));
}

function timesOf(runs: ImportSide["runs"], set: string): number[] {
  return runs.map((run) => run.get(set) ?? 0);
}

function compared(sides: readonly ImportSide[], set: string, isPaired: boolean): ImportTimesComparison[] {
  const [to, ...others] = sides;
  if (to === undefined) return [];
  return others.flatMap((of) => {
    const found = ratioOf(timesOf(to.runs, set), timesOf(of.runs, set), isPaired);
    if (found === null) return [];
    const { value: ratio, lo, hi, p } = found;
    return { of: of.name, to: to.name, ratio, lo, hi, p, pairs: isPaired ? of.runs.length : null };
  });
}

/** @returns null where some run loads none of a set: there is no ratio to nothing */
export function ratioOf(first: readonly number[], second: readonly number[], isPaired: boolean) {
  if ([...first, ...second].some((us) => !(us > 0)) || first.length === 0 || second.length === 0) return null;
  if (!isPaired) return rankSumRatio(first, second);
  return signedRankRatio(first.map((us, round): [number, number] => [us, second[round] ?? us]));
}
