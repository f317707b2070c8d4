import { quantile } from "./quantile.js";
import type { Random } from "./random.js";

/** Times of runs in pairs: those at the same index ran one after the other, in an order drawn at random. */
export interface Pairs {
  /** Positive. */
  readonly base: readonly number[];
  /** As many. */
  readonly head: readonly number[];
}

/** So many labellings are drawn at most. */
const MOST_DRAWN = 9999;
/** So many that are as extreme settle p to a tenth of its size (Besag and Clifford 1991); it stays exact. */
const ENOUGH_EXTREME = 100;
/** Rounding must not tell apart what is equal. */
const ROUNDING = 1e-12;

/**
 * How much longer head takes than base, as the logarithm of their ratio: the difference of the means of the fastest
 * quarter of each, measured from what runs of either side took around them. What disturbs a run only ever makes it longer, so
 * the fastest say most; and what the machine did for a while concerns both.
 *
 * @param pairs at least one
 */
export function fastestDifference(pairs: Pairs): number {
  return new Labels(pairs, 0).difference(null);
}

/**
 * The probability of a difference at least as large as this one if head were no slower than base.
 *
 * Which run of a pair came first was drawn at random, so in equal programs the labels of a pair could as well be swapped:
 * p is the share of such labellings, drawn at random, in which the difference is as large. That is exact whatever the
 * times' distribution and however the machine drifted.
 *
 * @param by the logarithm by which head is taken to be slower: 0 for "no slower", log(1.05) for "5 % slower"
 */
export function slowerP(pairs: Pairs, random: Random, by = 0): number {
  const labels = new Labels(pairs, by);
  const seen = labels.difference(null) - ROUNDING;
  return shareOf(labels, random, (drawn) => drawn >= seen);
}

/** The probability of a difference at least as small as this one if head were that much slower. */
export function fasterP(pairs: Pairs, random: Random, by: number): number {
  const labels = new Labels(pairs, by);
  const seen = labels.difference(null) + ROUNDING;
  return shareOf(labels, random, (drawn) => drawn <= seen);
}

/** Differences of labellings drawn at random once the one that was seen is taken out of the pairs: how it scatters. */
export function scatterOf(pairs: Pairs, random: Random, count = 2000): number[] {
  const labels = new Labels(pairs, fastestDifference(pairs));
  const swaps = new Swaps(pairs.base.length, random);
  return Array.from({ length: count }, () => labels.difference(swaps.draw()));
}

export interface Shift {
  /** The ratio of head to base, and the interval that holds it in 95 of 100 comparisons. */
  readonly ratio: number;
  readonly lo: number;
  readonly hi: number;
  /** The ratio that a test at `alpha` would have seen in 95 of 100 comparisons as noisy as this one. */
  readonly smallestVisible: number;
}

/** @param alpha of the test that `smallestVisible` is about */
export function shiftOf(pairs: Pairs, random: Random, alpha: number): Shift {
  const difference = fastestDifference(pairs);
  const scatter = scatterOf(pairs, random);
  const [lo, hi] = [quantile(scatter, 0.025), quantile(scatter, 0.975)];
  const critical = quantile(scatter, 1 - alpha);
  return {
    ratio: Math.exp(difference),
    lo: Math.exp(difference - hi),
    hi: Math.exp(difference - lo),
    smallestVisible: Math.exp(critical - quantile(scatter, 0.05)),
  };
}

function shareOf(labels: Labels, random: Random, isExtreme: (difference: number) => boolean): number {
  const swaps = new Swaps(labels.count, random);
  let extreme = 0;
  for (let drawn = 1; drawn <= MOST_DRAWN; drawn++) {
    if (isExtreme(labels.difference(swaps.draw()))) extreme++;
    if (extreme === ENOUGH_EXTREME) return extreme / drawn;
  }
  return (extreme + 1) / (MOST_DRAWN + 1);
}

/** All times of both sides, sorted once: whatever the labels, the fastest of a side are the first that carry it. */
class Labels {
  readonly count: number;
  private readonly quarter: number;
  private readonly logs: Float64Array;
  private readonly pair: Uint16Array;
  private readonly isHead: Uint8Array;

  constructor({ base, head }: Pairs, by: number) {
    this.count = base.length;
    this.quarter = Math.max(1, Math.round(this.count / 4));
    const [ofBase, ofHead] = [base.map((time) => Math.log(time)), head.map((time) => Math.log(time) - by)];
    const levels = levelsOf(ofBase, ofHead);
    const all = [
      ...ofBase.map((log, pair) => ({ log: log - (levels[pair] ?? 0), pair, isHead: 0 })),
      ...ofHead.map((log, pair) => ({ log: log - (levels[pair] ?? 0), pair, isHead: 1 })),
    ].sort((a, b) => a.log - b.log);
    this.logs = Float64Array.from(all, ({ log }) => log);
    this.pair = Uint16Array.from(all, ({ pair }) => pair);
    this.isHead = Uint8Array.from(all, ({ isHead }) => isHead);
  }

  /** @param swapped of each pair 1 where its labels are swapped; null for none */
  difference(swapped: Uint8Array | null): number {
    const { logs, pair, isHead, quarter } = this;
    let [base, head, ofBase, ofHead] = [0, 0, 0, 0];
    for (let at = 0; at < logs.length && (ofBase < quarter || ofHead < quarter); at++) {
      const swap = swapped === null ? 0 : (swapped[pair[at] ?? 0] ?? 0);
      if (((isHead[at] ?? 0) ^ swap) === 1) {
        if (ofHead === quarter) continue;
        head += logs[at] ?? 0;
        ofHead++;
      } else if (ofBase < quarter) {
        base += logs[at] ?? 0;
        ofBase++;
      }
    }
    return (head - base) / quarter;
  }
}

/** Pairs to each side that say how fast the machine was just then. */
const NEIGHBOURS = 8;

/** Of each pair, by the logarithms of both sides: what the machine made of fast runs around it. */
function levelsOf(base: readonly number[], head: readonly number[]): number[] {
  return base.map((_, pair) => {
    const [from, to] = [Math.max(0, pair - NEIGHBOURS), pair + NEIGHBOURS + 1];
    return quantile([...base.slice(from, to), ...head.slice(from, to)], 0.25);
  });
}

/** Swaps of labels, each pair's as likely as not. */
class Swaps {
  private readonly swapped: Uint8Array;

  constructor(
    count: number,
    private readonly random: Random,
  ) {
    this.swapped = new Uint8Array(count);
  }

  draw(): Uint8Array {
    const { swapped } = this;
    let bits = 0;
    for (let at = 0; at < swapped.length; at++) {
      if (at % 24 === 0) bits = Math.floor(this.random() * 0x1000000);
      swapped[at] = bits & 1;
      bits >>= 1;
    }
    return swapped;
  }
}
