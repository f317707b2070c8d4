import { Ansis } from "ansis";
import type { ImportTimesDocument, ImportTimesSet } from "../../bench/imports/document.js";
import { fit, left, right, safe, wrap } from "../terminal/cells.js";
import { count, milliseconds, thousands, time } from "../terminal/units.js";
import type { ImportTimesFormat } from "./format.js";
import { besideText, importRunsText, shownSets } from "./rows.js";

const NARROWEST = 60;
const WIDEST = 120;
/** Columns of a median, of what stands beside it, of modules on both sides, with the blanks before them. */
const MEDIAN = 11;
const BESIDE = 22;
const MODULES = 15;

/** Each set of modules with its import time on both sides and the ratio of these; of more sides, a block for each set. */
export const text: ImportTimesFormat = {
  *render(document, options) {
    const width = Math.max(NARROWEST, Math.min(WIDEST, options.width));
    const paint = new Ansis(options.colour ? 1 : 0);
    const { shown, hidden } = shownSets(document);
    yield `${paint.dim(fit(`import time alone, ${importRunsText(document)}`, width))}\n\n`;
    yield* document.sides.length > 2 ? blocks(document, shown, width, paint) : table(document, shown, width, paint);
    if (hidden > 0) yield `${paint.dim(`${count(hidden, "smaller set")} (--json: all)`)}\n`;
    const notes = document.warnings.flatMap(({ message }) => wrap(`· ${safe(message)}`, width, 2));
    if (notes.length > 0) yield `\n${notes.map((line) => paint.dim(line)).join("\n")}\n`;
  },
};

function* table(document: ImportTimesDocument, sets: readonly ImportTimesSet[], width: number, paint: Ansis) {
  const { sides } = document;
  const room = width - sides.length * MEDIAN - BESIDE - MODULES;
  const names = sides.map(({ name }) => right(fit(safe(name), MEDIAN - 1), MEDIAN)).join("");
  const beside = sides.length === 1 ? "95 % interval" : "beside the first";
  yield `${paint.bold(left("Imports", room))}${paint.dim(`${names}${right(beside, BESIDE)}${right("modules", MODULES)}`)}\n`;
  for (const set of sets) {
    const medians = set.times.map(({ medianUs, modules }) => right(modules === 0 ? "-" : time(medianUs), MEDIAN));
    const [only, other] = set.times;
    const said = other === undefined ? intervalOf(set, 0) : besideText(set, 1);
    const modules = [only, other].flatMap((each) => (each === undefined ? [] : thousands(each.modules)));
    const counts = new Set(modules).size === 1 ? (modules[0] ?? "") : modules.join(" to ");
    yield `${left(fit(safe(set.set), room), room)}${paint.bold(medians.join(""))}${right(said, BESIDE)}${right(counts, MODULES)}\n`;
  }
}

function* blocks(document: ImportTimesDocument, sets: readonly ImportTimesSet[], width: number, paint: Ansis) {
  const room = width - MEDIAN - 2 * BESIDE - 2;
  for (const set of sets) {
    yield `${paint.bold(fit(safe(set.set), width))}\n`;
    for (const [side, { medianUs, modules }] of set.times.entries()) {
      const name = left(fit(safe(document.sides[side]?.name ?? ""), room), room);
      const times = modules === 0 ? right("-", MEDIAN) : right(time(medianUs), MEDIAN);
      const said = side === 0 ? intervalOf(set, 0) : besideText(set, side);
      yield `  ${name}${times}${right(said, BESIDE)}${right(count(modules, "module"), BESIDE)}\n`;
    }
  }
}

function intervalOf({ times }: ImportTimesSet, side: number): string {
  const { loUs = 0, hiUs = 0 } = times[side] ?? {};
  return `${milliseconds(loUs)} to ${milliseconds(hiUs)}`;
}
