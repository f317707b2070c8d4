import { EVERYTHING, placeAbove } from "../layout/place.js";
import { nodeName } from "../model/model.js";
import type { State } from "../state.js";
import { byId, element } from "./dom.js";
import { moveFocus, neighbour, position } from "./navigate.js";
import { nodeFigures } from "./readout.js";

/** The icicle by keyboard, and as a tree for screen readers: the focused node is its active item. */
export function listenToKeys(state: State): void {
  const tree = byId("scroll");
  const search = byId<HTMLInputElement>("search");
  tree.addEventListener("keydown", (event) => {
    const { icicle } = state.model;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.startsWith("Arrow")) moveFocus(state, neighbour(icicle, state.focus, event.key));
    else if (event.key === "Enter" || event.key === " ") state.goTo({ node: state.focus });
    else if (event.key === "Home") state.goTo(EVERYTHING);
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && event.target !== search) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === "Escape") stepOut(state, event.target === search);
  });
  tellFocus(state);
}

/** Escape clears the search first, and then goes one step out. */
function stepOut(state: State, inSearch: boolean): void {
  const search = byId<HTMLInputElement>("search");
  if (inSearch && search.value === "") byId("scroll").focus();
  else if (inSearch) {
    search.value = "";
    state.setSearch("");
  } else state.goTo(placeAbove(state.model.icicle, state.place));
}

function tellFocus(state: State): void {
  const tree = byId("scroll");
  let turn = 0;
  const tell = () => {
    const { model, focus } = state;
    const { icicle } = model;
    const above = icicle.above[focus] ?? -1;
    // A new id each time: screen readers speak when the active item changes.
    turn = 1 - turn;
    const item = element("div", {
      id: `item-${turn}`,
      role: "treeitem",
      "aria-level": String((icicle.row[focus] ?? 0) + 1),
      "aria-posinset": String(position(icicle, focus)),
      "aria-setsize": String(above < 0 ? 1 : (icicle.belowFrom[above + 1] ?? 0) - (icicle.belowFrom[above] ?? 0)),
      "aria-selected": "true",
    });
    item.textContent = `${nodeName(model, focus)}: ${nodeFigures(state, focus)}`;
    byId("items").replaceChildren(item);
    tree.setAttribute("aria-activedescendant", item.id);
  };
  state.on(["focus", "side", "plan"], tell);
  state.on(["place"], () => {
    byId("live").textContent = `Zoomed to ${nodeName(state.model, state.place.node)}`;
  });
  tell();
}
