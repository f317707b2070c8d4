import { asText, type DescribedImporter, type Description, describe } from "../model/describe.js";
import { timeOf } from "../model/difference.js";
import { nodeName } from "../model/model.js";
import type { State } from "../state.js";
import { counted, formatMs } from "../text/time.js";
import { copyText } from "./copy.js";
import { byId, element, nameElement } from "./dom.js";
import { moveFocus, reveal } from "./navigate.js";

/** Lists longer than this end in a count of the rest. */
const LONGEST = 100;

/** All that is known of the chosen module. */
export function showPanel(state: State): void {
  const panel = byId("panel");
  const { words } = state.model;
  panel.setAttribute("aria-label", words.panel);
  const draw = () => {
    const told = describe(state.model, state.focus, state.effect);
    const columns = [facts(told)];
    if (told.chain.length > 0) columns.push(column(state, words.chain, told.chain, false));
    if (told.others.length > 0) columns.push(column(state, words.others, told.others, true));
    columns.push(
      told.loads.length > 0
        ? column(state, loadsHead(state, told.loads), told.loads, true)
        : element("div", {}, element("h3", {}, words.loadsNone)),
    );
    if (told.start.length > 0) columns.push(startColumn(told.start));
    if (told.importers.length > 0) columns.push(importersColumn(state, told.importers));
    if (told.effects.length > 0) columns.push(effectsColumn(told.effects));
    const parts = element("div", { class: "parts" }, ...columns);
    panel.replaceChildren(title(state, told), parts);
    // A chain is read from its end: the importer stands at the bottom.
    const chain = panel.querySelector(".chain");
    if (chain !== null) chain.scrollTop = chain.scrollHeight;
  };
  state.on(["focus", "side", "plan"], draw);
  draw();
}

function title(state: State, told: Description): HTMLElement {
  const copy = element("button", { type: "button" }, "Copy as text");
  copy.addEventListener("click", async () => {
    const copied = await copyText(asText(state.model, state.focus, state.effect));
    copy.textContent = copied ? "Copied" : "Copying is not allowed here";
    byId("live").textContent = copy.textContent;
    setTimeout(() => {
      copy.textContent = "Copy as text";
    }, 1500);
  });
  return element(
    "div",
    { class: "chosen" },
    element("h2", { title: told.name }, nameElement(told.name)),
    ...told.badges.map((badge) => element("span", { class: "badge" }, badge)),
    ...told.marks.map((mark) => element("span", { class: "badge mark" }, mark)),
    copy,
  );
}

function facts(told: Description): HTMLElement {
  const list = element("dl", { class: "facts", tabindex: "0" });
  for (const [what, value] of told.facts) list.append(element("dt", {}, what), element("dd", {}, nameElement(value)));
  if (told.phases.length > 0) list.append(element("dt", {}, "Phases"), phasesBar(told.phases));
  return element("div", {}, list);
}

/** How a load's own time is made up, as a bar and in words. */
function phasesBar(phases: Description["phases"]): HTMLElement {
  const bar = element("div", { class: "phases", "aria-hidden": "true" });
  for (const { name, us } of phases) {
    const part = element("i", { class: name, title: `${name} ${formatMs(us)}` });
    part.style.flexGrow = String(us);
    bar.append(part);
  }
  const told = phases.map(({ name, us }) => `${name} ${formatMs(us)}`).join(" · ");
  return element("dd", {}, bar, element("p", { class: "phases-told" }, told));
}

function column(state: State, head: string, nodes: readonly number[], times: boolean): HTMLElement {
  const { model } = state;
  const items = nodes
    .slice(times ? 0 : -LONGEST)
    .slice(0, LONGEST)
    .map((node) => {
      const button = element("button", { type: "button" }, nameElement(nodeName(model, node)));
      button.addEventListener("click", () => (times ? reveal(state, node) : state.goTo({ node })));
      button.addEventListener("pointerenter", () => state.setHover({ kind: "node", node }));
      button.addEventListener("pointerleave", () => state.setHover(null));
      const time = times && model.icicle.timed ? [element("span", {}, timeOf(model, node))] : [];
      return element("li", {}, button, ...time);
    });
  if (nodes.length > LONGEST)
    items[times ? "push" : "unshift"](element("li", {}, `and ${counted(nodes.length - LONGEST, "more", "more")}`));
  return element(
    "div",
    {},
    element("h3", {}, head),
    element("ul", { class: times ? "links" : "links chain" }, ...items),
  );
}

function importersColumn(state: State, importers: readonly DescribedImporter[]): HTMLElement {
  const { words } = state.model;
  const items = importers.slice(0, LONGEST).map((importer) => {
    const place = element("span", { class: "place", title: importer.place }, importer.short);
    if (importer.node < 0)
      return element("li", {}, element("span", { class: "plain" }, nameElement(importer.name)), place);
    const button = element("button", { type: "button" }, nameElement(importer.name));
    button.addEventListener("click", () => moveFocus(state, importer.node));
    return element("li", {}, button, place);
  });
  if (importers.length > LONGEST)
    items.push(element("li", {}, `and ${counted(importers.length - LONGEST, "more", "more")}`));
  return element("div", {}, element("h3", {}, words.importers), element("ul", { class: "links" }, ...items));
}

function startColumn(parts: Description["start"]): HTMLElement {
  const items = parts.map(([name, figures]) =>
    element("li", {}, element("span", { class: "plain" }, nameElement(name)), element("span", {}, figures)),
  );
  return element(
    "div",
    {},
    element("h3", {}, "Where the start went"),
    element("ul", { class: "links", tabindex: "0" }, ...items),
  );
}

/** What loading the module changed beyond itself. */
function effectsColumn(effects: Description["effects"]): HTMLElement {
  const items = effects
    .slice(0, LONGEST)
    .map(({ what, place }) =>
      element(
        "li",
        {},
        element("span", { class: "plain" }, nameElement(what)),
        element("span", { class: "place", title: place }, place),
      ),
    );
  if (effects.length > LONGEST)
    items.push(element("li", {}, `and ${counted(effects.length - LONGEST, "more", "more")}`));
  return element(
    "div",
    {},
    element("h3", {}, "Its load changed"),
    element("ul", { class: "links", tabindex: "0" }, ...items),
  );
}

function loadsHead({ model: { icicle, words } }: State, nodes: readonly number[]): string {
  const processes = (icicle.process[nodes[0] ?? 0] ?? -1) >= 0;
  return processes
    ? counted(nodes.length, "process", "processes")
    : `${words.loads} ${counted(nodes.length, words.one)} itself`;
}
