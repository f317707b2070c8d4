import { together } from "../../gate/together.js";
import type { CountRow, Verdict } from "../../gate/verdict.js";
import { markdownTable } from "../markdown-table.js";
import { markdownName, markdownText } from "../markdown-text.js";
import { time } from "../terminal/units.js";
import type { VerdictFormat } from "./format.js";
import { countText, inAll, placeText, SIGNS, times } from "./words.js";

/** One comment of a pull request: the verdict, why, then tables. Its first line is what it is found again by. */
export const markdown: VerdictFormat = {
  *render(verdicts, { top }) {
    yield "<!-- importperf gate -->\n";
    const { verdict } = together(verdicts);
    const count = verdicts.length > 1 ? `: ${inAll(verdicts)}` : "";
    yield `### ${SIGNS[verdict].emoji} Startup: ${SIGNS[verdict].word}${count}\n\n`;
    for (const [at, each] of verdicts.entries()) {
      if (verdicts.length > 1) yield `${at > 0 ? "\n" : ""}#### ${SIGNS[each.verdict].emoji} `;
      yield* one(each, top);
    }
  },
};

function* one(verdict: Verdict, top: number): Iterable<string> {
  yield `${markdownName(verdict.head.command.join(" "))}\n\n`;
  yield verdict.reasons.map((reason) => `- ${markdownText(reason, 1000)}\n`).join("");
  yield* sides(verdict);
  yield* introduced(verdict, top);
  yield* budgets(verdict);
  const notes = verdict.warnings.map(({ message }) => `- ${markdownText(message)}\n`);
  if (notes.length > 0) yield `\n<details><summary>Notes</summary>\n\n${notes.join("")}\n</details>\n`;
}

function* sides({ base, head, counts, ratio, lo, hi, metric }: Verdict): Iterable<string> {
  const rows: string[][] = [];
  const times_ = (name: string, key: "wallUs" | "cpuUs"): void => {
    const [one, two] = [base?.[key] ?? null, head[key]];
    if (two !== null) rows.push([name, one === null ? "" : time(one), time(two), change(one, two)]);
  };
  times_("User + sys", "cpuUs");
  times_("Wall", "wallUs");
  for (const row of counts) rows.push([COUNT_NAMES[row.metric], ...numbers(row)]);
  if (rows.length === 0) return;
  yield `\n${markdownTable(
    ["", ...[base?.revision ?? "Base", head.revision ?? "Head"].map((each) => markdownText(each, 80)), "Change"],
    rows,
  )}`;
  if (ratio !== null && lo !== null && hi !== null)
    yield `\n${markdownText(`${metric === "wall" ? "Wall time" : "Processor time"}: ${times(ratio)}, 95 % interval ${times(lo)} to ${times(hi)}`)}\n`;
}

const COUNT_NAMES: Readonly<Record<CountRow["metric"], string>> = {
  modules: "Modules",
  opened: "Files opened",
  minorFaults: "Page faults",
  maxRssBytes: "Peak memory",
};

function numbers(row: CountRow): string[] {
  const { base, head } = row;
  return [base === null ? "" : countText(row.metric, base), countText(row.metric, head ?? 0), change(base, head ?? 0)];
}

function change(base: number | null, head: number): string {
  if (base === null || base === 0) return "";
  const share = (head / base - 1) * 100;
  return `${share >= 0 ? "+" : "−"}${Math.abs(share).toFixed(1)} %`;
}

function* introduced({ introducedBy, introduced }: Verdict, top: number): Iterable<string> {
  const shown = introducedBy.slice(0, top);
  if (shown.length === 0) return;
  yield `\n**New at startup: ${introduced.length} module${introduced.length === 1 ? "" : "s"}**\n\n`;
  yield markdownTable(
    ["From", "Modules", "Self time", "Comes by"],
    shown.map(({ name, modules, selfUs, defer, others }) => [
      markdownName(name),
      String(modules),
      time(selfUs),
      defer === null
        ? ""
        : `${markdownName(placeText(defer))} → ${markdownName(defer.imported)}${others > 0 ? ` and ${others} more` : ""}`,
    ]),
  );
  if (introducedBy.length > shown.length) yield `\n${introducedBy.length - shown.length} more\n`;
}

function* budgets({ budgets }: Verdict): Iterable<string> {
  if (budgets.length === 0) return;
  yield `\n${markdownTable(
    ["Budget", "Limit", "Value", ""],
    budgets.map(({ rule, limit, value, ok }) => [markdownName(rule), String(limit), String(value), ok ? "✅" : "❌"]),
  )}`;
}
