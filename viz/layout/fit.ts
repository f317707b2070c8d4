import { lastPart, separatorOf } from "../text/names.js";

/**
 * The most telling text that fits into a width: the whole name and its detail, the whole name, what is short
 * for it, the last part of that, its beginning; "" where not even that fits.
 *
 * @param width pixels
 * @param measure width of a text in pixels
 * @param short what is left of a name that does not fit
 */
export function fitText(
  name: string,
  detail: string,
  width: number,
  measure: (text: string) => number,
  short = same,
): string {
  // No glyph of the page's font is narrower than two pixels: long names need no measuring to be refused.
  const mayFit = (text: string) => text.length * 2 <= width && measure(text) <= width;
  // A name that reads from right to left must not take its detail along.
  const whole = ASCII.test(name) ? `${name}  ${detail}` : `\u2068${name}\u2069  ${detail}`;
  if (detail !== "" && mayFit(whole)) return whole;
  return mayFit(name) ? name : fitName(short(name), width, measure);
}

/** The name itself: nothing shorter says as much. */
const same = (name: string): string => name;

const ASCII = /^[\x20-\x7e]*$/;

/** A name, as many of its last parts as fit (`…client.models`), or the beginning of its last part. */
export function fitName(name: string, width: number, measure: (text: string) => number): string {
  if (name.length * 2 <= width && measure(name) <= width) return name;
  const last = name.length - lastPart(name).length;
  const separator = separatorOf(name);
  for (let at = name.indexOf(separator) + 1; at > 0 && at <= last; at = name.indexOf(separator, at) + 1) {
    const tail = `…${name.slice(at)}`;
    if (tail.length * 2 <= width && measure(tail) <= width) return tail;
  }
  return beginning(name.slice(last), width, measure);
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
