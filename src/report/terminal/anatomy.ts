import type { Ansis } from "ansis";
import type { Anatomy } from "../../graph/profile.js";
import { wrap } from "./cells.js";
import { count, percent, time } from "./units.js";

/** The parts that sum to the wall time, in the order in which they happen; each its own shade, colour or none. */
const PARTS = [
  { name: "boot", field: "bootUs", shade: "░", colour: "gray" },
  { name: "site", field: "siteUs", shade: "▒", colour: "cyan" },
  { name: "imports", field: "importsUs", shade: "█", colour: "yellow" },
  { name: "main", field: "mainUs", shade: "▓", colour: "green" },
  { name: "waiting", field: "waitingUs", shade: "·", colour: "gray" },
  { name: "teardown", field: "teardownUs", shade: "▚", colour: "red" },
  { name: "other", field: "otherUs", shade: "-", colour: "gray" },
] as const;

/**
 * Where a whole start went, as one bar of `width` columns with its legend; no lines where nothing is known.
 */
export function anatomyLines(anatomy: Anatomy | undefined, width: number, paint: Ansis): string[] {
  if (anatomy === undefined) return [];
  const parts = PARTS.map((part) => ({ ...part, us: anatomy[part.field] ?? 0 })).filter(({ us }) => us > 0);
  const total = parts.reduce((sum, { us }) => sum + us, 0);
  if (total === 0) return [];
  const cells = shares(
    parts.map(({ us }) => us / total),
    width,
  );
  const drawn = parts.map(({ shade, colour }, at) => paint[colour](shade.repeat(cells[at] ?? 0))).join("");
  const legend = parts.map(({ name, shade, us }) => `${shade} ${name} ${percent(us / total)} %`);
  return [
    paint.bold(`${time(total)} from start to end`),
    drawn,
    ...rows(legend, width),
    ...collector(anatomy, total).flatMap((line) => wrap(line, width)),
  ];
}

function collector({ collectorUs, collections }: Anatomy, total: number): string[] {
  if (collectorUs === null || collectorUs / total < WORTH_SAYING) return [];
  const times = collections === null ? "" : ` in ${count(collections, "collection")}`;
  return [`of that the garbage collector ${percent(collectorUs / total)} %${times}, counted to no module`];
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
