import { interpolateRgb, lab, rgb } from "d3";

/**
 * Fills after Okabe and Ito's palette ("Color universal design", 2008), tinted so that one dark ink is
 * readable on all of them at 4.5:1 and so that they stay apart for colour-blind eyes; palette.test.ts
 * checks both.
 */
export interface Palette {
  readonly fills: readonly string[];
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

/** The fill of self time: the module's own, washed out towards the page. */
export function washed(fill: string, palette: Palette): string {
  const key = palette.page + fill;
  let mixed = mixes.get(key);
  if (mixed === undefined) {
    mixed = interpolateRgb(palette.page, fill)(0.28);
    mixes.set(key, mixed);
  }
  return mixed;
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
