import type { Ansis } from "ansis";
import { type AnatomyParts, anatomyParts } from "../../graph/anatomy-parts.js";
import type { Anatomy } from "../../graph/profile.js";
import { wrap } from "./cells.js";
import { count, percent, time } from "./units.js";

/** Each part its own shade, colour or none. */
const LOOKS = {
  boot: { shade: "░", colour: "gray" },
  site: { shade: "▒", colour: "cyan" },
  imports: { shade: "█", colour: "yellow" },
  main: { shade: "▓", colour: "green" },
  waiting: { shade: "·", colour: "gray" },
  teardown: { shade: "▚", colour: "red" },
  other: { shade: "-", colour: "gray" },
} as const;

/**
 * Where a whole start went, as one bar of `width` columns with its legend; no lines where nothing is known.
 */
export function anatomyLines(anatomy: Anatomy | undefined, width: number, paint: Ansis): string[] {
  const known = anatomyParts(anatomy);
  if (known === null) return [];
  const { parts, us } = known;
  const cells = shares(
    parts.map(({ share }) => share),
    width,
  );
  const drawn = parts
    .map(({ name }, at) => paint[LOOKS[name].colour](LOOKS[name].shade.repeat(cells[at] ?? 0)))
    .join("");
  const legend = parts.map(({ name, share }) => `${LOOKS[name].shade} ${name} ${percent(share)} %`);
  return [
    paint.bold(`${time(us)} from start to end`),
    drawn,
    ...rows(legend, width),
    ...collector(known).flatMap((line) => wrap(line, width)),
  ];
}

function collector({ collector }: AnatomyParts): string[] {
  if (collector === null || collector.share < WORTH_SAYING) return [];
  const times = collector.collections === null ? "" : ` in ${count(collector.collections, "collection")}`;
  return [`of that the garbage collector ${percent(collector.share)} %${times}, counted to no module`];
}

const WORTH_SAYING = 0.01;

/** Whole cells for shares that sum to 1: largest remainders, so that they sum to the width. */
function shares(of: readonly number[], width: number): number[] {
  const cells = of.map((share) => Math.floor(share * width));
  const left = width - cells.reduce((sum, each) => sum + each, 0);
  const byRemainder = of
    .map((share, at) => ({ at, rest: share * width - Math.floor(share * width) }))
    .sort((a, b) => b.rest - a.rest);
  for (const { at } of byRemainder.slice(0, left)) cells[at] = (cells[at] ?? 0) + 1;
  return cells;
}

/** Legend entries in lines of at most `width` columns, three blanks between them. */
function rows(entries: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const entry of entries) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 3 + entry.length <= width) lines[lines.length - 1] = `${last}   ${entry}`;
    else lines.push(entry);
  }
  return lines;
}
