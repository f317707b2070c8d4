import { lastPart } from "../text/names.js";

/**
 * The most telling text that fits into a width: the whole name and its detail, the whole name, the last part
 * of the name, its beginning; "" where not even that fits.
 *
 * @param width pixels
 * @param measure width of a text in pixels
 */
export function fitText(name: string, detail: string, width: number, measure: (text: string) => number): string {
  // No glyph of the page's font is narrower than two pixels: long names need no measuring to be refused.
  const mayFit = (text: string) => text.length * 2 <= width && measure(text) <= width;
  if (detail !== "" && mayFit(`${name}  ${detail}`)) return `${name}  ${detail}`;
  if (mayFit(name)) return name;
  const last = lastPart(name);
  if (last !== name && mayFit(`…${last}`)) return `…${last}`;
  return beginning(last, width, measure);
}

/** The beginning of a text and an ellipsis; "" where fewer than two characters fit. */
export function beginning(text: string, width: number, measure: (text: string) => number): string {
  const marks = Array.from(text.slice(0, Math.ceil(width / 2)));
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (measure(`${marks.slice(0, middle).join("")}…`) <= width) low = middle;
    else high = middle - 1;
  }
  return low < 2 ? "" : `${marks.slice(0, low).join("")}…`;
}
