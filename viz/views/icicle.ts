import { easeCubicInOut, interpolateNumber, interpolateZoom, select, timer } from "d3";
import { BLOCK_SMALL, Blocks } from "../layout/blocks.js";
import { DARK, LIGHT } from "../layout/palette.js";
import { extent, firstRow, placeAbove, rowsDownTo, runPlace } from "../layout/place.js";
import { layoutVisible } from "../layout/visible.js";
import type { State } from "../state.js";
import { byId } from "./dom.js";
import { TextMeasure } from "./measure.js";
import { blockOf, outline, paint, type Scene } from "./paint.js";
import { Patterns } from "./patterns.js";

const FONT = "12px -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', system-ui, sans-serif";
const ZOOM_MS = 320;
const LOW_ROW = 20;
const TALL_ROW = 26;

/** The icicle on its canvas: draws what is in sight, zooms, and says what the pointer is on. */
export class IcicleView {
  private readonly scroll = byId("scroll");
  private readonly spacer = byId("spacer");
  private readonly canvas = byId<HTMLCanvasElement>("canvas");
  private readonly context: CanvasRenderingContext2D;
  private readonly measure: TextMeasure;
  private readonly blocks = new Blocks();
  private readonly patterns: Patterns;
  private width = 0;
  private height = 0;
  private from = 0;
  private span = 1;
  private asked = false;
  private drawn = false;
  private moving: { stop(): void } | null = null;

  constructor(private readonly state: State) {
    const context = this.canvas.getContext("2d", { alpha: false });
    if (context === null) throw new Error("this browser has no canvas");
    this.context = context;
    this.scroll.setAttribute("aria-label", state.model.words.tree);
    context.font = FONT;
    this.measure = new TextMeasure(context);
    this.patterns = new Patterns(context);
    state.on(["hover", "focus", "shown", "colours", "plan"], () => this.ask());
    // A print waits for no frame.
    state.on(["theme"], () => this.draw());
    state.on(["place"], () => this.zoom());
    state.on(["side"], () => this.jump());
    this.scroll.addEventListener("scroll", () => this.ask(), { passive: true });
    this.scroll.addEventListener("pointermove", (event) => this.point(event));
    this.scroll.addEventListener("pointerleave", () => state.setHover(null));
    for (const kind of ["focus", "blur"]) this.scroll.addEventListener(kind, () => this.ask());
    this.scroll.addEventListener("click", (event) => this.click(event));
    new ResizeObserver(() => this.resize()).observe(this.scroll);
    this.aim();
    this.resize();
    this.scroll.scrollTop = firstRow(state.model.icicle, state.place) * this.rowHeight;
  }

  /** Shows the place at once: another side is another picture, which nothing leads to. */
  private jump(): void {
    this.moving?.stop();
    this.moving = null;
    this.aim();
    this.fitRows();
    this.scroll.scrollTop = firstRow(this.state.model.icicle, this.state.place) * this.rowHeight;
    this.draw();
  }

  private aim(): void {
    const { from, span } = extent(this.state.model.icicle, this.state.place);
    this.from = from;
    this.span = span;
  }

  /** Draws in the next frame; asked for several times, once. */
  private ask(): void {
    if (this.asked || this.moving !== null) return;
    this.asked = true;
    requestAnimationFrame(() => {
      this.asked = false;
      this.draw();
    });
  }

  private resize(): void {
    const width = this.scroll.clientWidth;
    const height = this.scroll.clientHeight;
    if (width === this.width && height === this.height) return;
    this.width = width;
    this.height = height;
    const ratio = window.devicePixelRatio || 1;
    select(this.canvas)
      .attr("width", Math.round(width * ratio))
      .attr("height", Math.round(height * ratio));
    select(this.canvas).style("--wide", `${width}px`).style("--high", `${height}px`);
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.context.font = FONT;
    this.fitRows();
    this.draw();
  }

  /** Rows are taller where all of them fit. */
  private get rowHeight(): number {
    return this.state.model.icicle.rows * TALL_ROW <= this.height ? TALL_ROW : LOW_ROW;
  }

  /** Makes room to scroll: to the place's first row, and down to its last. */
  private fitRows(): void {
    const { model, place } = this.state;
    const hidden = Math.ceil(rowsDownTo(model.icicle, place) - this.height / this.rowHeight);
    // Scrolled to its end, a whole row stands at the top.
    const rows = Math.max(0, hidden, firstRow(model.icicle, place));
    this.spacer.style.setProperty("--tall", `${rows * this.rowHeight + this.height}px`);
  }

  private draw(): void {
    if (this.width === 0) return;
    const { state, context } = this;
    const top = this.scroll.scrollTop;
    const rows = Math.ceil((top + this.height) / this.rowHeight) + 1;
    layoutVisible(state.model.icicle, { from: this.from, span: this.span, width: this.width, rows }, this.blocks);
    const palette = state.dark ? DARK : LIGHT;
    const { width, height, blocks, measure, rowHeight } = this;
    const patterns = this.patterns.of(state.dark);
    const scene: Scene = { state, blocks, palette, measure, patterns, width, height, top, rowHeight };
    paint(context, scene);
    const framed = (node: number, colour: string, thick: number) => {
      const found = blockOf(scene, state, node, this.pixel(state.model.icicle.start[node] ?? 0) + 0.5);
      if (found !== null) outline(context, scene, found[0], found[1], colour, thick);
    };
    if (state.hover?.kind === "node") framed(state.hover.node, palette.hover, 1.5);
    if (state.hover?.kind === "small") framed(state.hover.first, palette.hover, 1.5);
    if (state.focus > 0 || document.activeElement === this.scroll) framed(state.focus, palette.focus, 2);
    if (!this.drawn) {
      this.drawn = true;
      performance.mark("importperf:drawn");
    }
    this.canvas.dispatchEvent(new Event("importperf:frame"));
  }

  private pixel(at: number): number {
    return ((at - this.from) / this.span) * this.width;
  }

  /** Moves the window to the place, along van Wijk and Nuij's smooth path. */
  private zoom(): void {
    const { icicle } = this.state.model;
    const to = extent(icicle, this.state.place);
    const rows = firstRow(icicle, this.state.place);
    this.moving?.stop();
    this.moving = null;
    const topNow = this.scroll.scrollTop;
    this.fitRows();
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const path = interpolateZoom([this.from + this.span / 2, 0, this.span], [to.from + to.span / 2, 0, to.span]);
    const top = interpolateNumber(topNow, rows * this.rowHeight);
    const step = (part: number) => {
      const [centre, , span] = path(easeCubicInOut(part));
      this.from = part === 1 ? to.from : centre - span / 2;
      this.span = part === 1 ? to.span : span;
      this.scroll.scrollTop = top(part);
      this.draw();
    };
    if (still || document.hidden) {
      step(1);
      return;
    }
    const moving = timer((elapsed) => {
      const part = Math.min(1, elapsed / ZOOM_MS);
      if (part === 1) {
        moving.stop();
        this.moving = null;
      }
      step(part);
    });
    this.moving = moving;
  }

  private blockUnder(event: PointerEvent | MouseEvent): number {
    const box = this.canvas.getBoundingClientRect();
    const row = Math.floor((event.clientY - box.top + this.scroll.scrollTop) / this.rowHeight);
    return this.blocks.at(row, event.clientX - box.left);
  }

  private point(event: PointerEvent): void {
    const block = this.blockUnder(event);
    const first = this.blocks.first[block] ?? 0;
    if (block < 0) this.state.setHover(null);
    else if (this.blocks.kind[block] === BLOCK_SMALL)
      this.state.setHover({ kind: "small", first, last: this.blocks.last[block] ?? 0 });
    else this.state.setHover({ kind: "node", node: first });
    this.scroll.classList.toggle("pointing", block >= 0);
  }

  private click(event: MouseEvent): void {
    const block = this.blockUnder(event);
    if (block < 0) return;
    const { icicle } = this.state.model;
    const first = this.blocks.first[block] ?? 0;
    const small = this.blocks.kind[block] === BLOCK_SMALL;
    const place = small ? runPlace(icicle, first, this.blocks.last[block] ?? 0) : { node: first };
    // A second click on what fills the view already goes back out.
    const same = !small && this.state.place.node === first && this.state.place.run === undefined;
    this.state.goTo(same ? placeAbove(icicle, place) : place);
  }
}
