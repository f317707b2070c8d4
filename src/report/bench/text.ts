import { Ansis } from "ansis";
import type { BenchCommand, BenchDocument, BenchTime } from "../../bench/document.js";
import { columns, fit, left, right, safe, wrap } from "../terminal/cells.js";
import { milliseconds, time } from "../terminal/units.js";
import type { BenchFormat } from "./format.js";
import { amountText, intervalText, isSame, memoryText, type Ratio, ratios, ratioText } from "./ratios.js";
import { ends, spread } from "./spread.js";

const NARROWEST = 60;
const WIDEST = 120;
/** Columns of a median, of its interval, of processor time and of memory, with the blanks before them. */
const MEDIAN = 11;
const INTERVAL = 18;
const CPU = 11;
const MEMORY = 11;
/** What else a line about two commands holds. */
const BESIDE_NAMES = 54;
/** Of the shortest and the longest time beside the picture of how the runs are spread. */
const END = 9;

/** Each command with its times and how they are spread, then the ratios, then what is doubtful. */
export const text: BenchFormat = {
  *render(document, options) {
    const width = Math.max(NARROWEST, Math.min(WIDEST, options.width));
    const paint = new Ansis(options.colour ? 1 : 0);
    const name = width - MEDIAN - INTERVAL - CPU - MEMORY;
    yield `${paint.dim(fit(heading(document), width))}\n\n`;
    yield `${paint.bold(left("Command", name))}${paint.dim(titles())}\n`;
    for (const command of document.commands) yield* rows(command, name, width, paint);
    const said = ratios(document).flatMap((ratio) => ratioLines(ratio, width, paint));
    if (said.length > 0) yield `\n${said.join("\n")}\n`;
    const what = yardstickText(document);
    if (what !== "") yield `${paint.dim(fit(what, width))}\n`;
    const notes = document.warnings.flatMap(({ message }) => wrap(`· ${safe(message)}`, width, 2));
    if (notes.length > 0) yield `\n${notes.map((line) => paint.dim(line)).join("\n")}\n`;
  },
};

function heading(document: BenchDocument): string {
  const { model, processors, platform } = document.machine;
  return `${amountText(document.plan, document.commands.length)}, ${processors} x ${safe(model ?? "unknown processor")}, ${platform}`;
}

/** What was measured under the yardstick's name. */
function yardstickText({ yardstick, commands }: BenchDocument): string {
  const found = commands.find(({ name }) => name === yardstick);
  if (found?.says === undefined || found.path === null) return "";
  return `  ${safe(found.name)} is ${safe(found.path)}, ${safe(found.says)}`;
}

function titles(): string {
  return right("median", MEDIAN) + right("95 % interval", INTERVAL) + right("user+sys", CPU) + right("memory", MEMORY);
}

function* rows({ name, runs, wall, cpu, maxRssBytes }: BenchCommand, room: number, width: number, paint: Ansis) {
  const cpuText = cpu === null ? "" : time(cpu.medianUs);
  const numbers = `${paint.bold(right(time(wall.medianUs), MEDIAN))}${right(interval(wall), INTERVAL)}${right(cpuText, CPU)}`;
  yield `${left(fit(safe(name), room), room)}${numbers}${right(memoryText(maxRssBytes), MEMORY)}`.trimEnd();
  yield "\n";
  if (runs.length < 3) return;
  const times = runs.map(({ wallUs }) => wallUs);
  const [least, most] = ends(times);
  const drawn = spread(times, width - 2 * END - 4);
  yield `${paint.dim(right(time(least), END))}  ${paint.cyan(drawn)}  ${paint.dim(time(most))}\n`;
}

function interval({ loUs, hiUs }: BenchTime): string {
  return loUs >= 10_000_000 ? `${time(loUs)} to ${time(hiUs)}` : `${milliseconds(loUs)} to ${milliseconds(hiUs)}`;
}

/** On one line, or on two where the names are long. */
function ratioLines({ of, to, wall, cpu }: Ratio, width: number, paint: Ansis): string[] {
  const name = (text: string): string => fit(safe(text), (width - BESIDE_NAMES) >> 1);
  const ratio = `${ratioText(wall.ratio)} x ${name(to)}`;
  const around = [`${name(of)} takes `, `, ${intervalText(wall)}${isSame(wall) ? " (no difference seen)" : ""}`];
  const said = around.join(ratio);
  const painted = around.join(paint.bold(ratio));
  if (cpu === undefined) return [painted];
  const known = `user+sys ${ratioText(cpu.ratio)} x, ${intervalText(cpu)}`;
  return columns(said) + 2 + known.length <= width ? [`${painted}; ${known}`] : [painted, `  ${known}`];
}
