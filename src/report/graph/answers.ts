import type { Warning } from "../../graph/profile.js";
import type { CheckReport, CyclesReport, WhyReport } from "./format.js";
import { type Hop, hopsOf, type ImportPlace, placeOfImport } from "./places.js";

interface Answer {
  version: 1;
  tool: string;
  /** Absolute; files inside are written relative to it. */
  root: string;
  /** Names of the modules that run first. */
  entries: string[];
  warnings: Warning[];
}

/** `perf graph --why MODULE --json`, version 1. */
export interface WhyDocument extends Answer {
  kind: "why";
  /** Names of the modules that were meant. */
  target: string[];
  /** For each module that imports one of them at startup, a shortest way there from an entry. */
  chains: Hop[][];
  /** Imports that every way leads through, the entry's first: deferring one takes the target out of startup. */
  common: ImportPlace[];
}

/** `perf graph --cycles --json`, version 1. */
export interface CyclesDocument extends Answer {
  kind: "cycles";
  cycles: {
    modules: string[];
    /** A smallest set of imports to defer, so that no cycle is left among the modules. */
    break: ImportPlace[];
    /** Only a good set was looked for: the cycle is too large for a proof that none is smaller. */
    mayBeSmaller?: true;
  }[];
}

/** `perf graph --check --json`, version 1. */
export interface CheckDocument extends Answer {
  kind: "check";
  broken: {
    /** As the settings write it. */
    rule: string;
    chain: Hop[];
  }[];
}

export function whyDocument(report: WhyReport): WhyDocument {
  const { graph } = report.sources;
  return {
    kind: "why",
    ...answer(report),
    target: [...report.wanted].map((module) => graph.modules.name[module] ?? ""),
    chains: report.why.chains.map((chain) => hopsOf(report.sources, chain)),
    common: report.why.common.map((row) => placeOfImport(graph, row)),
  };
}

export function cyclesDocument(report: CyclesReport): CyclesDocument {
  const { graph } = report.sources;
  return {
    kind: "cycles",
    ...answer(report),
    cycles: report.cycles.map((cycle) => ({
      modules: cycle.modules.map((module) => graph.modules.name[module] ?? ""),
      break: cycle.break.map((row) => placeOfImport(graph, row)),
      ...(cycle.isSmallest ? {} : { mayBeSmaller: true as const }),
    })),
  };
}

export function checkDocument(report: CheckReport): CheckDocument {
  return {
    kind: "check",
    ...answer(report),
    broken: report.broken.map(({ rule, chain }) => ({ rule, chain: hopsOf(report.sources, chain) })),
  };
}

function answer({ tool, sources, entries, warnings }: WhyReport | CyclesReport | CheckReport): Answer {
  const { root, modules } = sources.graph;
  return {
    version: 1,
    tool,
    root: root ?? "",
    entries: entries.named.map((module) => modules.name[module] ?? ""),
    warnings: [...warnings],
  };
}
