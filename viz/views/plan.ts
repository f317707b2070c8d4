import type { PlanModel } from "../model/plan.js";
import type { State } from "../state.js";
import { displayName } from "../text/names.js";
import { formatCount, formatMs } from "../text/time.js";
import { byId, element, nameElement } from "./dom.js";
import { ProposalList } from "./plan-proposals.js";
import { acceptingSection, adviceSection, refusedSection } from "./plan-reasons.js";

/** The plan beside the picture: what it makes of each command, its proposals, what a person could change, what is refused. */
export function showPlan(state: State): void {
  const { plan } = state.model;
  if (plan === null) return;
  const { accepting, advice, refused, commands } = plan.data;
  const list = new ProposalList(state, plan);
  byId("plan").append(
    ...(commands.length > 1 ? [commandTable(state, plan)] : []),
    list.section,
    ...(accepting.length > 0 ? [acceptingSection(accepting)] : []),
    ...(advice.length > 0 ? [adviceSection(advice)] : []),
    ...(refused.length > 0 ? [refusedSection(state, refused)] : []),
  );
  listPlan(true);
}

/** Lists the plan, or the table. */
export function listPlan(isPlan: boolean): void {
  byId("plan").hidden = !isPlan;
  byId("grid").hidden = isPlan;
}

/** Of several commands what each would take. */
function commandTable(state: State, { data }: PlanModel): HTMLElement {
  const body = element("tbody");
  const head = ["Command", "Before", "After", "Modules"].map((text) => element("th", { scope: "col" }, text));
  const draw = () =>
    body.replaceChildren(
      ...data.commands.map(({ text, beforeUs, modules }, at) => {
        const after = state.effect?.commands[at];
        return element(
          "tr",
          {},
          element("th", { scope: "row", title: displayName(text) }, nameElement(displayName(text))),
          element("td", {}, formatMs(beforeUs)),
          element("td", {}, formatMs(after?.afterUs ?? beforeUs)),
          element("td", {}, `${formatCount(modules)} → ${formatCount(after?.modules ?? modules)}`),
        );
      }),
    );
  state.on(["plan"], draw);
  draw();
  return element("table", { class: "commands" }, element("thead", {}, element("tr", {}, ...head)), body);
}
