import { cumulativeTimes } from "./cumulative.js";
import type { ImportGraph } from "./graph.js";
import type { LoadPhases } from "./profile.js";
import type { RecordedLoad } from "./recorded.js";
import { totals } from "./totals.js";

export interface Runs {
  /** The run of the median total with each load's median self time, and its spread as `recorded.loads`. */
  readonly graph: ImportGraph;
  /** Loads of that run that some other run does not have. */
  readonly notInAll: number;
}

/**
 * Several runs of one program as one graph. A load is the same in two runs when it is the nth load of the same
 * module in the same process. The spread is the distance between the quartiles.
 *
 * @param runs at least one
 */
export function medianOfRuns(runs: readonly [ImportGraph, ...ImportGraph[]]): Runs {
  const byTotal = [...runs].sort((a, b) => totals(a).us - totals(b).us);
  const graph = byTotal[(runs.length - 1) >> 1] ?? runs[0];
  const selfs = runs.map((run) => new Map(loadKeys(run).map((key, load) => [key, run.loads.selfUs[load] ?? 0])));
  const selfUs = graph.loads.selfUs.slice();
  const recorded = new Map<number, RecordedLoad>();
  let notInAll = 0;
  loadKeys(graph).forEach((key, load) => {
    const times = selfs.flatMap((self) => self.get(key) ?? []).sort((a, b) => a - b);
    if (times.length < runs.length) notInAll++;
    selfUs[load] = Math.round(quantile(times, 0.5));
    const known = graph.recorded?.loads?.get(load);
    const phases = known?.phases === undefined ? {} : { phases: scaled(known.phases, selfUs[load] ?? 0) };
    recorded.set(load, {
      ...known,
      ...phases,
      spreadUs: Math.round(quantile(times, 0.75) - quantile(times, 0.25)),
    });
  });
  const cumulativeUs = cumulativeTimes(graph.loads.importer, selfUs);
  return {
    graph: {
      ...graph,
      loads: { ...graph.loads, selfUs, cumulativeUs },
      recorded: { ...graph.recorded, loads: recorded },
    },
    notInAll,
  };
}

/** One run's phases in the proportion in which they were, their sum that of the median. */
function scaled(phases: LoadPhases, selfUs: number): LoadPhases {
  const { resolveUs, readUs, compileUs, evaluateUs } = phases;
  const sum = resolveUs + readUs + compileUs + evaluateUs;
  if (sum === 0) return { ...phases, evaluateUs: selfUs };
  const part = (us: number): number => Math.floor((us * selfUs) / sum);
  const others = { resolveUs: part(resolveUs), readUs: part(readUs), compileUs: part(compileUs) };
  return { ...others, evaluateUs: selfUs - others.resolveUs - others.readUs - others.compileUs };
}

/** Whether two graphs come from one program: the same command, or, where none is known, nearly the same modules. */
export function sameProgram(a: ImportGraph, b: ImportGraph): boolean {
  if (a.language !== b.language) return false;
  if (a.command !== null || b.command !== null) return JSON.stringify(a.command) === JSON.stringify(b.command);
  const ours = new Set(loadKeys(a));
  const theirs = loadKeys(b);
  const shared = theirs.filter((key) => ours.has(key)).length;
  return shared >= SAME * Math.max(ours.size, theirs.length);
}

/** Two runs of one program differ by a module or two (a cache, a fallback), two programs by far more. */
const SAME = 0.97;

function loadKeys({ loads, modules }: ImportGraph): string[] {
  const times = new Map<string, number>();
  const keys: string[] = [];
  for (let load = 0; load < loads.count; load++) {
    const key = `${loads.process[load]} ${modules.name[loads.module[load] ?? 0]}`;
    const time = times.get(key) ?? 0;
    times.set(key, time + 1);
    keys.push(`${time} ${key}`);
  }
  return keys;
}

/** Linear between the two nearest order statistics (Hyndman and Fan's type 7). */
function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}
