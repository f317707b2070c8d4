import { sum } from "d3";
import { background, DARK, LIGHT } from "../layout/palette.js";
import type { State } from "../state.js";
import { counted, formatShare } from "../text/time.js";
import { byId, element, nameElement } from "./dom.js";

/** The bar of shares and the chips below it; a pressed chip shows its group alone, several show those. */
export function showLegend(state: State): void {
  const { words } = state.model;
  const draw = () => {
    const palette = state.dark ? DARK : LIGHT;
    const { groups } = state.grouping;
    const total = sum(groups, (group) => group.us);
    const parts = groups.map((group) => {
      const part = element("i");
      part.style.flexGrow = String(total > 0 ? group.us / total : group.modules);
      part.style.background = background(palette, group.fill);
      return part;
    });
    byId("bar").replaceChildren(...parts);
    const chips = groups.map((group, index) => {
      const colour = element("i");
      colour.style.background = background(palette, group.fill);
      const share =
        group.figures ??
        (total > 0
          ? `${state.model.amounts.text(group.us)} · ${formatShare(group.us / total)}`
          : counted(group.modules, words.one));
      const chip = element(
        "button",
        { type: "button", title: counted(group.modules, words.one) },
        colour,
        nameElement(group.label),
        element("span", {}, share),
      );
      chip.addEventListener("click", () => state.toggleGroup(index));
      return chip;
    });
    byId("chips").replaceChildren(...chips.map((chip) => element("li", {}, chip)));
    mark();
  };
  const mark = () => {
    const chosen = state.chosenGroups;
    const off = (index: number) => chosen.size > 0 && !chosen.has(index);
    for (const [index, part] of [...byId("bar").children].entries()) part.classList.toggle("off", off(index));
    for (const [index, item] of [...byId("chips").children].entries()) {
      item.firstElementChild?.setAttribute("aria-pressed", String(chosen.has(index)));
      item.querySelector("i")?.classList.toggle("off", off(index));
    }
  };
  state.on(["colours", "theme", "side"], draw);
  state.on(["plan"], () => {
    if (state.colourBy === "plan") draw();
  });
  state.on(["shown"], mark);
  draw();
}
