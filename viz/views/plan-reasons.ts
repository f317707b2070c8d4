import type { ViewAdvice, ViewPlan, ViewRefused } from "../../src/graph/view-plan.js";
import { nodeOfLoad } from "../layout/icicle.js";
import type { State } from "../state.js";
import { displayName } from "../text/names.js";
import { counted, formatCount, formatMs } from "../text/time.js";
import { element, nameElement } from "./dom.js";
import { reveal } from "./navigate.js";
import { loadOf } from "./plan-proposals.js";

/** Rows of a list at first, and more each time that is asked for. */
const ROWS = 10;
/** Of one refusal: reasons and imports that are told. */
const REASONS = 6;
const IMPORTS = 4;

/** What accepting reasons together would save. */
export function acceptingSection(accepting: ViewPlan["accepting"]): HTMLElement {
  return listSection("accepting", "If you accept", "what the rules can't prove", accepting, ({ savingUs, said }) =>
    element(
      "li",
      {},
      element("span", { class: "us" }, formatMs(savingUs)),
      element("div", {}, nameElement(displayName(said))),
    ),
  );
}

/** What a person could change, and what would be saved then. */
export function adviceSection(advice: readonly ViewAdvice[]): HTMLElement {
  return listSection("advice", "What a person could change", "the most gain for each place first", advice, (row) => {
    const { savingUs, place, message } = row;
    const said = message.startsWith(place) ? message.slice(place.length).trimStart() : message;
    return element(
      "li",
      {},
      element("span", { class: "us" }, formatMs(savingUs)),
      element("div", {}, element("b", {}, nameElement(displayName(place))), " ", nameElement(displayName(said))),
    );
  });
}

/** What is refused, by what it keeps in startup, with all its reasons. */
export function refusedSection(state: State, refused: readonly ViewRefused[]): HTMLElement {
  return listSection("refused", "Refused", "by what they keep in startup", refused, (row) =>
    element(
      "li",
      {},
      element("span", { class: "us" }, formatMs(row.savingUs)),
      element("div", {}, ...importLines(state, row), ...reasonLines(row)),
    ),
  );
}

function importLines(state: State, { imports }: ViewRefused): HTMLElement[] {
  const lines = imports
    .slice(0, IMPORTS)
    .map(({ place, names, importer }) =>
      element("p", {}, placeElement(state, place, importer), " ", element("b", {}, nameElement(displayName(names)))),
    );
  const rest = imports.length - IMPORTS;
  return rest > 0 ? [...lines, element("p", {}, `and ${counted(rest, "more import")}`)] : lines;
}

function reasonLines({ reasons, hint }: ViewRefused): HTMLElement[] {
  const items = reasons.slice(0, REASONS).map(({ code, message, place }) => {
    const where = message.includes(place) ? "" : `, ${place}`;
    return element("li", {}, nameElement(displayName(`${message} (${code}${where})`)));
  });
  const rest = reasons.length - REASONS;
  if (rest > 0) items.push(element("li", {}, `and ${counted(rest, "more reason")}`));
  const said = hint === "" ? [] : [element("p", { class: "hint" }, `→ ${hint}`)];
  return [element("ul", { class: "reasons" }, ...items), ...said];
}

/** Leads to the module that stands there, where it is loaded. */
function placeElement(state: State, place: string, importer: string): HTMLElement {
  const load = loadOf(state, importer);
  if (load < 0) return element("span", { class: "place" }, nameElement(displayName(place)));
  const node = nodeOfLoad(state.model.icicle, load);
  const button = element("button", { type: "button", class: "place" }, nameElement(displayName(place)));
  button.addEventListener("click", () => reveal(state, node));
  button.addEventListener("pointerenter", () => state.setHover({ kind: "node", node }));
  button.addEventListener("pointerleave", () => state.setHover(null));
  return button;
}

function listSection<Row>(
  id: string,
  head: string,
  order: string,
  rows: readonly Row[],
  make: (row: Row) => HTMLElement,
): HTMLElement {
  const list = element("ul", { class: "reasoned" });
  const more = element("button", { type: "button", class: "more" });
  let shown = 0;
  const extend = () => {
    const next = rows.slice(shown, shown + (shown === 0 ? ROWS : 10 * ROWS));
    list.append(...next.map(make));
    shown += next.length;
    more.textContent = `${counted(rows.length - shown, "more", "more")}…`;
    more.hidden = shown >= rows.length;
  };
  more.addEventListener("click", () => {
    const last = list.lastElementChild;
    extend();
    const first = last?.nextElementSibling;
    if (!(first instanceof HTMLElement)) return;
    first.tabIndex = -1;
    first.focus();
  });
  extend();
  return element(
    "section",
    { "aria-labelledby": `${id}-head` },
    element(
      "div",
      { class: "plan-head" },
      element("h2", { id: `${id}-head` }, head),
      element("span", { class: "count" }, `${formatCount(rows.length)}, ${order}`),
    ),
    list,
    more,
  );
}
