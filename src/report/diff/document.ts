import { type DiffGroup, diffGroups } from "../../graph/diff-groups.js";
import type { ImportGraph } from "../../graph/graph.js";
import type { ModuleSum } from "../../graph/module-sums.js";
import type { Count, Microseconds, Warning } from "../../graph/profile.js";
import { topmost } from "../../graph/topmost.js";
import { totals } from "../../graph/totals.js";
import { ORIGINS, type Origin } from "../../graph/vocabulary.js";
import type { Comparison } from "./format.js";

/** What `perf diff --json` prints. Times are microseconds as measured, summed over all loads of a module's name. */
export interface DiffDocument {
  kind: "diff";
  version: 1;
  tool: string;
  before: DiffSide;
  after: DiffSide;
  /** Null where too few of the runtime's own modules are in both; times are then compared as they are. */
  speed: DiffSpeed | null;
  /** By distribution, else by origin; largest difference first. */
  groups: DiffGroup[];
  /** Largest self time first. */
  added: DiffModule[];
  /** Largest self time first. */
  removed: DiffModule[];
  /** What differs by more than noise; largest difference first. */
  changed: DiffChange[];
  /** The modules of both that are not in `changed`. */
  same: { modules: Count; beforeUs: Microseconds; afterUs: Microseconds };
  warnings: Warning[];
}

export interface DiffSide {
  input: string;
  /** Null when unknown: an import log does not say. */
  runtime: string | null;
  us: Microseconds;
  /** Loads whose own row is known; a module that two processes load counts twice. */
  modules: Count;
}

export interface DiffSpeed {
  /** Median of after / before over the runtime's own modules that both load. */
  ratio: number;
  modules: Count;
  /** 98 of 100 of the runtime's modules are no further from the ratio: the noise of single runs. */
  scatterUs: Microseconds;
}

export interface DiffModule {
  module: string;
  origin: Origin;
  distribution: string | null;
  selfUs: Microseconds;
  /** Of its first load. */
  cumulativeUs: Microseconds;
  loads: Count;
  /** From the root down to the module itself, by who came first: at most the last 50 names. */
  chain: string[];
  /** Names at the beginning of `chain` were left out. */
  chainIsCut?: boolean;
  /** Where its importer is not in the same list: it, and all of the list that it loads. These sum to the list. */
  brings?: { us: Microseconds; modules: Count };
  /** Its own row is missing from the log, in at least one process: it took longer than `selfUs`. */
  unfinished?: boolean;
}

export interface DiffChange {
  module: string;
  origin: Origin;
  distribution: string | null;
  beforeUs: Microseconds;
  afterUs: Microseconds;
  /** `beforeUs` at the speed of AFTER's machine. */
  expectedUs: Microseconds;
  /** Differences from `expectedUs` up to this one are noise. */
  noiseUs: Microseconds;
  /** In AFTER. */
  chain: string[];
  chainIsCut?: boolean;
}

/** A chain can be as long as the graph, and every module has one. */
const LONGEST_CHAIN = 50;

export function diffDocument({ tool, inputs, before, after, diff, warnings }: Comparison): DiffDocument {
  return {
    kind: "diff",
    version: 1,
    tool,
    before: side(inputs[0], before),
    after: side(inputs[1], after),
    speed: diff.speed && { ...diff.speed, scatterUs: Math.round(diff.speed.scatterUs) },
    groups: diffGroups(before, after, diff),
    added: listed(after, diff.added),
    removed: listed(before, diff.removed),
    changed: diff.changed.map((change) => ({
      module: change.after.name,
      ...placeOf(after, change.after),
      beforeUs: change.before.selfUs,
      afterUs: change.after.selfUs,
      expectedUs: Math.round(change.expectedUs),
      noiseUs: Math.round(change.noiseUs),
      ...chainOf(after, change.after),
    })),
    same: diff.same,
    warnings: [...warnings],
  };
}

function side(input: string, graph: ImportGraph): DiffSide {
  const { us, modules } = totals(graph);
  return { input, runtime: graph.runtime, us, modules };
}

function listed(graph: ImportGraph, sums: readonly ModuleSum[]): DiffModule[] {
  const set = new Map(sums.map((sum) => [sum.name, sum]));
  const brings = new Map(topmost(graph, set).map((entry) => [entry.module.name, entry]));
  return sums.map((sum) => {
    const entry = brings.get(sum.name);
    return {
      module: sum.name,
      ...placeOf(graph, sum),
      selfUs: sum.selfUs,
      cumulativeUs: graph.loads.cumulativeUs[sum.firstLoad] ?? 0,
      loads: sum.loads,
      ...chainOf(graph, sum),
      ...(entry === undefined ? {} : { brings: { us: entry.us, modules: entry.loads } }),
      ...(sum.isPartial ? { unfinished: true } : {}),
    };
  });
}

function placeOf({ modules, distributions }: ImportGraph, { module }: ModuleSum) {
  return {
    origin: ORIGINS[modules.origin[module] ?? 0] ?? ("dependency" as const),
    distribution: distributions[modules.distribution[module] ?? -1]?.name ?? null,
  };
}

function chainOf({ loads, modules }: ImportGraph, { firstLoad }: ModuleSum) {
  const names: string[] = [];
  let load = firstLoad;
  for (; load >= 0 && names.length < LONGEST_CHAIN; load = loads.importer[load] ?? -1) {
    names.push(modules.name[loads.module[load] ?? 0] ?? "");
  }
  return { chain: names.reverse(), ...(load >= 0 ? { chainIsCut: true } : {}) };
}
