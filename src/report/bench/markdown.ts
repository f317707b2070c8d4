import type { BenchDocument } from "../../bench/document.js";
import { markdownTable } from "../markdown-table.js";
import { markdownName, markdownText } from "../markdown-text.js";
import { milliseconds, time } from "../terminal/units.js";
import type { BenchFormat } from "./format.js";
import { amountText, intervalText, isSame, memoryText, ratios, ratioText } from "./ratios.js";

/** A comment takes 65,536 characters, a row some 500. */
const ROWS = 50;

/** A table for a pull request or a README, in GitHub's Markdown. */
export const markdown: BenchFormat = {
  *render(document) {
    yield table(
      ["Command", "Median", "95 % interval", "User + sys", "Memory"],
      document.commands.map(({ name, wall, cpu, maxRssBytes }) => [
        markdownName(name),
        time(wall.medianUs),
        `${milliseconds(wall.loUs)} to ${milliseconds(wall.hiUs)}`,
        cpu === null ? "" : time(cpu.medianUs),
        memoryText(maxRssBytes),
      ]),
    );
    yield ratioTable(document);
    const { processors, model } = document.machine;
    yield `\n${markdownText(`${amountText(document.plan, document.commands.length)}, ${processors} x ${model ?? "unknown processor"}`)}\n`;
    const notes = document.warnings.map(({ message }) => `- ${markdownText(message)}`);
    if (notes.length > 0) yield `\n${notes.slice(0, ROWS).join("\n")}\n`;
  },
};

function ratioTable(document: BenchDocument): string {
  const rows = ratios(document).map(({ of, to, wall, cpu }) => [
    `${markdownName(of)} / ${markdownName(to)}`,
    `${ratioText(wall.ratio)}${isSame(wall) ? " (no difference seen)" : ""}`,
    intervalText(wall),
    cpu === undefined ? "" : `${ratioText(cpu.ratio)}, ${intervalText(cpu)}`,
  ]);
  return rows.length === 0 ? "" : `\n${table(["Ratio", "Wall", "95 % interval", "User + sys"], rows)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return markdownTable(head, rows.slice(0, ROWS));
}
