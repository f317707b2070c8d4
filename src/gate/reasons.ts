import type { Shift } from "../measure/label-swap.js";
import type { Tolerance } from "../measure/looks.js";
import type { Compared } from "./compare.js";
import type { Introduced } from "./introduced.js";
import type { BudgetResult, ImportPlace, IntroducedGroup } from "./verdict.js";

export interface Reasons {
  readonly compared: Compared | null;
  readonly shift: Shift | null;
  readonly metric: "cpu" | "wall" | null;
  readonly budgets: readonly BudgetResult[];
  readonly introduced: Introduced;
  readonly tolerance: Tolerance;
}

/** Of what a growth may be made of, groups below this are not named; microseconds. */
const LEAST_NAMED_US = 1000;
const MOST_NAMED = 3;

/** Why the verdict is what it is: what fails first, then what came in. */
export function reasonsOf(reasons: Reasons): string[] {
  const { budgets, compared, introduced } = reasons;
  const found = budgets.flatMap((budget) => (budget.ok ? [] : [broken(budget)]));
  if (compared !== null) found.push(...ofTime(reasons));
  const named = introduced.groups.filter(({ selfUs }) => selfUs >= LEAST_NAMED_US).slice(0, MOST_NAMED);
  found.push(...named.map(cameIn));
  if (compared?.decision.verdict === "fail" && named.length === 0)
    found.push("no module of weight came in: it is computing, in modules that both load or after them");
  return found;
}

function broken({ rule, limit, value, chain }: BudgetResult): string {
  const forbidden = /^forbid (.+)$/.exec(rule)?.[1];
  if (forbidden === undefined) return `${rule} is ${limit}, and it is ${value}`;
  const steps = chain?.map(({ module, line }, at) =>
    at === 0 ? module : `${line === null ? "" : `:${line}`} → ${module}`,
  );
  const way = steps === undefined || steps.length < 2 ? "" : `: ${steps.join("")}`;
  return `${forbidden} is forbidden at startup and loaded (${value} modules)${way}`;
}

function ofTime({ compared, shift, metric, tolerance }: Reasons): string[] {
  if (compared === null || shift === null) return [];
  const { decision } = compared;
  const what = metric === "wall" ? "wall time" : "processor time";
  const measured = `${times(shift.ratio)} (${times(shift.lo)} to ${times(shift.hi)}) in ${compared.base.length} pairs`;
  if (decision.verdict === "fail") return [`${what} is ${measured}`];
  const limit = percent(tolerance.growth);
  if (decision.verdict === "pass") return [`${what} is ${measured}: a growth of ${limit} is ruled out`];
  const seen = `smaller changes than ${percent(shift.smallestVisible - 1)} can't be told from noise here`;
  return [`${what} is ${measured}: a growth of ${limit} is neither shown nor ruled out; ${seen}`];
}

/** "`kubernetes` (+1,264 modules, ≈ 410 ms) comes by cli/list.py:3 → gefyra.api; `perf optimize` may be able to defer it" */
function cameIn({ name, modules, selfUs, defer, others }: IntroducedGroup): string {
  const size = `+${modules.toLocaleString("en-US")} module${modules === 1 ? "" : "s"}, ≈ ${milliseconds(selfUs)}`;
  const head = `${name} (${size})`;
  if (defer === null) return head;
  const more = others === 0 ? "" : `, and by ${others} more import${others === 1 ? "" : "s"}`;
  return `${head} comes by ${importText(defer)}${more}; perf optimize says whether it can be deferred`;
}

function importText({ importer, imported, file, line }: ImportPlace): string {
  return `${file === null ? importer : `${file}${line === null ? "" : `:${line}`}`} → ${imported}`;
}

function times(ratio: number): string {
  return `${ratio.toFixed(3)} ×`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1).replace(/\.0$/, "")} %`;
}

function milliseconds(us: number): string {
  const ms = us / 1000;
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms).toLocaleString("en-US")} ms`;
}
