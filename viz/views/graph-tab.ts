import type { Group, ShownModule, ShownNeighbour } from "../model/neighbourhood.js";
import { Neighbourhoods } from "../model/neighbourhood.js";
import type { State } from "../state.js";
import { counted, formatCount } from "../text/time.js";
import { breakableName, byId, element, nameElement } from "./dom.js";
import { moveFocus } from "./navigate.js";
import { showSwitch } from "./switch.js";

/** Rows of a group at first, and more each time that is asked for: a module may have 50,000 importers. */
const ROWS = 100;

/** So many of the modules that are not loaded are listed for a search. */
const UNLOADED = 20;

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
  private readonly unloaded = element("div", { class: "unloaded" });
  private module = -1;

  constructor(private readonly state: State) {
    this.neighbourhoods = new Neighbourhoods(state.model);
    state.on(["focus"], () => {
      if (!this.place.hidden) this.follow();
    });
    state.on(["shown"], () => this.showUnloaded());
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
      element("div", { class: "centre" }, chosen(shown), this.unloaded),
      this.side("imported", "Imports", shown.imported),
    );
    this.place.scrollTop = 0;
    this.showUnloaded();
  }

  /** What the search finds beside the loads that the table lists: modules that do not load at startup. */
  private showUnloaded(): void {
    if (this.place.hidden) return;
    const found = this.neighbourhoods.unloaded(this.state.search, UNLOADED);
    const items = found.first.map(({ module, name }) => element("li", {}, this.button(module, name)));
    const rest = found.count - found.first.length;
    if (rest > 0) items.push(element("li", {}, `and ${counted(rest, "more", "more")}`));
    const head = `${counted(found.count, "module")} found that ${found.count === 1 ? "does" : "do"} not load at startup`;
    this.unloaded.replaceChildren(
      ...(found.count === 0 ? [] : [element("h4", {}, head), element("ul", { class: "plain" }, ...items)]),
    );
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
    return element("div", {}, element("h4", {}, `${when} ${formatCount(neighbours.length)}`), list, more);
  }

  private row({ module, name, short, place, marks }: ShownNeighbour): HTMLElement {
    const about = element(
      "span",
      { class: "about" },
      element("span", { class: "place", title: place }, short),
      ...marks.map((mark) => element("span", { class: "badge" }, mark)),
    );
    if (module < 0) return element("li", {}, element("span", { class: "plain" }, nameElement(name)), about);
    return element("li", {}, this.button(module, name), about);
  }

  private button(module: number, name: string): HTMLElement {
    const button = element("button", { type: "button", title: name }, nameElement(name));
    button.addEventListener("click", () => this.choose(module));
    return button;
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
    element("h2", { title: name }, breakableName(name)),
    ...(file === null ? [] : [element("p", { class: "place", title: file }, breakableName(file))]),
    ...marks.map((mark) => element("p", { class: "badge mark" }, mark)),
  );
}
