import { markdownTable } from "../markdown-table.js";
import { markdownName, markdownText } from "../markdown-text.js";
import { milliseconds, time } from "../terminal/units.js";
import type { ImportTimesFormat } from "./format.js";
import { besideText, importRunsText, shownSets } from "./rows.js";

/** A table for a pull request, in GitHub's Markdown: each set with its time on each side, and beside the first. */
export const markdown: ImportTimesFormat = {
  *render(document) {
    const { sides, warnings } = document;
    const { shown, hidden } = shownSets(document);
    const head = sides.flatMap(({ name }, side) => [
      markdownName(name),
      "Modules",
      side === 0 ? "95 % interval" : "Beside the first",
    ]);
    const rows = shown.map((set) => [
      markdownName(set.set),
      ...set.times.flatMap(({ medianUs, loUs, hiUs, modules }, side) => [
        time(medianUs),
        String(modules),
        side === 0 ? `${milliseconds(loUs)} to ${milliseconds(hiUs)}` : besideText(set, side),
      ]),
    ]);
    yield markdownTable(["Imports", ...head], rows);
    yield `\n${markdownText(`Import time alone, ${importRunsText(document)}${hidden > 0 ? `; ${hidden} smaller sets are left out` : ""}`)}\n`;
    const notes = warnings.map(({ message }) => `- ${markdownText(message)}`);
    if (notes.length > 0) yield `\n${notes.join("\n")}\n`;
  },
};
