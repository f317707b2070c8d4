import type { Plan } from "../../optimize/plan.js";

/** What the plan's times rest on, as one sentence without a full stop. */
export function groundText({ predicted, evidence }: Pick<Plan, "predicted" | "evidence">): string {
  const ground =
    predicted.ground === "measured"
      ? "the time after was measured: the edited code ran, in memory"
      : "the time after is a model's: the edited code was not run";
  return evidence === "traced" ? ground : `${ground}; evidence is "${evidence}", so savings are at most what is shown`;
}
