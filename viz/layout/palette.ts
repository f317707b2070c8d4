import { interpolateRgb, lab, rgb } from "d3";

/**
 * Fills after Okabe and Ito's palette ("Color universal design", 2008), tinted so that one dark ink is
 * readable on all of them at 4.5:1 and so that they stay apart for colour-blind eyes; palette.test.ts
 * checks both.
 */
export interface Palette {
  readonly fills: readonly string[];
  /** What came, grew, is as before, shrank, is gone. */
  readonly changes: readonly string[];
  /** Lines across those fills; none where a fill has "". */
  readonly hatches: readonly string[];
  /** Text on those fills and their lines. */
  readonly changeInks: readonly string[];
  /** Text on fills. */
  readonly ink: string;
  readonly page: string;
  /** Text on the page and on faded and self blocks. */
  readonly text: string;
  readonly muted: string;
  readonly faded: string;
  readonly small: string;
  readonly smallStripe: string;
  readonly focus: string;
  readonly hover: string;
}

export const LIGHT: Palette = {
  fills: ["#f0b23c", "#789fd0", "#56bc95", "#bccfd3", "#ea8a5c", "#d89cc4", "#efe277", "#aadcf5", "#b6aaf0", "#8a95a2"],
  changes: ["#ee8866", "#f7c3ae", "#b4bfca", "#9bd9c4", "#dff3ec"],
  hatches: ["", "#f2a98c", "", "#62bfa1", "#9ed8c4"],
  changeInks: ["#14181d", "#14181d", "#14181d", "#14181d", "#14181d"],
  ink: "#14181d",
  page: "#ffffff",
  text: "#1a1f26",
  muted: "#5a6572",
  faded: "#eceff2",
  small: "#e3e7ec",
  smallStripe: "#bcc4ce",
  focus: "#0b0d10",
  hover: "#0b0d10",
};

export const DARK: Palette = {
  fills: ["#dca136", "#5c92c5", "#4ec290", "#a6b6ca", "#d77a4e", "#cc94a6", "#d9cc5f", "#8cc7ea", "#938de4", "#778494"],
  changes: ["#e5805c", "#b98a78", "#76828f", "#5fae97", "#17332c"],
  hatches: ["", "#cf9a86", "", "#86cdb8", "#28594c"],
  changeInks: ["#0a0d10", "#0a0d10", "#0a0d10", "#0a0d10", "#e8ebef"],
  ink: "#0a0d10",
  page: "#14171b",
  text: "#e8ebef",
  muted: "#9aa5b1",
  faded: "#23282f",
  small: "#2a3038",
  smallStripe: "#4a5360",
  focus: "#ffffff",
  hover: "#ffffff",
};

/** Index of the first of a palette's `changes`, counted behind its fills. */
export const CHANGE_FILL = 10;

export function fillAt(palette: Palette, fill: number): string {
  return (fill < CHANGE_FILL ? palette.fills[fill] : palette.changes[fill - CHANGE_FILL]) ?? palette.faded;
}

export function inkAt(palette: Palette, fill: number): string {
  return (fill < CHANGE_FILL ? palette.ink : palette.changeInks[fill - CHANGE_FILL]) ?? palette.ink;
}

/** The colour of the lines across a fill, "" for none; what grew leans right, what shrank or is gone left. */
export function hatchAt(palette: Palette, fill: number): string {
  return fill < CHANGE_FILL ? "" : (palette.hatches[fill - CHANGE_FILL] ?? "");
}

export function leansRight(fill: number): boolean {
  return fill === CHANGE_FILL + 1;
}

/** A fill with its lines as the background of an element. */
export function background(palette: Palette, fill: number): string {
  const [ground, lines] = [fillAt(palette, fill), hatchAt(palette, fill)];
  if (lines === "") return ground;
  return `repeating-linear-gradient(${leansRight(fill) ? 135 : 45}deg, ${ground} 0 2px, ${lines} 2px 4px)`;
}

/** The ground and the lines of a load that would go, in the colours of its group. */
export function hatched(fill: string, palette: Palette): { ground: string; lines: string } {
  return { ground: mixed(fill, palette, 0.2), lines: mixed(fill, palette, 0.4) };
}

/** The fill of self time: the module's own, washed out towards the page. */
export function washed(fill: string, palette: Palette): string {
  return mixed(fill, palette, 0.28);
}

/** @param part of the fill, 0 to 1; the rest is the page */
function mixed(fill: string, palette: Palette, part: number): string {
  const key = `${palette.page}${fill}${part}`;
  let made = mixes.get(key);
  if (made === undefined) {
    made = interpolateRgb(palette.page, fill)(part);
    mixes.set(key, made);
  }
  return made;
}

/** A frame asks for the same few mixes thousands of times. */
const mixes = new Map<string, string>();

/** Contrast of two colours, 1 to 21, after WCAG 2.2. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(colour: string): number {
  const { r, g, b } = rgb(colour);
  const linear = (channel: number) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** Distance of two colours in CIELAB; about 2.3 is just noticeable. */
export function distance(one: string, other: string): number {
  const [a, b] = [lab(one), lab(other)];
  return Math.hypot(a.l - b.l, a.a - b.a, a.b - b.b);
}
