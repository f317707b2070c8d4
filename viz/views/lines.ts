import { beginning, fitText } from "../layout/fit.js";
import { LongScroll } from "../layout/scroll.js";
import { element } from "./dom.js";
import { fontMeasure } from "./measure.js";

export const LINE_HEIGHT = 24;
/** Lines that a print shows. */
const PRINTED = 40;
/** The coloured square before a name and the space behind it. */
const ICON_WIDTH = 16;
/** Pixels of a step of a tree, and the most steps that are shown. */
const INSET = 14;
const DEEPEST = 8;
/** Pixels that must be left for what stands aside. */
const LEAST_ASIDE = 60;

/** What a line of the table shows. */
export interface Line {
  readonly name: string;
  readonly colour: string;
  readonly cells: readonly [string, string, string, withBar: string];
  /** Length of the bar, as a part of the longest. */
  readonly bar: number;
  /** Where it is not that of shares. */
  readonly barColour?: string;
  /** The name is told best by its beginning, as a command is, not by its last part. */
  readonly isSentence?: true;
  /** How far the name stands in, in steps; for rows that are a tree. */
  readonly depth?: number;
  readonly mark: string;
  /** Behind the mark, where the name leaves room. */
  readonly aside?: string;
}

/** The body of the table: only the lines in sight are in the document, and are filled anew as it scrolls. */
export class Lines {
  readonly body = element("div", { id: "lines", role: "rowgroup" });
  private readonly pool: HTMLElement[] = [];
  private first = 0;
  private nameWidth = 0;
  private readonly measure = fontMeasure(getComputedStyle(document.body));
  active = -1;
  hovered = -1;

  constructor(
    private readonly grid: HTMLElement,
    private readonly head: HTMLElement,
    private readonly line: (row: number) => Line,
    /** What is left of a name that does not fit. */
    private readonly short: (name: string) => string,
  ) {}

  count = 0;

  private get scroll(): LongScroll {
    const view = Math.max(LINE_HEIGHT, this.grid.clientHeight - this.head.offsetHeight);
    return new LongScroll(this.count, LINE_HEIGHT, view);
  }

  draw(atLeast = 0): void {
    const { scroll } = this;
    this.body.style.setProperty("--tall", `${scroll.height}px`);
    const { row, offset } = scroll.first(this.grid.scrollTop);
    this.nameWidth = this.head.firstElementChild?.clientWidth ?? 0;
    const wanted = Math.min(this.count - row, Math.max(atLeast, Math.ceil(scroll.view / LINE_HEIGHT) + 1));
    this.first = row;
    while (this.pool.length < wanted) this.pool.push(emptyLine());
    for (const [at, made] of this.pool.entries()) {
      if (at >= wanted) made.remove();
      else {
        if (made.parentNode === null) this.body.append(made);
        made.style.setProperty("--at", `${offset + at * LINE_HEIGHT}px`);
        this.fill(made, row + at);
      }
    }
    const shown = this.active >= row && this.active < row + wanted;
    if (shown) this.grid.setAttribute("aria-activedescendant", `line-${this.active}`);
    else this.grid.removeAttribute("aria-activedescendant");
  }

  /** The row of the table that an event happened on, -1 for none. */
  rowOf(event: Event): number {
    const line = event.target instanceof Element ? event.target.closest("#lines > .row") : null;
    return line instanceof HTMLElement ? this.first + this.pool.indexOf(line) : -1;
  }

  reach(row: number): void {
    if (row >= 0) this.grid.scrollTop = this.scroll.reach(row, this.grid.scrollTop);
  }

  /** Scrolls so that a row that is not in sight stands in the middle. */
  centre(row: number): void {
    const { grid, scroll } = this;
    if (row < 0 || scroll.reach(row, grid.scrollTop) === grid.scrollTop) return;
    const half = Math.floor(scroll.view / LINE_HEIGHT / 2);
    grid.scrollTop = 0;
    grid.scrollTop = scroll.reach(Math.min(this.count - 1, row + half), 0);
  }

  /** The first lines alone, for paper. */
  print(): void {
    this.grid.scrollTop = 0;
    this.draw(PRINTED);
  }

  get page(): number {
    return Math.max(1, Math.floor(this.scroll.view / LINE_HEIGHT) - 1);
  }

  private nameIn({ name, isSentence }: Line, width: number): string {
    if (isSentence !== true) return fitText(name, "", width, this.measure, this.short);
    return this.measure(name) <= width ? name : beginning(name, width, this.measure);
  }

  private asideIn(aside: string, width: number): string {
    return this.measure(aside) <= width ? aside : beginning(aside, width, this.measure);
  }

  private fill(made: HTMLElement, row: number): void {
    const line = this.line(row);
    const [name, ...cells] = made.children;
    made.id = `line-${row}`;
    made.setAttribute("aria-rowindex", String(row + 2));
    made.setAttribute("aria-selected", String(row === this.active));
    made.classList.toggle("active", row === this.active);
    made.classList.toggle("hover", row === this.hovered);
    const [colour, text, mark] = name?.children ?? [];
    const inset = Math.min(line.depth ?? 0, DEEPEST) * INSET;
    if (colour instanceof HTMLElement) {
      colour.hidden = line.colour === "";
      colour.style.background = line.colour;
    }
    if (name instanceof HTMLElement) name.style.paddingLeft = inset === 0 ? "" : `${inset}px`;
    const room = this.nameWidth - inset - (line.colour === "" ? 0 : ICON_WIDTH);
    const whole = room - this.measure(line.mark) - this.measure(line.name);
    const aside = whole < LEAST_ASIDE ? "" : this.asideIn(line.aside ?? "", whole);
    const left = room - this.measure(line.mark) - this.measure(aside);
    if (text !== undefined) text.textContent = this.nameIn(line, left);
    if (mark !== undefined) mark.textContent = line.mark + aside;
    name?.setAttribute("title", line.name);
    name?.setAttribute("aria-label", `${line.name}${line.mark}${line.aside ?? ""}`);
    for (const [at, cell] of cells.entries()) {
      if (at < 3) cell.textContent = line.cells[at] ?? "";
      else {
        const [bar, share] = cell.children;
        if (share !== undefined) share.textContent = line.cells[3];
        if (bar instanceof HTMLElement) {
          bar.style.backgroundSize = `${line.bar * 100}% 100%`;
          bar.style.setProperty("--share", line.barColour ?? "");
        }
      }
    }
  }
}

function emptyLine(): HTMLElement {
  const cell = (...content: Node[]) => element("div", { role: "gridcell" }, ...content);
  const share = cell(element("u"), element("span"));
  share.className = "share";
  const name = cell(element("i"), element("bdi"), element("em"));
  return element("div", { class: "row", role: "row" }, name, cell(), cell(), cell(), share);
}
