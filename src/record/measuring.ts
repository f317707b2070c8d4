import { cumulativeTimes } from "../graph/cumulative.js";
import type { ImportGraph } from "../graph/graph.js";
import type { LoadPhases, MeasuringCost, Warning } from "../graph/profile.js";
import type { RecordedLoad } from "../graph/recorded.js";
import type { RunSpan } from "../languages/recording.js";
import { quantile } from "../measure/quantile.js";

/** Fewer pairs of runs say nothing of what is noise. */
const LEAST_PAIRS = 3;
/** However it was measured, more than this is not the hooks' doing. */
const LEAST_SCALE = 0.5;

/** Times of whole runs in one metric, nanoseconds. */
type Times = readonly number[];

/** What is compared: processor time, which other programs disturb least, where it is known exactly. */
export interface RunTimes {
  readonly metric: MeasuringCost["metric"];
  readonly timed: Times;
  readonly untouched: Times;
}

/** What each run took; processor times known to 10 ms alone are no measure of a cost of some milliseconds. */
export function runTimes(
  timed: readonly MeasuredRun[],
  untouched: readonly MeasuredRun[],
  isCpuExact: boolean,
): RunTimes {
  const of = ({ beganNs, endedNs, cpuUs }: MeasuredRun): number => (isCpuExact ? cpuUs * 1000 : endedNs - beganNs);
  return { metric: isCpuExact ? "cpu" : "wall", timed: timed.map(of), untouched: untouched.map(of) };
}

export type MeasuredRun = RunSpan & { readonly cpuUs: number };

/**
 * What the hooks cost: runs with the timer over those without it, of the pairs that ran one after the other. `lo` and
 * `hi` are the quartiles of the pairs' ratios.
 *
 * @returns null without a pair
 */
export function measuringCost({ metric, timed, untouched }: RunTimes): MeasuringCost | null {
  const pairs = Math.min(timed.length, untouched.length);
  if (pairs === 0 || untouched.some((ns) => ns <= 0)) return null;
  const ratios = timed.slice(0, pairs).map((ns, at) => ns / (untouched[at] ?? ns));
  const [lo, hi] = [quantile(ratios, 0.25), quantile(ratios, 0.75)];
  const ratio = quantile(timed, 0.5) / quantile(untouched, 0.5);
  return { metric, ratio: rounded(ratio), lo: rounded(lo), hi: rounded(hi), scale: 1 };
}

/** Whether the hooks' cost stands out of the noise, so that times have to be corrected by it. */
export function isCostly({ ratio, lo }: MeasuringCost, { timed, untouched }: RunTimes): boolean {
  return Math.min(timed.length, untouched.length) >= LEAST_PAIRS && lo > 1 && ratio > 1;
}

/**
 * What a load's time has to be multiplied by to be that of an untouched start. Of what the hooks add to the whole run,
 * a fixed part is their own start and end and what they write, which no load contains; the rest comes with each load. Never above 1: hooks
 * make nothing faster.
 *
 * @param importsNs sum of the loads' self times in the timed runs
 * @param fixedNs what the hooks add to programs that load nothing, in the same metric, and what they took to write
 */
export function scaleOf({ timed, untouched }: RunTimes, importsNs: number, fixedNs: number): number {
  const added = quantile(timed, 0.5) - quantile(untouched, 0.5) - fixedNs;
  if (importsNs <= 0 || added <= 0) return 1;
  return rounded(Math.max(LEAST_SCALE, 1 - added / importsNs));
}

/** The graph with all times of loads multiplied; self times stay whole microseconds and sum to the total. */
export function scaled(graph: ImportGraph, scale: number): ImportGraph {
  if (scale === 1) return graph;
  const selfUs = graph.loads.selfUs.map((us) => Math.round(us * scale));
  const cumulativeUs = cumulativeTimes(graph.loads.importer, selfUs);
  const loads = new Map<number, RecordedLoad>();
  for (const [load, { spreadUs, phases, ...rest }] of graph.recorded?.loads ?? []) {
    loads.set(load, {
      ...rest,
      ...(spreadUs === undefined ? {} : { spreadUs: Math.round(spreadUs * scale) }),
      ...(phases === undefined ? {} : { phases: scaledPhases(phases, scale) }),
    });
  }
  return { ...graph, loads: { ...graph.loads, selfUs, cumulativeUs }, recorded: { ...graph.recorded, loads } };
}

/** What rounding leaves is evaluation's, so that phases that summed to a self time still do. */
function scaledPhases(phases: LoadPhases, scale: number): LoadPhases {
  const [resolveUs, readUs, compileUs] = [phases.resolveUs, phases.readUs, phases.compileUs].map((us) =>
    Math.round(us * scale),
  ) as [number, number, number];
  const whole = phases.resolveUs + phases.readUs + phases.compileUs + phases.evaluateUs;
  const evaluateUs = Math.max(0, Math.round(whole * scale) - resolveUs - readUs - compileUs);
  return { resolveUs, readUs, compileUs, evaluateUs };
}

export function costWarning({ metric, ratio, lo, hi, scale }: MeasuringCost): Warning {
  const spread = lo === hi ? "" : ` (half of the pairs ${lo.toFixed(2)} to ${hi.toFixed(2)})`;
  const corrected =
    scale === 1 ? "" : `; modules' times are multiplied by ${scale.toFixed(3)} to be those of a start without it`;
  const what = metric === "cpu" ? "processor time" : "time";
  const message = `with our timer the command took ${ratio.toFixed(2)} × the ${what} that it takes without${spread}${corrected}`;
  return { code: "measuring-cost", message };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
