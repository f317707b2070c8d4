import type { PlanFormat } from "./format.js";

/** The plan itself: `schemas/plan.schema.json`. */
export const json: PlanFormat = {
  *render({ plan }) {
    yield `${JSON.stringify(plan, null, 2)}\n`;
  },
};
