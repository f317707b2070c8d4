import type { Group, ShownModule, ShownNeighbour } from "../model/neighbourhood.js";
import { Neighbourhoods } from "../model/neighbourhood.js";
import type { State } from "../state.js";
import { counted } from "../text/time.js";
import { byId, element, nameElement } from "./dom.js";
import { moveFocus } from "./navigate.js";
import { showSwitch } from "./switch.js";

/** Rows of a group at first, and more each time that is asked for: a module may have 50,000 importers. */
const ROWS = 100;

/**
 * The other picture of the chosen module: who imports it on the left, what it imports on the right. Only where the graph
 * holds imports, and one start is shown.
 */
export function showGraphTab(state: State): void {
  const { graph, compared, data } = state.model;
  if (compared !== null || data.functions === true || graph.imports.count === 0) return;
  const choice = byId("picture");
  choice.hidden = false;
  byId("graph").setAttribute("aria-label", "Imports of the chosen module");
  let tab: GraphTab | null = null;
  const pictures = { tree: "Tree", graph: "Imports" };
  showSwitch<"tree" | "graph">("picture", pictures, "tree", (picture) => {
    byId("tree").classList.toggle("as-graph", picture === "graph");
    byId("graph").hidden = picture === "tree";
    if (picture === "tree") return;
    tab ??= new GraphTab(state);
    tab.follow();
  });
}

class GraphTab {
  private readonly place = byId("graph");
  private readonly neighbourhoods: Neighbourhoods;
  private module = -1;

  constructor(private readonly state: State) {
    this.neighbourhoods = new Neighbourhoods(state.model);
    state.on(["focus"], () => {
      if (!this.place.hidden) this.follow();
    });
    this.place.addEventListener("keydown", (event) => this.key(event));
  }

  /** Shows the module that the icicle, the table or the panel has chosen; of everything the first that loads. */
  follow(): void {
    const { icicle, graph } = this.state.model;
    const load = icicle.load[this.state.focus] ?? -1;
    this.show(graph.loads.module[Math.max(0, load)] ?? 0);
  }

  private show(module: number): void {
    if (module === this.module) return;
    this.module = module;
    const shown = this.neighbourhoods.of(module);
    this.place.replaceChildren(
      this.side("importers", "Imported by", shown.importers),
      chosen(shown),
      this.side("imported", "Imports", shown.imported),
    );
    this.place.scrollTop = 0;
  }

  /** A module that is not loaded is no part of the icicle: it is chosen here alone. */
  private choose(module: number): void {
    const node = this.neighbourhoods.nodeOf(module);
    if (node >= 0) moveFocus(this.state, node);
    this.show(module);
    byId("live").textContent = `Imports of ${this.neighbourhoods.of(module).name}`;
    this.place.querySelector<HTMLElement>(".middle")?.focus();
  }

  private side(name: "importers" | "imported", head: string, groups: readonly Group[]): HTMLElement {
    const count = groups.reduce((sum, { neighbours }) => sum + neighbours.length, 0);
    const none = name === "importers" ? "Nothing imports it" : "Imports nothing";
    return element(
      "section",
      { class: `side ${name}` },
      element("h3", {}, count === 0 ? none : `${head} · ${counted(count, "import")}`),
      ...groups.map((group) => this.group(group)),
    );
  }

  private group({ when, neighbours }: Group): HTMLElement {
    const list = element("ul", { class: when });
    const more = element("button", { type: "button", class: "more" });
    let shown = 0;
    const extend = (): void => {
      const next = neighbours.slice(shown, shown + ROWS);
      list.append(...next.map((neighbour) => this.row(neighbour)));
      shown += next.length;
      more.textContent = `${counted(neighbours.length - shown, "more", "more")}…`;
      more.hidden = shown >= neighbours.length;
    };
    more.addEventListener("click", () => {
      const last = list.lastElementChild;
      extend();
      last?.nextElementSibling?.querySelector("button")?.focus();
    });
    extend();
    return element("div", {}, element("h4", {}, `${when} ${neighbours.length}`), list, more);
  }

  private row({ module, name, short, place, marks }: ShownNeighbour): HTMLElement {
    const about = [
      element("span", { class: "place", title: place }, short),
      ...marks.map((mark) => element("span", { class: "badge" }, mark)),
    ];
    const label = nameElement(name);
    if (module < 0) return element("li", {}, element("span", { class: "plain" }, label), ...about);
    const button = element("button", { type: "button", title: name }, label);
    button.addEventListener("click", () => this.choose(module));
    return element("li", {}, button, ...about);
  }

  /** Arrows move along a side and over to the other; Enter, as on any button, chooses. */
  private key(event: KeyboardEvent): void {
    if (!event.key.startsWith("Arrow") || event.ctrlKey || event.metaKey || event.altKey) return;
    const sides = [".importers", ".imported"].map((side) => [
      ...this.place.querySelectorAll<HTMLElement>(`${side} button:not([hidden])`),
    ]);
    const at = sides.findIndex((side) => side.includes(document.activeElement as HTMLElement));
    const row = sides[at]?.indexOf(document.activeElement as HTMLElement) ?? 0;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const side = event.key === "ArrowLeft" ? 0 : event.key === "ArrowRight" ? 1 : Math.max(0, at);
    const buttons = sides[side]?.length === 0 ? sides[1 - side] : sides[side];
    const to = at < 0 && step !== 0 ? 0 : row + step;
    buttons?.[Math.max(0, Math.min(buttons.length - 1, to))]?.focus();
    event.preventDefault();
  }
}

function chosen({ name, file, marks }: ShownModule): HTMLElement {
  return element(
    "div",
    { class: "middle", tabindex: "-1" },
    element("h2", { title: name }, nameElement(name)),
    ...(file === null ? [] : [element("p", { class: "place", title: file }, nameElement(file))]),
    ...marks.map((mark) => element("p", { class: "badge mark" }, mark)),
  );
}
