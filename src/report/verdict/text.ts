import { Ansis } from "ansis";
import { together } from "../../gate/together.js";
import type { Verdict } from "../../gate/verdict.js";
import { fit, left, right, safe, wrap } from "../terminal/cells.js";
import { time } from "../terminal/units.js";
import type { VerdictFormat, VerdictOptions } from "./format.js";
import { countText, inAll, placeText, SIGNS } from "./words.js";

const NARROWEST = 60;
const WIDEST = 120;
const NUMBER = 14;
const NAME = 14;

/** The verdict and why, then what was measured, what came in, the budgets, and what is doubtful. */
export const text: VerdictFormat = {
  *render(verdicts, options) {
    const width = Math.max(NARROWEST, Math.min(WIDEST, options.width));
    const paint = new Ansis(options.colour ? 1 : 0);
    if (verdicts.length > 1) {
      const all = together(verdicts);
      yield `${painted(all.verdict, paint)}  ${inAll(verdicts)}\n`;
    }
    for (const verdict of verdicts) {
      if (verdicts.length > 1) yield "\n";
      yield* one(verdict, options, width, paint);
    }
  },
};

function painted(verdict: Verdict["verdict"], paint: Ansis): string {
  const colour = { pass: paint.green, fail: paint.red, inconclusive: paint.yellow }[verdict];
  return colour.bold(SIGNS[verdict].word);
}

function* one(verdict: Verdict, options: VerdictOptions, width: number, paint: Ansis): Iterable<string> {
  yield `${painted(verdict.verdict, paint)}  ${fit(safe(verdict.head.command.join(" ")), width - 14)}\n`;
  for (const reason of verdict.reasons) yield lines(`· ${reason}`, width, 2);
  yield* table(verdict, width, paint);
  yield* introduced(verdict, width, options.top, paint);
  yield* budgets(verdict, width, paint);
  yield* calibration(verdict, width);
  const notes = verdict.warnings.map(({ message }) => lines(`· ${message}`, width, 2));
  if (notes.length > 0) yield `\n${paint.dim(notes.join("").trimEnd())}\n`;
}

function lines(text: string, width: number, indent: number): string {
  return wrap(safe(text), width, indent)
    .map((line) => `${line}\n`)
    .join("");
}

function* table({ base, head, counts, pairs }: Verdict, width: number, paint: Ansis): Iterable<string> {
  const rows: [string, string, string][] = [];
  for (const [name, key] of [
    ["user + sys", "cpuUs"],
    ["wall", "wallUs"],
  ] as const) {
    const value = head[key];
    if (value !== null) rows.push([name, base?.[key] == null ? "" : time(base[key]), time(value)]);
  }
  for (const { metric, base: one, head: two } of counts)
    rows.push([COUNTS[metric], one === null ? "" : countText(metric, one), countText(metric, two ?? 0)]);
  if (rows.length === 0) return;
  const isCompared = base !== null;
  const heads = isCompared ? right("base", NUMBER) + right("head", NUMBER) : right("value", NUMBER);
  const note = pairs > 0 ? `  medians of ${pairs} pairs` : "";
  yield `\n${paint.dim(`${left("", NAME)}${heads}${note}`)}\n`;
  for (const [name, one, two] of rows)
    yield `${left(name, NAME)}${isCompared ? right(one, NUMBER) : ""}${right(two, NUMBER)}\n`;
  if (!isCompared) return;
  for (const [name, side] of [
    ["base", base],
    ["head", head],
  ] as const)
    if (side.revision !== null) yield paint.dim(`${fit(`${name}: ${safe(side.revision)}`, width)}\n`);
}

const COUNTS = {
  modules: "modules",
  opened: "files opened",
  minorFaults: "page faults",
  maxRssBytes: "peak memory",
} as const;

function* introduced(
  { introducedBy, introduced }: Verdict,
  width: number,
  top: number,
  paint: Ansis,
): Iterable<string> {
  if (introducedBy.length === 0) return;
  yield `\n${paint.bold(`New at startup: ${introduced.length} modules`)}\n`;
  for (const { name, modules, selfUs, defer, others } of introducedBy.slice(0, top)) {
    const by =
      defer === null ? "" : `  ${placeText(defer)} → ${defer.imported}${others > 0 ? ` and ${others} more` : ""}`;
    const size = `${right(time(selfUs), 10)} ${right(String(modules), 6)}  `;
    yield `${size}${fit(safe(`${name}${by}`), width - size.length)}\n`;
  }
  const rest = introducedBy.length - top;
  if (rest > 0) yield paint.dim(`${rest} more\n`);
}

function* budgets({ budgets }: Verdict, width: number, paint: Ansis): Iterable<string> {
  if (budgets.length === 0) return;
  yield `\n${paint.bold("Budgets")}\n`;
  for (const { rule, limit, value, ok } of budgets) {
    const said = ok ? paint.green("ok  ") : paint.red("over");
    yield `${said}  ${fit(safe(`${rule}: ${value} of ${limit}`), width - 6)}\n`;
  }
}

function* calibration({ calibration }: Verdict, width: number): Iterable<string> {
  if (calibration === undefined) return;
  const share = (value: number): string => `${(value * 100).toFixed(1)} %`;
  yield `\nThis program against itself, ${calibration.comparisons} comparisons resampled from ${calibration.pairs} pairs:\n`;
  yield lines(
    `· false alarms ${share(calibration.falseAlarms)}, hardly more than ${share(calibration.falseAlarmsAtMost)}; inconclusive ${share(calibration.inconclusive)}`,
    width,
    2,
  );
  const seen = calibration.seen.map((each) => `+${Math.round(each.growth * 100)} % in ${share(each.share)}`).join(", ");
  yield lines(`· seen: ${seen}`, width, 2);
  yield lines(`· half of the comparisons take ${calibration.medianPairs} pairs, ${calibration.seconds} s`, width, 2);
  yield lines(`· proposed: max-growth = ${calibration.proposed["max-growth"]} in [tool.importperf.gate]`, width, 2);
}
