import { moduleSums } from "../graph/module-sums.js";
import type { Warning } from "../graph/profile.js";
import { type Shift, shiftOf } from "../measure/label-swap.js";
import type { Tolerance } from "../measure/looks.js";
import { median } from "../measure/quantile.js";
import type { ProgramRun } from "../measure/runner.js";
import { isUsual, type Loaded, loadsOf, openedBy, seenModules } from "./agreed.js";
import type { Compared } from "./compare.js";
import { pairsOf } from "./compare.js";
import { type Introduced, introducedIn } from "./introduced.js";
import { modulesOf } from "./named.js";
import { type Reasons, reasonsOf } from "./reasons.js";
import type { BudgetResult, CountRow, GateSide, Verdict } from "./verdict.js";

/** All that was found out; what was not is null. */
export interface Found {
  readonly tool: string;
  readonly tolerance: Tolerance;
  readonly base: FoundSide | null;
  readonly head: FoundSide;
  readonly compared: Compared | null;
  readonly budgets: readonly BudgetResult[];
  readonly warnings: readonly Warning[];
}

export interface FoundSide {
  readonly command: readonly string[];
  readonly revision: string | null;
  /** What it loads; null where our hooks could not get into it. */
  readonly loaded: Loaded | null;
}

/** The verdict on what was measured, counted and recorded. */
export function verdictOf(found: Found): Verdict {
  const { compared, base, head, budgets, tolerance } = found;
  const shift = compared === null || compared.base.length === 0 ? null : shiftFrom(compared);
  const metric = compared === null ? null : metricOf(compared);
  const introduced = introducedBy(found);
  const removed = base?.loaded != null && head.loaded !== null ? removedFrom(base.loaded, head.loaded) : NOTHING;
  const reasons: Reasons = { compared, shift, metric, budgets, introduced, tolerance };
  return {
    kind: "verdict",
    version: 1,
    tool: found.tool,
    verdict: outcome(compared, budgets),
    reasons: reasonsOf(reasons),
    metric,
    ratio: shift?.ratio ?? null,
    lo: shift?.lo ?? null,
    hi: shift?.hi ?? null,
    p: compared?.decision.p ?? null,
    pairs: compared?.base.length ?? 0,
    smallestVisible: shift?.smallestVisible ?? null,
    tolerance: { growth: tolerance.growth, least: tolerance.least, wall: tolerance.wall },
    base: base === null ? null : sideOf(base, compared?.base ?? []),
    head: sideOf(head, compared?.head ?? []),
    budgets: [...budgets],
    counts: countsOf(found),
    introduced: [...introduced.modules],
    introducedBy: [...introduced.groups],
    removed,
    warnings: [...found.warnings],
  };
}

const NOTHING = { modules: 0, selfUs: 0 };

function outcome(compared: Compared | null, budgets: readonly BudgetResult[]): Verdict["verdict"] {
  if (budgets.some(({ ok }) => !ok)) return "fail";
  if (compared === null) return "pass";
  const { verdict } = compared.decision;
  return verdict === "open" ? "inconclusive" : verdict;
}

/** What failed is what is shown: the guard's wall time, else what the gate measures. */
function metricOf({ decision, metric }: Compared): "cpu" | "wall" {
  return decision.verdict === "fail" && decision.metric === "wall" ? "wall" : metric;
}

function shiftFrom(compared: Compared): Shift {
  const isWall = metricOf(compared) === "wall";
  const rounds = compared.base.map((run, at): ProgramRun[] => [run, compared.head[at] ?? run]);
  const pairs = pairsOf(rounds, ({ wallUs, cpuUs }) => (isWall ? wallUs : (cpuUs ?? wallUs)));
  return shiftOf(pairs, compared.alpha);
}

function sideOf({ command, revision }: FoundSide, runs: readonly ProgramRun[]): GateSide {
  const cpu = runs.flatMap(({ cpuUs }) => cpuUs ?? []);
  return {
    command: [...command],
    revision,
    wallUs: runs.length === 0 ? null : Math.round(median(runs.map(({ wallUs }) => wallUs))),
    cpuUs: cpu.length === 0 ? null : Math.round(median(cpu)),
  };
}

function countsOf({ base, head, compared }: Found): CountRow[] {
  const rows: CountRow[] = [];
  const add = (metric: CountRow["metric"], one: number | null, two: number | null): void => {
    if (two !== null) rows.push({ metric, base: one, head: two });
  };
  for (const [metric, of] of [
    ["modules", loadsOf],
    ["opened", openedBy],
  ] as const)
    add(metric, base?.loaded == null ? null : of(base.loaded), head.loaded === null ? null : of(head.loaded));
  for (const metric of ["minorFaults", "maxRssBytes"] as const) {
    const of = (runs: readonly ProgramRun[]): number | null => {
      const known = runs.flatMap((run) => run[metric] ?? []);
      return known.length === 0 ? null : Math.round(median(known));
    };
    add(metric, of(compared?.base ?? []), of(compared?.head ?? []));
  }
  return rows;
}

/** What head loads and base does not; without a base, what a budget forbids. */
function introducedBy({ base, head, budgets }: Found): Introduced {
  if (head.loaded === null) return { modules: [], groups: [] };
  const { graph } = head.loaded;
  const usual = isUsual(head.loaded);
  if (base !== null) {
    if (base.loaded === null) return { modules: [], groups: [] };
    const old = seenModules(base.loaded);
    return introducedIn(graph, (module) => !old.has(module) && usual(module));
  }
  const forbidden = budgets.flatMap(({ rule, ok }) => (ok ? [] : (/^forbid (.+)$/.exec(rule)?.[1] ?? [])));
  if (forbidden.length === 0) return { modules: [], groups: [] };
  const loaded = new Set(forbidden.flatMap((name) => modulesOf(graph, name)));
  return introducedIn(graph, (module) => loaded.has(module) && usual(module));
}

function removedFrom(base: Loaded, head: Loaded): Verdict["removed"] {
  const now = seenModules(head);
  const usual = isUsual(base);
  const gone = [...moduleSums(base.graph).values()].filter(({ name }) => !now.has(name) && usual(name));
  return { modules: gone.length, selfUs: Math.round(gone.reduce((sum, { selfUs }) => sum + selfUs, 0)) };
}
