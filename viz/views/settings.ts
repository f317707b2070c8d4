import type { Side } from "../model/compared.js";
import { type ColourBy, knowsUse } from "../model/grouping.js";
import type { State } from "../state.js";
import { byId } from "./dom.js";
import { showSwitch } from "./switch.js";

/** What the colours say. */
export function showColourSwitch(state: State): void {
  const compared = state.model.compared === null ? {} : { change: "Change" };
  const plan = state.model.plan === null ? {} : { plan: "Plan" };
  const use = state.model.compared === null && knowsUse(state.model.graph) ? { use: "Use" } : {};
  const always = { origin: "Origin", distribution: "Distribution" };
  const values: Partial<Record<ColourBy, string>> = { ...compared, ...plan, ...always, ...use };
  showSwitch<ColourBy>("colour-by", values, state.colourBy, (by) => state.setColourBy(by));
}

/** Which of two compared starts is shown; nothing where one start is shown alone. */
export function showSideSwitch(state: State): void {
  const of = state.model.compared;
  byId("side-label").hidden = of === null;
  byId("side").hidden = of === null;
  if (of === null) return;
  const sides = { before: "Before", both: "Both", after: "After" };
  const shown = showSwitch<Side>("side", sides, of.shown.side, (side) => state.setSide(side));
  state.on(["side"], () => shown.press(state.model.compared?.shown.side ?? "both"));
}
