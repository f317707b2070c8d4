import { Ansis } from "ansis";
import type { Bundle, BundlesDocument, BundleTimes } from "../../bundle/document.js";
import { ratioText } from "../bench/ratios.js";
import { fit, left, right, safe, wrap } from "../terminal/cells.js";
import { time } from "../terminal/units.js";
import type { BundlesFormat } from "./format.js";
import {
  absentText,
  builtOf,
  commandText,
  intervalText,
  isCold,
  optimizedText,
  priceText,
  verdictText,
  worksText,
} from "./words.js";

const NARROWEST = 80;
const WIDEST = 120;
/** Columns of a start, of its interval, of the ratio, of a first and of a cold start (where any was), with the blanks before them. */
const START = 10;
const INTERVAL = 17;
const RATIO = 11;
const FIRST = 11;
const COLD = 11;
const SAID = 12;

/** Each bundle with its times and its price, then what could not be built, then the one to take. */
export const text: BundlesFormat = {
  *render(document, options) {
    const width = Math.max(NARROWEST, Math.min(WIDEST, options.width));
    const paint = new Ansis(options.colour ? 1 : 0);
    const name = width - START - INTERVAL - RATIO - FIRST - (isCold(document) ? COLD : 0);
    yield `${paint.bold(left(fit(safe(commandText(document)), name - 1), name))}${paint.dim(isTimed(document) ? titles(document) : "")}`.trimEnd();
    yield "\n";
    for (const bundle of builtOf(document)) yield* built(bundle, name, width, paint);
    if (isTimed(document)) yield `${times("without a bundle", document.unbundled, null, name)}\n`;
    yield* yardstick(document, name);
    for (const bundle of document.bundles) if (bundle.works === null) yield* absent(bundle, width, paint);
    yield `\n${lines(verdictText(document), width)
      .map((line) => paint.bold(line))
      .join("\n")}\n`;
    const notes = document.warnings.flatMap(({ message }) => wrap(`· ${safe(message)}`, width, 2));
    if (document.optimized !== undefined) yield `\n${lines(optimizedText(document.optimized), width, 2).join("\n")}\n`;
    if (notes.length > 0) yield `\n${notes.map((line) => paint.dim(line)).join("\n")}\n`;
  },
};

/** With --no-time, or where no bundle works, there are no times. */
function isTimed({ unbundled, bundles }: BundlesDocument): boolean {
  return unbundled.wall !== null || bundles.some(({ firstStartUs }) => firstStartUs !== null);
}

function titles(document: BundlesDocument): string {
  const { yardstick } = document;
  const ratio = yardstick === null ? "" : `x ${fit(safe(yardstick.name), RATIO - 3)}`;
  const cells = [right("start", START), right("95 % interval", INTERVAL), right(ratio, RATIO)];
  return [...cells, right("first", FIRST), isCold(document) ? right("cold", COLD) : ""].join("");
}

function* built(bundle: Bundle, name: number, width: number, paint: Ansis): Iterable<string> {
  yield `${paint.bold(times(bundle.with, bundle, bundle.firstStartUs, name))}\n`;
  const said = worksText(bundle);
  const price = indented(`${said}, ${priceText(bundle)}`, width);
  yield `${price.replace(said, () => (bundle.works === true ? paint.green(said) : paint.red.bold(said)))}\n`;
  if (bundle.fault !== null) yield `${indented(bundle.fault, width)}\n`;
}

/** Below the line that it belongs to. */
function indented(text: string, width: number): string {
  return lines(text, width - 2, 2)
    .map((line) => `  ${line}`)
    .join("\n");
}

function times(
  label: string,
  { wall, coldUs, ratioToYardstick }: BundleTimes,
  firstUs: number | null,
  name: number,
): string {
  const start = wall === null ? "" : time(wall.medianUs);
  const interval = wall === null ? "" : intervalText(wall);
  const ratio = ratioToYardstick === null ? "" : ratioText(ratioToYardstick);
  const cells = [right(start, START), right(interval, INTERVAL), right(ratio, RATIO)];
  const others = [right(optional(firstUs), FIRST), coldUs === null ? "" : right(time(coldUs), COLD)];
  return `${left(fit(safe(label), name - 1), name)}${[...cells, ...others].join("")}`.trimEnd();
}

function optional(us: number | null): string {
  return us === null ? "" : time(us);
}

function* yardstick({ yardstick }: BundlesDocument, name: number): Iterable<string> {
  if (yardstick === null) return;
  const own = { wall: yardstick.wall, coldUs: null, ratioToYardstick: null, lo: null, hi: null };
  yield `${times(yardstick.name, own, null, name)}\n`;
}

function* absent(bundle: Bundle, width: number, paint: Ansis): Iterable<string> {
  const isSkipped = bundle.skipped !== undefined;
  const [first = "", ...rest] = wrap(`${safe(bundle.with)} ${safe(absentText(bundle))}`, width, 2);
  yield `\n${[isSkipped ? paint.dim(first) : paint.red(first), ...rest.map((line) => (isSkipped ? paint.dim(line) : line))].join("\n")}\n`;
  for (const line of bundle.said.slice(-SAID)) yield `    ${fit(safe(line), width - 4)}\n`;
  if (bundle.log !== null) yield `${paint.dim(`    log: ${fit(safe(bundle.log), width - 9)}`)}\n`;
}

/** No line breaks between a number and its unit. */
function lines(said: string, width: number, indent = 0): string[] {
  const kept = safe(said).replace(/(\d) (?=(?:ms|s|[kM]?B)\b)/g, "$1\u00a0");
  return wrap(kept, width, indent).map((line) => line.replaceAll("\u00a0", " "));
}
