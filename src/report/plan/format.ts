import type { PlanGround } from "../../optimize/ground.js";
import type { Plan } from "../../optimize/plan.js";
import type { ReportOptions } from "../format.js";

/** Everything that a report of `perf optimize` may say; reports are pure functions of it. */
export interface PlanReport {
  readonly plan: Plan;
  readonly ground: PlanGround;
  /** The words of the call that made the plan, behind `perf optimize`: what writes it is told by them. */
  readonly asked: readonly string[];
}

/** One format, one file; `formats.ts` is the table of all of them. */
export interface PlanFormat {
  render(report: PlanReport, options: ReportOptions): Iterable<string>;
}
