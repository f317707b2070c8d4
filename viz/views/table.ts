import type { Model } from "../model/model.js";
import type { Sort } from "../model/rows.js";
import type { State } from "../state.js";
import { byId, element } from "./dom.js";
import { Lines } from "./lines.js";
import type { RowsBy, Source } from "./source.js";
import { makeSource, rowsByLabels } from "./sources.js";

/** The table beside the icicle, in step with it. */
export class TableView {
  private readonly grid = byId("grid");
  private readonly head = element("div", { role: "row", class: "row head", "aria-rowindex": "1" });
  private readonly none: HTMLElement;
  private readonly lines: Lines;
  private readonly sources = new Map<RowsBy, Source>();
  private readonly sorts = new Map<RowsBy, Sort>();
  private by: RowsBy;
  private pointing = false;
  private telling = false;
  private resting = 0;

  constructor(
    private readonly state: State,
    first: RowsBy,
  ) {
    const model: Model = state.model;
    this.by = first;
    this.none = element("p", { class: "none", hidden: "" });
    this.lines = new Lines(this.grid, this.head, (row) => this.source.line(row), model.words.short);
    const rows = element("div", { role: "rowgroup", class: "heads" }, this.head);
    this.grid.setAttribute("aria-colcount", "5");
    this.grid.append(rows, this.lines.body, this.none);
    this.listen();
    this.show(this.by);
  }

  show(by: RowsBy): void {
    this.by = by;
    this.grid.setAttribute("aria-label", rowsByLabels(this.state.model)[by] ?? "");
    this.showHeads();
    this.arrange();
  }

  private get source(): Source {
    const known = this.sources.get(this.by);
    if (known !== undefined) return known;
    const made = makeSource(this.state, this.by);
    this.sources.set(this.by, made);
    return made;
  }

  private get sort(): Sort {
    return this.sorts.get(this.by) ?? this.source.order ?? { key: "name", descending: false };
  }

  private arrange(): void {
    clearTimeout(this.resting);
    this.lines.count = this.source.arrange(this.sort);
    this.lines.active = this.source.rowOf(this.state.focus);
    this.lines.hovered = -1;
    this.none.hidden = this.lines.count > 0;
    const { words } = this.state.model;
    this.none.textContent =
      this.state.shown === null && this.by === "changes"
        ? words.noChange
        : `${words.noneMatches} the search and the legend.`;
    this.grid.setAttribute("aria-rowcount", String(this.lines.count + 1));
    this.grid.scrollTop = 0;
    this.lines.draw();
  }

  private showHeads(): void {
    const heads = this.source.columns.map(([key, head]) => {
      if (this.source.order === null) return element("div", { role: "columnheader" }, element("span", {}, head));
      const button = element("button", { type: "button" }, head);
      button.addEventListener("click", () => {
        const descending = this.sort.key === key ? !this.sort.descending : key !== "name";
        this.sorts.set(this.by, { key, descending });
        this.markSort();
        this.arrange();
      });
      return element("div", { role: "columnheader" }, button);
    });
    this.head.replaceChildren(...heads);
    this.markSort();
  }

  private markSort(): void {
    for (const [at, head] of [...this.head.children].entries()) {
      if (this.source.order !== null && this.source.columns[at]?.[0] === this.sort.key)
        head.setAttribute("aria-sort", this.sort.descending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  }

  private listen(): void {
    const { grid, state, lines } = this;
    grid.addEventListener("scroll", () => lines.draw(), { passive: true });
    new ResizeObserver(() => lines.draw()).observe(grid);
    grid.addEventListener("pointerover", (event) => {
      const row = lines.rowOf(event);
      this.pointing = row >= 0;
      if (row >= 0) this.hover(row);
    });
    grid.addEventListener("pointerleave", () => {
      this.pointing = false;
      state.setHover(null);
    });
    grid.addEventListener("click", (event) => {
      const row = lines.rowOf(event);
      if (row < 0) return;
      this.activate(row);
      this.source.choose(row);
    });
    grid.addEventListener("keydown", (event) => this.key(event));
    window.addEventListener("beforeprint", () => lines.print());
    window.addEventListener("afterprint", () => lines.draw());
    state.on(["shown", "side"], () => this.arrange());
    state.on(["colours", "theme", "plan"], () => lines.draw());
    state.on(["focus"], () => this.activate(this.source.rowOf(state.focus), this.pointing ? "stay" : "centre"));
    state.on(["hover"], () => this.followHover());
  }

  /** Marks the row of what the pointer is on in the icicle, and shows it once the pointer rests. */
  private followHover(): void {
    clearTimeout(this.resting);
    if (this.pointing || this.telling) return;
    const { hover } = this.state;
    this.lines.hovered = hover?.kind === "node" ? this.source.rowOf(hover.node) : -1;
    this.lines.draw();
    const row = this.lines.hovered;
    if (row >= 0) this.resting = window.setTimeout(() => this.lines.centre(row), 180);
  }

  /** Shows a row's modules in the icicle; the table itself does not follow that. */
  private hover(row: number): void {
    this.telling = true;
    this.source.hover(row);
    this.telling = false;
  }

  private activate(row: number, scroll: "stay" | "reach" | "centre" = "reach"): void {
    this.lines.active = row;
    if (scroll === "reach") this.lines.reach(row);
    else if (scroll === "centre") this.lines.centre(row);
    this.lines.draw();
  }

  private key(event: KeyboardEvent): void {
    if (event.target !== this.grid || event.ctrlKey || event.metaKey || event.altKey) return;
    const { lines } = this;
    const steps: Record<string, number> = {
      ArrowDown: lines.active + 1,
      ArrowUp: lines.active - 1,
      PageDown: lines.active + lines.page,
      PageUp: lines.active - lines.page,
      Home: 0,
      End: lines.count - 1,
    };
    const to = steps[event.key];
    if (to !== undefined) {
      const row = Math.max(0, Math.min(lines.count - 1, to));
      this.activate(row);
      this.hover(row);
    } else if (event.key === "Enter" && lines.active >= 0) this.source.choose(lines.active);
    else return;
    event.preventDefault();
  }
}
