import { LOAD_UNFINISHED } from "../../src/graph/graph.js";
import { BLOCK_NODE, BLOCK_SELF, BLOCK_SMALL, type Blocks } from "../layout/blocks.js";
import { fitText } from "../layout/fit.js";
import { CHANGE_FILL, fillAt, inkAt, type Palette, washed } from "../layout/palette.js";
import { CHANGE_SIGNS } from "../model/compared.js";
import { differenceOf, timeOf } from "../model/difference.js";
import { groupOf } from "../model/grouping.js";
import { type Model, nodeName, nodeSelf } from "../model/model.js";
import type { State } from "../state.js";
import { formatCount } from "../text/time.js";
import type { TextMeasure } from "./measure.js";
import type { Paint, PatternSet } from "./patterns.js";

const PADDING = 5;

export interface Scene {
  readonly state: State;
  readonly blocks: Blocks;
  readonly palette: Palette;
  readonly measure: TextMeasure;
  readonly patterns: PatternSet;
  /** Pixels of the canvas and how far it is scrolled down. */
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly rowHeight: number;
}

/** Draws the blocks that are in sight: fills first, then texts, then outlines. */
export function paint(context: CanvasRenderingContext2D, scene: Scene): void {
  const { blocks, palette, height, top, rowHeight } = scene;
  context.fillStyle = palette.page;
  context.fillRect(0, 0, scene.width, height);
  const firstRow = Math.max(0, Math.floor(top / rowHeight));
  const lastRow = Math.min(blocks.rowFrom.length - 1, Math.ceil((top + height) / rowHeight));
  for (let row = firstRow; row < lastRow; row++) {
    const y = row * rowHeight - top;
    for (let block = blocks.rowFrom[row] ?? 0; block < (blocks.rowFrom[row + 1] ?? 0); block++)
      paintBlock(context, scene, block, y);
  }
}

function paintBlock(context: CanvasRenderingContext2D, scene: Scene, block: number, y: number): void {
  const { state, blocks, palette, rowHeight } = scene;
  const { model, shown } = state;
  const kind = blocks.kind[block];
  const node = blocks.first[block] ?? 0;
  const left = Math.min(blocks.left[block] ?? 0, scene.width - 1);
  const full = (blocks.right[block] ?? 0) - left;
  // A gap between neighbours, thinner between thin ones; nothing is too narrow to be drawn.
  const width = Math.max(full - (full < 5 ? 0.5 : 1), 0.75);
  const load = model.icicle.load[node] ?? -1;
  const middle = y + Math.floor((rowHeight - 1) / 2);
  if (kind === BLOCK_SMALL) {
    const count = (model.icicle.end[blocks.last[block] ?? 0] ?? 0) - node;
    const hits = shown === null ? 0 : hitsIn(scene, node, blocks.last[block] ?? 0);
    context.fillStyle = shown === null || hits > 0 ? smallFill(scene, node, blocks.last[block] ?? 0) : palette.faded;
    context.fillRect(left, y, width, rowHeight - 1);
    if (hits > 0) underline(context, palette, left, y + rowHeight - 3, width);
    if (width > 40) {
      // A count cut short would be another count.
      const counted = `${formatCount(count)} small`;
      const text = scene.measure.of(counted) <= width - 2 * PADDING - 4 ? counted : "";
      if (text !== "") {
        context.fillStyle = palette.small;
        context.fillRect(left + 2, y + 2, scene.measure.of(text) + 2 * PADDING, rowHeight - 5);
        label(context, palette.muted, text, left + 2, middle);
      }
    }
    return;
  }
  const fill = fillOf(scene, load);
  const pointed = state.hover?.kind === "distribution" ? state.hover.holds : null;
  const own = load < 0 || ((shown === null || shown.load[load] === 1) && (pointed === null || pointed(load)));
  const name = nodeName(model, node);
  if (kind === BLOCK_SELF) {
    context.fillStyle = own && load >= 0 ? washed(fillAt(palette, fill), palette) : palette.faded;
    context.fillRect(left, y, width, rowHeight - 1);
    if (width < 30) return;
    const text = fitText("self", model.amounts.text(nodeSelf(model, node)), width - 2 * PADDING, scene.measure.of);
    if (text !== "") label(context, own ? palette.text : palette.muted, text, left, middle);
    return;
  }
  // What the view was zoomed out of stays as the way back, without the weight of its colour.
  const { place } = state;
  const around = node < place.node || (node === place.node && place.run !== undefined);
  const isPlain = own && !around && load >= 0;
  const faint = load < 0 ? palette.small : own ? washed(fillAt(palette, fill), palette) : palette.faded;
  const goes = load >= 0 && state.effect?.gone[load] === 1;
  context.fillStyle = isPlain ? (goes ? scene.patterns.going(fill) : scene.patterns.fill(fill)) : faint;
  context.fillRect(left, y, width, rowHeight - 1);
  if (isPlain && (goes || fill === GONE))
    edged(context, fillAt(palette, fill === GONE ? fill - 1 : fill), left, y, width, rowHeight - 1);
  if (shown !== null && load >= 0 && own) underline(context, palette, left, y + rowHeight - 3, width);
  if (load >= 0 && ((model.graph.loads.flags[load] ?? 0) & LOAD_UNFINISHED) !== 0)
    dashed(context, palette, left, y, width);
  if (width < 18) return;
  const { sign, detail } = figures(model, node, goes);
  const room = width - 2 * PADDING - (sign === "" ? 0 : scene.measure.of(sign));
  const text = fitText(name, detail, room, scene.measure.of, model.words.short);
  if (text === "") return;
  const isWashed = load < 0 || around || (goes && fill < CHANGE_FILL);
  const ink = !own && load >= 0 && !around ? palette.muted : isWashed ? palette.text : inkAt(palette, fill);
  label(context, ink, sign + text, left, middle);
}

const GONE = CHANGE_FILL + 4;

/** What stands before and behind a name. */
function figures(model: Model, node: number, goes: boolean): { sign: string; detail: string } {
  const difference = model.compared?.shown.side === "both" ? differenceOf(model, node) : null;
  const change = goes ? "gone" : difference?.change;
  const sign = change == null ? "" : CHANGE_SIGNS[change];
  return { sign, detail: model.icicle.timed ? timeOf(model, node) : "" };
}

/** The outline of what is gone. */
function edged(
  context: CanvasRenderingContext2D,
  colour: string,
  left: number,
  y: number,
  width: number,
  height: number,
): void {
  if (width < 4) return;
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.strokeRect(left + 0.5, y + 0.5, width - 1, height - 1);
}

/** Striped, but for what all came or all is gone. */
function smallFill({ state, patterns }: Scene, first: number, last: number): Paint {
  const { compared, icicle, ends } = state.model;
  const from = icicle.load[first] ?? -1;
  if (state.effect !== null && from >= 0) {
    const { goneBefore } = state.effect;
    const to = ends[icicle.load[last] ?? 0] ?? 0;
    return (goneBefore[to] ?? 0) - (goneBefore[from] ?? 0) === to - from ? patterns.fill(GONE) : patterns.stripes;
  }
  if (compared?.shown.side !== "both" || state.colourBy !== "change" || from < 0) return patterns.stripes;
  const to = ends[icicle.load[last] ?? 0] ?? 0;
  const { before, after } = compared.counts;
  if (after[from] === after[to]) return patterns.fill(GONE);
  return before[from] === before[to] ? patterns.fill(CHANGE_FILL) : patterns.stripes;
}

/** `y` is the middle of the row. */
function label(context: CanvasRenderingContext2D, colour: string, text: string, left: number, y: number): void {
  context.fillStyle = colour;
  context.fillText(text, left + PADDING, y + 4);
}

function underline(context: CanvasRenderingContext2D, palette: Palette, left: number, y: number, width: number): void {
  context.fillStyle = palette.focus;
  context.fillRect(left, y, width, 2);
}

function dashed(context: CanvasRenderingContext2D, palette: Palette, left: number, y: number, width: number): void {
  context.fillStyle = palette.focus;
  for (let x = 0; x < width; x += 8) context.fillRect(left + x, y, Math.min(4, width - x), 1.5);
}

function hitsIn({ state: { model, shown } }: Scene, first: number, last: number): number {
  const from = model.icicle.load[first] ?? -1;
  const end = model.icicle.load[last] ?? -1;
  if (shown === null || from < 0 || end < 0) return 0;
  return (shown.before[model.ends[end] ?? 0] ?? 0) - (shown.before[from] ?? 0);
}

/** Index of the fill of a load's group. */
function fillOf({ state }: Scene, load: number): number {
  return state.grouping.groups[groupOf(state.grouping, state.model.graph, load)]?.fill ?? 0;
}

/** A frame around a block: what the pointer or the keyboard is on. */
export function outline(
  context: CanvasRenderingContext2D,
  scene: Scene,
  block: number,
  row: number,
  colour: string,
  thick: number,
): void {
  const { blocks, top, rowHeight } = scene;
  const left = blocks.left[block] ?? 0;
  const width = Math.max(2, (blocks.right[block] ?? 0) - left - 1);
  context.strokeStyle = colour;
  context.lineWidth = thick;
  const inset = thick / 2;
  context.strokeRect(left + inset, row * rowHeight - top + inset, width - thick, rowHeight - 1 - thick);
}

/** The block that shows a node: its own, or the "n small" that holds it; and its row. */
export function blockOf(scene: Pick<Scene, "blocks">, state: State, node: number, x: number): [number, number] | null {
  const { icicle } = state.model;
  const { blocks } = scene;
  for (let row = icicle.row[node] ?? 0; row >= 0; row--) {
    // A block without width may stand at the very place of its neighbour, so both are tried.
    for (const near of [x, x - 0.6, x + 0.6]) {
      const block = blocks.at(row, near);
      if (block < 0) continue;
      const first = blocks.first[block] ?? 0;
      const last = blocks.last[block] ?? 0;
      if (blocks.kind[block] === BLOCK_NODE && first === node) return [block, row];
      if (blocks.kind[block] === BLOCK_SMALL && first <= node && node < (icicle.end[last] ?? 0)) return [block, row];
    }
  }
  return null;
}
