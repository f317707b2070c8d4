import { markdownName, markdownText } from "../markdown-text.js";
import { count, milliseconds, thousands } from "../terminal/units.js";
import { type DiffDocument, type DiffModule, diffDocument } from "./document.js";
import type { DiffFormat } from "./format.js";
import { signed, signedMs } from "./signs.js";

/** Rows of a list at most: a comment on GitHub takes 65,536 characters, a row some 500. */
const ROWS = 25;
const WARNINGS = 20;

/** A summary that fits a pull-request comment, in GitHub's Markdown. */
export const markdown: DiffFormat = {
  *render(comparison, { top }) {
    const document = diffDocument(comparison);
    const rows = Math.min(top, ROWS);
    yield summary(document);
    yield groups(document, rows);
    yield brought("Came", document.added, 1, rows);
    yield brought("Gone", document.removed, -1, rows);
    yield changed(document, rows);
    yield notes(document);
  },
};

function summary({ before, after }: DiffDocument): string {
  const time = `${milliseconds(before.us)} → ${milliseconds(after.us)} ms`;
  const modules = `${thousands(before.modules)} → ${count(after.modules, "module")}`;
  const inputs = `${markdownName(before.input)} → ${markdownName(after.input)}`;
  return `**Startup: ${signedMs(after.us - before.us)} ms**, ${time}, ${modules} (${inputs})\n`;
}

function groups({ groups }: DiffDocument, top: number): string {
  const rows = groups.map((group) => [
    group.distribution === null ? `(${group.origin})` : markdownName(group.distribution),
    signedMs(group.addedUs - group.removedUs + group.changedUs),
    signed(group.addedModules - group.removedModules, thousands),
    group.importer === null ? "" : markdownName(group.importer),
  ]);
  return table(["Distribution", "ms", "Modules", "By"], rows, top);
}

function brought(title: string, modules: readonly DiffModule[], sign: 1 | -1, top: number): string {
  const rows = modules
    .flatMap(({ module, brings, chain }) => (brings === undefined ? [] : [{ module, brings, chain }]))
    .sort((a, b) => b.brings.us - a.brings.us)
    .map(({ module, brings, chain }) => [
      markdownName(module),
      signedMs(sign * brings.us),
      signed(sign * brings.modules, thousands),
      chain
        .slice(-4, -1)
        .map((name) => markdownName(name))
        .join(" → "),
    ]);
  return table([title, "ms", "Modules", "By"], rows, top);
}

function changed({ changed }: DiffDocument, top: number): string {
  const rows = changed.map(({ module, beforeUs, afterUs }) => [
    markdownName(module),
    milliseconds(beforeUs),
    milliseconds(afterUs),
    signedMs(afterUs - beforeUs),
  ]);
  return table(["Changed", "Before, ms", "After, ms", "ms"], rows, top);
}

function table(head: readonly string[], rows: readonly (readonly string[])[], top: number): string {
  const shown = rows.slice(0, top);
  if (shown.length === 0) return "";
  const rule = head.map((title, column) => (column === 0 || title === "By" ? "---" : "---:"));
  const lines = [head, rule, ...shown].map((cells) => `| ${cells.join(" | ")} |`);
  const hidden = rows.length - shown.length;
  return `\n${lines.join("\n")}\n${hidden > 0 ? `\n${thousands(hidden)} more are not shown.\n` : ""}`;
}

function notes({ warnings }: DiffDocument): string {
  const lines = warnings.slice(0, WARNINGS).map(({ file, code, message }) => {
    const where = file === undefined ? "" : `${file}: `;
    return `- ${markdownText(`${code}: ${where}${message}`, 300)}`;
  });
  if (warnings.length > WARNINGS) lines.push(`- and ${warnings.length - WARNINGS} more warnings`);
  return lines.length === 0 ? "" : `\n${lines.join("\n")}\n`;
}
