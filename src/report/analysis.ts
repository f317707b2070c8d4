import { loadName } from "../graph/chain.js";
import { type DistributionGroup, distributionGroups, type OriginGroup, originGroups } from "../graph/groups.js";
import { heaviest } from "../graph/heaviest.js";
import type { Index, Microseconds, Position, Warning } from "../graph/profile.js";
import { type Totals, totals } from "../graph/totals.js";
import type { Evidence, Language } from "../graph/vocabulary.js";
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
