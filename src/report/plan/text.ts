import { Ansis } from "ansis";
import type { Plan, Proposal, Refusal } from "../../optimize/plan.js";
import { columns, fit, safe, wrap } from "../terminal/cells.js";
import { count, percent, thousands, time } from "../terminal/units.js";

export interface PlanOptions {
  readonly width: number;
  readonly colour: boolean;
  /** How many refusals and pieces of advice are shown. */
  readonly top: number;
}

/** A plan for people: the gain, what is proposed with its proof, the diff, what was refused, what a person could do. */
export function* planText(plan: Plan, options: PlanOptions): Iterable<string> {
  const width = Math.max(40, options.width);
  const paint = new Ansis(options.colour ? 1 : 0);
  const say = (text: string, indent = 0): string => `${wrap(safe(text), width, indent).join("\n")}\n`;
  yield* headLines(plan, width, paint);
  const chosen = plan.proposals.filter((each) => each.chosen);
  if (chosen.length === 0) yield say("Nothing is proposed: no import can be deferred, proven, for a gain.");
  else {
    yield `\n${paint.bold(`${count(chosen.length, "proposal")}, best first`)}\n`;
    for (const proposal of chosen) yield* proposalLines(proposal, width, paint);
  }
  const dropped = plan.verification?.dropped ?? [];
  if (dropped.length > 0) {
    yield `\n${paint.bold("Dropped when verified")}\n`;
    for (const { id, why } of dropped) yield say(`${id}  ${why}`, 4);
  }
  if (plan.patch !== "") yield `\n${diffLines(plan.patch, paint)}`;
  if (plan.refusals.length > 0) {
    yield `\n${paint.bold("Refused, by what they keep in startup")}\n`;
    for (const refusal of plan.refusals.slice(0, options.top)) yield* refusalLines(refusal, width, paint);
    const hidden = plan.refusals.length - options.top;
    if (hidden > 0) yield `${paint.dim(`… and ${thousands(hidden)} more (--top)`)}\n`;
  }
  if (plan.advice.length > 0) {
    yield `\n${paint.bold("What a person could change")}\n`;
    for (const { file, line, savingUs, message } of plan.advice.slice(0, options.top)) {
      yield say(`${timeCell(savingUs)}  ${file}:${line}  ${message}`, 12);
    }
  }
  yield* verificationLines(plan, width, paint);
  if (plan.warnings.length > 0) yield "\n";
  for (const { message, file, line } of plan.warnings) {
    const place = file === undefined ? "" : `${file}${line === undefined ? "" : `:${line}`}: `;
    yield paint.dim(say(`· ${place}${message}`, 2));
  }
  if (plan.written.length > 0) {
    yield say(`\nwrote ${count(plan.written.length, "file")}; perf optimize --revert restores them`);
  } else if (chosen.length > 0) yield say("\nnothing was written; --write verifies the plan and writes it");
}

function* headLines(plan: Plan, width: number, paint: Ansis): Iterable<string> {
  for (const { command, before, predicted } of plan.commands) {
    yield `${paint.bold(fit(safe(command.join(" ")), width))}\n`;
    const isMeasured = plan.predicted.ground === "measured";
    const range = `${time(predicted.loUs)} to ${time(predicted.hiUs)}`;
    const ratio = predicted.wallUs > 0 ? `, ${(before.wallUs / predicted.wallUs).toFixed(2)} × faster` : "";
    const modules = `${thousands(before.modules)} → ${count(predicted.modules, "module")}`;
    const gain = `${time(before.wallUs)} → ${paint.green(time(predicted.wallUs))}${ratio}; ${modules}`;
    yield `  ${gain}\n`;
    const ground = isMeasured ? "measured, the edited code run in memory" : "by a model: the edited code was not run";
    yield `${wrap(`${range} (${ground})`, width - 2)
      .map((line) => paint.dim(`  ${line}`))
      .join("\n")}\n`;
  }
  if (plan.evidence !== "traced") {
    yield `${wrap(`evidence: ${plan.evidence}; every saving is "at most"`, width).join("\n")}\n`;
  }
}

function* proposalLines(proposal: Proposal, width: number, paint: Ansis): Iterable<string> {
  const { id, savingUs, file, line, names, imported, edit } = proposal;
  const head = `${id.padEnd(4)}${timeCell(savingUs)}  ${file}:${line}  `;
  yield `${paint.yellow(head)}${fit(safe(`${names.length > 0 ? `${names.join(", ")} → ` : ""}${EDITS[edit] ?? edit}`), Math.max(12, width - columns(head)))}\n`;
  const details: string[] = [];
  const last = imported.at(-1);
  if (last !== undefined) details.push(`loads ${last}`);
  const places = proposal.places.map(
    ({ scope, line: at, block }) => `${scope}:${at}${block === null ? "" : ` (${block})`}`,
  );
  if (places.length > 0)
    details.push(`to ${places.slice(0, 4).join(", ")}${places.length > 4 ? ` and ${places.length - 4} more` : ""}`);
  if (proposal.price !== undefined) details.push(`price: ${proposal.price}`);
  if (proposal.with.length > 0) details.push(`only with ${proposal.with.join(", ")}`);
  details.push(
    proposal.proof.map(({ rule, ground }) => (ground === undefined ? rule : `${rule} (${ground})`)).join(", "),
  );
  for (const detail of details) {
    if (detail !== "")
      yield paint.dim(
        `${wrap(safe(detail), width - 8)
          .map((each) => `        ${each}`)
          .join("\n")}\n`,
      );
  }
}

function* refusalLines(
  { file, line, names, savingUs, reason }: Refusal,
  width: number,
  paint: Ansis,
): Iterable<string> {
  const head = `    ${timeCell(savingUs)}  ${file}:${line}  `;
  yield `${head}${fit(safe(names.length > 0 ? names.join(", ") : "the garbage collector"), Math.max(12, width - columns(head)))}\n`;
  const place = `${reason.file}:${reason.line}`;
  yield paint.dim(
    `${wrap(safe(`${reason.message} (${reason.code}, ${place})`), width - 8)
      .map((each) => `        ${each}`)
      .join("\n")}\n`,
  );
}

function* verificationLines({ verification }: Plan, width: number, paint: Ansis): Iterable<string> {
  if (verification === null) return;
  yield `\n${paint.bold("Verified in a copy")}\n`;
  for (const { command, same, loaded, why } of verification.commands) {
    const said = same ? "same output, errors and exit code" : (why ?? "differs");
    const ran = loaded ? "" : "; not every changed file was seen to run";
    yield `${wrap(safe(`${command.join(" ")}: ${said}${ran}`), width, 2).join("\n")}\n`;
  }
  const { tests, measured } = verification;
  if (tests !== null) {
    const counts = ({ passed, failed }: { passed: number; failed: number }): string =>
      `${thousands(passed)} passed, ${thousands(failed)} failed`;
    yield `tests: before ${counts(tests.before)}; after ${counts(tests.after)}\n`;
  }
  if (measured !== null) {
    const { beforeUs, afterUs, ratio, lo, hi } = measured;
    yield `${time(beforeUs)} → ${time(afterUs)}: ${percent(ratio)} % (${percent(lo)} to ${percent(hi)})\n`;
  }
}

function timeCell(us: number): string {
  return time(us).padStart(9);
}

function diffLines(patch: string, paint: Ansis): string {
  return patch
    .split("\n")
    .map((line) => {
      const shown = safe(line);
      if (/^(?:---|\+\+\+) /.test(line)) return paint.bold(shown);
      return line.startsWith("+")
        ? paint.green(shown)
        : line.startsWith("-")
          ? paint.red(shown)
          : line.startsWith("@@")
            ? paint.cyan(shown)
            : shown;
    })
    .join("\n");
}

const EDITS: Readonly<Record<string, string>> = {
  function: "into the functions that use it",
  "type-checking": "if TYPE_CHECKING",
  pep562: "at first use, by __getattr__",
  lazy: "lazy import",
  value: "made at first use",
  collector: "collector off while importing",
};
