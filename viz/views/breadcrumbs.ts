import { type Place, placesTo } from "../layout/place.js";
import { nodeName } from "../model/model.js";
import type { State } from "../state.js";
import { counted } from "../text/time.js";
import { byId, element, nameElement } from "./dom.js";

/** Pixels that a step should have; where there are more steps than that allows, those in the middle are folded. */
const STEP_WIDTH = 125;
/** Names of so few characters are never shortened. */
const SHORT = 10;

/** The way from everything to what is zoomed; each step goes back to itself. */
export function showBreadcrumbs(state: State): void {
  const bar = byId("breadcrumbs");
  const list = bar.querySelector("ol");
  const draw = () => {
    const { model, place } = state;
    const places = placesTo(model.icicle, place);
    const most = Math.max(3, Math.floor(bar.clientWidth / STEP_WIDTH));
    const hidden = Math.max(0, places.length - most);
    const items: HTMLElement[] = [];
    for (const [index, step] of places.entries()) {
      if (hidden > 0 && index === 1) items.push(element("li", { class: "whole" }, element("span", {}, "…")));
      if (index >= 1 && index < 1 + hidden) continue;
      const before = index === 0 || (hidden > 0 && index === 1 + hidden) ? undefined : places[index - 1];
      const made = crumb(state, step, before, index === places.length - 1);
      items.push(element("li", (made.textContent ?? "").length <= SHORT ? { class: "whole" } : {}, made));
    }
    list?.replaceChildren(...items);
  };
  state.on(["place", "side"], draw);
  new ResizeObserver(draw).observe(bar);
  draw();
}

function crumb(state: State, place: Place, before: Place | undefined, last: boolean): HTMLElement {
  const { words } = state.model;
  const text =
    place.run === undefined
      ? nodeName(state.model, place.node)
      : `${counted(place.run.last - place.run.first + 1, words.one)} side by side`;
  const short =
    last || before === undefined ? text : shortName(words.short(text), words.short(nodeName(state.model, before.node)));
  if (last) return element("span", { "aria-current": "location", title: text }, nameElement(text));
  const button = element("button", { type: "button", title: text, "aria-label": text }, nameElement(short));
  button.addEventListener("click", () => state.goTo(place));
  return button;
}

/** `.client.models` for `kubernetes.client.models` behind another module of kubernetes. */
function shortName(name: string, before: string): string {
  const dot = name.indexOf(".");
  return dot > 0 && (before === name.slice(0, dot) || before.startsWith(name.slice(0, dot + 1)))
    ? name.slice(dot)
    : name;
}
