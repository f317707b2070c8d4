import type { ImportGraph } from "../graph/graph.js";
import { moduleSums } from "../graph/module-sums.js";
import { isUsual, type Loaded, loadsOf } from "./agreed.js";
import { introducedIn } from "./introduced.js";
import { isOf, modulesOf } from "./named.js";
import type { BudgetResult } from "./verdict.js";

/** What a start may take; only what is given is checked. */
export interface Budgets {
  readonly maxModules?: number | undefined;
  /** Beyond an empty start of the same interpreter, milliseconds of processor time. */
  readonly maxMs?: number | undefined;
  /** Times the yardstick's wall time. */
  readonly maxRatio?: number | undefined;
  /** Milliseconds of self time, by distribution or module. */
  readonly maxSelfMs?: Readonly<Record<string, number>> | undefined;
  /** Modules and distributions that may not be loaded. */
  readonly forbid: readonly string[];
}

/** What a start took; null where it was not measured. */
export interface Spent {
  readonly loaded: Loaded | null;
  readonly ms: number | null;
  readonly ratio: number | null;
}

/** Each budget that was given and can be checked. */
export function checkBudgets(budgets: Budgets, { loaded, ms, ratio }: Spent): BudgetResult[] {
  const found: BudgetResult[] = [];
  const check = (rule: string, limit: number | undefined, value: number | null): void => {
    if (limit === undefined || value === null) return;
    found.push({ rule, limit, value: rounded(value), ok: value <= limit });
  };
  if (loaded !== null) {
    const { graph } = loaded;
    check("max-modules", budgets.maxModules, loadsOf(loaded));
    for (const [name, limit] of Object.entries(budgets.maxSelfMs ?? {})) {
      check(`max-self-ms ${name}`, limit, selfUsOf(graph, name) / 1000);
    }
    for (const name of budgets.forbid) found.push(forbidden(loaded, name));
  }
  check("max-ms", budgets.maxMs, ms);
  check("max-ratio", budgets.maxRatio, ratio);
  return found;
}

function selfUsOf(graph: ImportGraph, name: string): number {
  const fits = isOf(graph, name);
  let sum = 0;
  for (const { module, selfUs } of moduleSums(graph).values()) if (fits(module)) sum += selfUs;
  return sum;
}

function forbidden(loaded: Loaded, name: string): BudgetResult {
  const { graph } = loaded;
  const found = new Set(modulesOf(graph, name).filter(isUsual(loaded)));
  const rule = `forbid ${name}`;
  if (found.size === 0) return { rule, limit: 0, value: 0, ok: true };
  const [group] = introducedIn(graph, (module) => found.has(module)).groups;
  return { rule, limit: 0, value: found.size, ok: false, ...(group === undefined ? {} : { chain: group.chain }) };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
