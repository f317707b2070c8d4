import type { State } from "../state.js";
import { counted, formatShare } from "../text/time.js";
import { byId } from "./dom.js";

/** The search field, and the line that counts and sums what it and the legend leave. */
export function showSearch(state: State): void {
  const field = byId<HTMLInputElement>("search");
  const line = byId("found");
  const { words } = state.model;
  field.setAttribute("aria-label", words.search);
  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => state.setSearch(field.value), 60);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "ArrowDown") return;
    event.preventDefault();
    clearTimeout(waiting);
    state.setSearch(field.value);
    byId("grid").focus();
  });
  const draw = () => {
    const { shown, problem, model } = state;
    line.classList.toggle("bad", problem !== "");
    field.setAttribute("aria-invalid", String(problem !== ""));
    if (problem !== "") line.textContent = problem;
    else if (shown === null && model.compared?.shown.side === "both")
      line.textContent = `${counted(model.totals.modules, words.one)} of both`;
    else if (shown === null)
      line.textContent = `${counted(model.totals.modules, words.one)}, ${model.amounts.text(model.totals.us)}`;
    else {
      const { loads, selfUs, cumulativeUs } = shown.totals;
      const share = formatShare(model.totals.us > 0 ? selfUs / model.totals.us : 0);
      line.textContent =
        loads === 0
          ? words.noneMatches
          : `${counted(loads, words.one)}: self ${model.amounts.text(selfUs)} (${share}), ${words.withLoads} ${model.amounts.text(cumulativeUs)}`;
    }
  };
  state.on(["shown", "side"], draw);
  draw();
}
