import { loadName } from "../graph/chain.js";
import type { ImportGraph } from "../graph/graph.js";
import { type DistributionGroup, distributionGroups, type OriginGroup, originGroups } from "../graph/groups.js";
import { heaviest } from "../graph/heaviest.js";
import type { Count, Index, Microseconds, Position, Warning } from "../graph/profile.js";
import type { StaticFacts } from "../graph/static-facts.js";
import { type Totals, totals } from "../graph/totals.js";
import type { Evidence, Language, Unit } from "../graph/vocabulary.js";
import type { Dialect, Ignored } from "../logs/format.js";
import type { Analysis } from "./format.js";

/** What `perf analyze --json` prints. Times are microseconds, shares are parts of the total, 0 to 1. */
export interface AnalysisDocument {
  kind: "analysis";
  version: 1;
  tool: string;
  /** As the user named them. */
  inputs: string[];
  root: string | null;
  language: Language;
  /** Null when unknown: an import log does not say. */
  runtime: string | null;
  evidence: Evidence;
  /** Of all `us`, `selfUs` and `cumulativeUs` where they are no microseconds: a static graph's bytes, or modules. */
  unit?: Exclude<Unit, "us">;
  /** Of a static graph alone. */
  static?: AnalysisStatic;
  /** How many runs of one program the times are medians of. */
  runs: number;
  /** What the log was seen to contain; null for an input that is no log. */
  dialect: Dialect | null;
  total: Totals;
  /** Heaviest first; they sum to the total. */
  origins: OriginGroup[];
  /** Heaviest first; they sum to the total: modules without a known distribution are an entry per origin. */
  distributions: AnalysisDistribution[];
  /** The loads with the largest self time, heaviest first, as many as `--top` asks for. */
  top: AnalysisLoad[];
  ignored: Ignored;
  warnings: Warning[];
}

export type AnalysisDistribution = Omit<DistributionGroup, "firstLoad">;

export interface AnalysisLoad {
  module: string;
  selfUs: Microseconds;
  /** Distance between the quartiles of `selfUs` over several runs; absent where there was one. */
  spreadUs?: Microseconds;
  /** Self time plus that of everything loaded during this load. */
  cumulativeUs: Microseconds;
  /** The module that loaded it, the first of those that import it; null for none. */
  importer: string | null;
  process: Index;
}

/** How a static graph's modules are reached, and its cycles. */
export interface AnalysisStatic {
  /** What the tree begins with, the first 20; where nobody named it, what nothing imports. */
  entries: string[];
  entryCount: Count;
  entriesNamed: boolean;
  /** Modules that load at startup, that deferred imports alone reach, and that nothing reaches. */
  reach: { eager: Count; deferred: Count; never: Count };
  /** Cycles of eager imports, the largest first, ten at most. */
  cycles: AnalysisCycle[];
  cycleCount: Count;
}

export interface AnalysisCycle {
  size: Count;
  /** The first 20. */
  modules: string[];
}

/** What any verb prints with `--json` when it or its input failed (exit code 2). */
export interface ErrorDocument {
  kind: "error";
  version: 1;
  tool: string;
  /** Stable, in kebab-case. */
  code: string;
  message: string;
  /** The next step. */
  hint: string;
  file?: string;
  line?: Position;
  /** The last lines of a program that it is about. */
  said?: string[];
  warnings: Warning[];
}

/**
 * @param top how many loads the list of the heaviest holds at most
 */
export function analysisDocument(analysis: Analysis, top: number): AnalysisDocument {
  const { graph } = analysis;
  const { root, language, runtime, evidence } = graph;
  return {
    kind: "analysis",
    version: 1,
    tool: analysis.tool,
    inputs: [...analysis.inputs],
    root,
    language,
    runtime,
    evidence,
    ...(graph.unit === undefined ? {} : { unit: graph.unit }),
    ...(analysis.static === undefined ? {} : { static: staticPart(analysis.static, graph) }),
    runs: analysis.runs,
    dialect: analysis.dialect,
    total: totals(graph),
    origins: originGroups(graph),
    distributions: distributionGroups(graph).map(({ firstLoad: _, ...group }) => group),
    top: heaviest(graph, "selfUs", top).map((load) => analysisLoad(analysis, load)),
    ignored: analysis.ignored,
    warnings: [...analysis.warnings],
  };
}

function staticPart({ entries, named, cycles, ...reach }: StaticFacts, graph: ImportGraph): AnalysisStatic {
  const names = (modules: readonly number[]) => modules.slice(0, 20).map((module) => graph.modules.name[module] ?? "");
  return {
    entries: names(entries),
    entryCount: entries.length,
    entriesNamed: named,
    reach,
    cycles: cycles.slice(0, 10).map((modules) => ({ size: modules.length, modules: names(modules) })),
    cycleCount: cycles.length,
  };
}

function analysisLoad({ graph }: Analysis, load: number): AnalysisLoad {
  const importer = graph.loads.importer[load] ?? -1;
  const spreadUs = graph.recorded?.loads?.get(load)?.spreadUs;
  return {
    module: loadName(graph, load),
    selfUs: graph.loads.selfUs[load] ?? 0,
    ...(spreadUs === undefined ? {} : { spreadUs }),
    cumulativeUs: graph.loads.cumulativeUs[load] ?? 0,
    importer: importer < 0 ? null : loadName(graph, importer),
    process: graph.loads.process[load] ?? 0,
  };
}
