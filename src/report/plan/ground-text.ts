import type { Plan } from "../../optimize/plan.js";

/** What the plan's times rest on, as one sentence without a full stop; "" where there is nothing to say. */
export function groundText({
  proposals,
  predicted,
  evidence,
}: Pick<Plan, "proposals" | "predicted" | "evidence">): string {
  const ground =
    predicted.ground === "measured"
      ? "the time after was measured: the edited code ran, in memory"
      : "the time after is a model's: the edited code was not run";
  const most = `evidence is "${evidence}", so savings are at most what is shown`;
  const all = [...(proposals.length === 0 ? [] : [ground]), ...(evidence === "traced" ? [] : [most])];
  return all.join("; ");
}
