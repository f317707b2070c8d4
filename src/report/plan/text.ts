import { Ansis } from "ansis";
import type { Plan, PlanCommand, Proposal } from "../../optimize/plan.js";
import { columns, fit, left, safe, wrap } from "../terminal/cells.js";
import { count, percent, thousands, time } from "../terminal/units.js";
import { acceptingRows } from "./accepting.js";
import { nextCommand } from "./command-line.js";
import { editText, idTexts, placeTexts, proofTexts } from "./edits.js";
import type { PlanFormat } from "./format.js";
import { groundText } from "./ground-text.js";
import { INSTEAD, insteadTexts } from "./instead.js";
import { shortPaths, shortPlace } from "./places.js";
import { adviceRows, type RefusedGroup, refusedGroups } from "./refused.js";

/** A plan for people: the gain, what is proposed with its proof, the diff, what was refused, what a person could do. */
export const text: PlanFormat = {
  *render({ plan, asked }, { top, width: wanted, colour }) {
    const page = new Page(Math.max(40, wanted), new Ansis(colour ? 1 : 0));
    for (const command of plan.commands) yield* page.head(command);
    const ground = groundText(plan);
    if (ground !== "") yield page.dim(`(${ground})`, 2);
    yield* proposalLines(plan, page);
    yield* insteadLines(plan, page);
    if (plan.patch !== "") yield* page.diff(plan.patch);
    yield* refusalLines(plan, page, top);
    yield* acceptingLines(plan, page);
    yield* adviceLines(plan, page, top);
    yield* verificationLines(plan, page);
    yield* warningLines(plan, page);
    yield* lastLines(plan, page, asked);
  },
};

/** Columns of a time: "10043.2 ms" is the widest that is likely. */
const TIME = 10;
/** Reasons of one refusal, and imports that it names, at most. */
const REASONS = 5;
const IMPORTS = 3;

/** Lines of a width, in colours or none. */
class Page {
  constructor(
    readonly width: number,
    readonly paint: Ansis,
  ) {}

  /** A sentence in lines that all begin behind `indent` blanks. */
  lines(said: string, indent = 0): string {
    return wrap(safe(said), this.width - indent)
      .map((line) => `${" ".repeat(indent)}${line}\n`)
      .join("");
  }

  dim(said: string, indent: number): string {
    return said === "" ? "" : this.paint.dim(this.lines(said, indent));
  }

  /** A sentence behind a mark, its further lines under its first. */
  item(mark: string, said: string, indent: number): string {
    return wrap(safe(said), this.width - indent - columns(mark))
      .map((line, at) => `${" ".repeat(indent)}${at === 0 ? mark : " ".repeat(columns(mark))}${line}\n`)
      .join("");
  }

  heading(said: string): string {
    return `\n${this.paint.bold(this.lines(said).trimEnd())}\n`;
  }

  *head({ command, before, predicted }: PlanCommand): Iterable<string> {
    yield `${this.paint.bold(fit(safe(command.join(" ")), this.width))}\n`;
    const ratio = predicted.wallUs > 0 ? before.wallUs / predicted.wallUs : 1;
    const faster = ratio >= 1.005 ? `, ${ratio.toFixed(ratio < 10 ? 2 : 1)} × as fast` : "";
    const modules = `${thousands(before.modules)} → ${count(predicted.modules, "module")}`;
    const range = predicted.loUs < predicted.hiUs ? ` (${time(predicted.loUs)} to ${time(predicted.hiUs)})` : "";
    const after = time(predicted.wallUs);
    const gain = this.lines(`${time(before.wallUs)} → ${after}${range}${faster}`, 2);
    yield `${gain.replace(`→ ${after}`, `→ ${this.paint.green(after)}`)}  ${modules}\n`;
  }

  *diff(patch: string): Iterable<string> {
    yield "\n";
    const { paint } = this;
    for (const line of patch.split("\n")) {
      const shown = safe(line);
      if (line.startsWith("diff --git ") || line === "") continue;
      if (/^(?:---|\+\+\+) /.test(line)) yield `${paint.bold(shown)}\n`;
      else if (line.startsWith("+")) yield `${paint.green(shown)}\n`;
      else if (line.startsWith("-")) yield `${paint.red(shown)}\n`;
      else yield line.startsWith("@@") ? `${paint.cyan(shown)}\n` : `${shown}\n`;
    }
  }
}

function* proposalLines(plan: Plan, page: Page): Iterable<string> {
  const chosen = plan.proposals.filter((each) => each.chosen);
  if (chosen.length === 0) {
    yield `\n${page.lines("Nothing is proposed: no import can be deferred, proven, for a gain.")}`;
  } else {
    yield page.heading(`${count(chosen.length, "proposal")}, best first`);
    const common = commonRules(chosen);
    const idWidth = Math.max(...chosen.map(({ id }) => id.length));
    for (const proposal of chosen) yield* oneProposal(proposal, page, idWidth, common);
    if (common.length > 0) yield `\n${page.item("Each is proven by ", `${common.join(", ")}.`, 0)}`;
  }
  const dropped = plan.verification?.dropped ?? [];
  if (dropped.length > 0) yield page.heading("Dropped when verified");
  for (const { id, why } of dropped) yield page.item(`${left(id, 4)}  `, why, 0);
}

function* insteadLines(plan: Plan, page: Page): Iterable<string> {
  const said = insteadTexts(plan);
  if (said.length > 0) yield page.heading(INSTEAD);
  for (const each of said) yield page.item("· ", each, 0);
}

/** Rules that every proposal rests on, told once. */
function commonRules(chosen: readonly Proposal[]): string[] {
  const [first, ...rest] = chosen.map(proofTexts);
  if (first === undefined || rest.length === 0) return [];
  return first.filter((rule) => rest.every((rules) => rules.includes(rule)));
}

function* oneProposal(proposal: Proposal, page: Page, idWidth: number, common: readonly string[]): Iterable<string> {
  const { id, savingUs, names, imported } = proposal;
  const indent = idWidth + 2 + TIME + 2;
  const head = `${left(id, idWidth)}  ${time(savingUs).padStart(TIME)}  `;
  yield `${page.paint.yellow(head)}${shown(shortPlace(proposal), names, page, indent)}\n`;
  const last = imported.at(-1);
  const loads = last === undefined ? "" : `, ${proposal.edit === "barrel" ? "not" : "loads"} ${last}`;
  yield page.lines(`${editText(proposal)}${loads}`, indent);
  const places = placeTexts(proposal);
  const more = places.length > 4 ? ` and ${places.length - 4} more` : "";
  const where = proposal.edit === "lazy" ? "first used at" : "at";
  yield page.dim(places.length === 0 ? "" : `${where} ${places.slice(0, 4).join(", ")}${more}`, indent);
  if (proposal.price !== undefined) yield page.lines(`price: ${proposal.price}`, indent);
  if (proposal.with.length > 0) yield page.dim(`saves only together with ${idTexts(proposal.with)}`, indent);
  const own = proofTexts(proposal).filter((rule) => !common.includes(rule));
  yield page.dim(own.length === 0 ? "" : `proven by ${own.join(", ")}`, indent);
}

/** "app/cli.py:7  name, other", the names cut where they don't fit. */
function shown(place: string, names: readonly string[], page: Page, indent: number): string {
  const room = page.width - indent;
  const where = fit(safe(place), room);
  const left = room - columns(where) - 2;
  return left < 8 ? where : `${where}  ${page.paint.bold(fit(safe(names.join(", ")), left))}`;
}

function* refusalLines(plan: Plan, page: Page, top: number): Iterable<string> {
  const groups = refusedGroups(plan);
  if (groups.length === 0) return;
  yield page.heading("Refused, by what they keep in startup");
  for (const group of groups.slice(0, top)) yield* oneRefusal(group, page);
  if (groups.length > top) yield page.paint.dim(`… and ${thousands(groups.length - top)} more (--top)\n`);
}

function* oneRefusal({ savingUs, imports, reasons, hint }: RefusedGroup, page: Page): Iterable<string> {
  const indent = TIME + 2;
  const [first, ...others] = imports;
  if (first === undefined) return;
  yield `${time(savingUs).padStart(TIME)}  ${shown(first.place, [first.names], page, indent)}\n`;
  for (const { place, names } of others.slice(0, IMPORTS - 1))
    yield `${" ".repeat(indent)}${shown(place, [names], page, indent)}\n`;
  const unnamed = others.length - IMPORTS + 1;
  if (unnamed > 0) yield page.lines(`and ${count(unnamed, "more import")}`, indent);
  for (const { code, message, place } of reasons.slice(0, REASONS)) {
    const where = message.includes(place) ? "" : `, ${place}`;
    yield page.paint.dim(page.item(reasons.length > 1 ? "· " : "", `${message} (${code}${where})`, indent));
  }
  if (reasons.length > REASONS) yield page.dim(`· and ${count(reasons.length - REASONS, "more reason")}`, indent);
  if (hint !== "") yield page.item("→ ", hint, indent);
}

function* acceptingLines(plan: Plan, page: Page): Iterable<string> {
  const rows = acceptingRows(plan);
  if (rows.length > 0) yield page.heading("What accepting these reasons would save");
  for (const { savingUs, said } of rows) yield page.item(`${time(savingUs).padStart(TIME)}  `, said, 0);
}

function* adviceLines(plan: Plan, page: Page, top: number): Iterable<string> {
  const rows = adviceRows(plan);
  if (rows.length === 0) return;
  yield page.heading("What a person could change, the most gain for each place first");
  for (const { savingUs, place, message } of rows.slice(0, top)) {
    const said = message.startsWith(place) ? message : `${place}: ${message}`;
    yield page.item(`${time(savingUs).padStart(TIME)}  `, said, 0);
  }
  if (rows.length > top) yield page.paint.dim(`… and ${thousands(rows.length - top)} more (--top)\n`);
}

function* verificationLines({ verification }: Plan, page: Page): Iterable<string> {
  if (verification === null) return;
  yield page.heading("Verified in a copy");
  for (const { command, same, loaded, why } of verification.commands) {
    const said = same ? "same output, errors and exit code" : (why ?? "differs");
    const ran = loaded ? "" : "; not every changed file was seen to run";
    yield page.item("", `${command.join(" ")}: ${said}${ran}`, 2);
  }
  const { tests, measured } = verification;
  if (tests !== null) {
    const counts = ({ passed, failed }: { passed: number; failed: number }): string =>
      `${thousands(passed)} passed, ${thousands(failed)} failed`;
    yield page.lines(`tests: before ${counts(tests.before)}; after ${counts(tests.after)}`, 2);
  }
  if (measured !== null) {
    const { beforeUs, afterUs, ratio, lo, hi } = measured;
    const range = `${percent(ratio)} % (${percent(lo)} to ${percent(hi)})`;
    yield page.lines(`${time(beforeUs)} → ${time(afterUs)}: ${range}`, 2);
  }
  for (const note of verification.notes) yield page.dim(note, 2);
}

function* warningLines({ warnings }: Plan, page: Page): Iterable<string> {
  if (warnings.length > 0) yield "\n";
  for (const { message, file, line } of warnings) {
    const place = file === undefined ? "" : `${shortPaths(file)}${line === undefined ? "" : `:${line}`}: `;
    yield page.paint.dim(page.item("· ", `${place}${shortPaths(message)}`, 0));
  }
}

/** What was or would be written, where a reader's eye is when all has scrolled by. */
function* lastLines(plan: Plan, page: Page, asked: readonly string[]): Iterable<string> {
  const { before, predicted, written } = plan;
  const chosen = plan.proposals.filter((each) => each.chosen).length;
  if (written.length > 0) {
    yield `\n${page.lines(`Wrote ${count(written.length, "file")}; perf optimize --revert restores them.`)}`;
  } else if (chosen > 0) {
    const gain = `${count(chosen, "proposal")}: ${time(before.us)} → ${time(predicted.us)}.`;
    yield `\n${page.paint.bold(page.lines(`${gain} Nothing was written; this verifies it in a copy, then writes it:`))}`;
    for (const line of nextCommand(asked, page.width - 2)) yield `  ${safe(line)}\n`;
  }
}
