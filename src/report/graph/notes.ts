import type { ReportOptions } from "../format.js";
import { fit, safe, wrap } from "../terminal/cells.js";
import { count } from "../terminal/units.js";
import type { GraphReport } from "./format.js";
import { moduleFile, relativeFile } from "./places.js";

const NARROWEST = 60;
const WIDEST = 120;
const LONGEST = 600;
const SHOWN = 3;

export function textWidth({ width }: ReportOptions): number {
  return Math.max(NARROWEST, Math.min(WIDEST, width));
}

/** What was not resolved and not read, and the warnings, as lines of at most `width` columns behind an empty one. */
export function doubts({ sources, warnings, followed }: GraphReport, width: number): string[] {
  const { graph, unresolved, unread } = sources;
  const lines: string[] = [];
  const say = (text: string): void => {
    lines.push(...wrap(`· ${fit(safe(text), LONGEST)}`, width, 2));
  };
  const list = (texts: readonly string[]): void => {
    for (const text of texts.slice(0, SHOWN)) lines.push(`    ${fit(safe(text), width - 4)}`);
  };
  const missing = unresolved.filter(({ reason }) => reason === "not-found");
  const computed = unresolved.filter(({ reason }) => reason !== "not-found");
  const told = ({ importer, line, text }: (typeof unresolved)[number]): string =>
    `${moduleFile(graph, importer) ?? ""}:${line}: ${text}`;
  if (computed.length > 0) {
    say(`${count(computed.length, "import")} of modules that are only known when they run:`);
    list(computed.map(told));
  }
  if (missing.length > 0) {
    say(`${count(missing.length, "import")} of modules that are not there:`);
    list(missing.map(told));
  }
  if (unread.length > 0) {
    say(`${count(unread.length, "file")} could not be read:`);
    list(
      unread.map(
        ({ file, line, reason }) =>
          `${relativeFile(file, graph.root ?? "")}${line === null ? "" : `:${line}`}: ${reason}`,
      ),
    );
  }
  for (const { message } of warnings) say(message);
  if (!followed) say("imports of dependencies were not read (--follow reads them)");
  return lines.length === 0 ? [] : ["", ...lines];
}
