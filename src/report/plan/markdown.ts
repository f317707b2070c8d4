import type { Plan } from "../../optimize/plan.js";
import { markdownName, markdownText } from "../markdown-text.js";
import { count, milliseconds, thousands } from "../terminal/units.js";
import { acceptingRows } from "./accepting.js";
import { editText } from "./edits.js";
import type { PlanFormat } from "./format.js";
import { groundText } from "./ground-text.js";
import { INSTEAD, insteadTexts } from "./instead.js";
import { shortPlace } from "./places.js";
import { adviceRows, refusedGroups } from "./refused.js";

/** Rows of a list, and characters of the diff, at most: a comment on GitHub takes 65,536 characters. */
const ROWS = 25;
const LONGEST_DIFF = 30_000;

/** A summary that fits a pull-request comment, in GitHub's Markdown. */
export const markdown: PlanFormat = {
  *render({ plan }, { top }) {
    const rows = Math.min(top, ROWS);
    yield* plan.commands.map((command) => headline(command));
    const ground = groundText(plan);
    if (ground !== "") yield `\n${markdownText(ground)}.\n`;
    yield proposed(plan);
    yield instead(plan);
    yield verified(plan);
    yield diff(plan);
    yield refused(plan, rows);
    yield accepted(plan);
    yield advised(plan, rows);
    yield warned(plan, rows);
  },
};

function headline({ command, before, predicted }: Plan["commands"][number]): string {
  const time = `${milliseconds(before.wallUs)} → ${milliseconds(predicted.wallUs)} ms`;
  const modules = `${thousands(before.modules)} → ${count(predicted.modules, "module")}`;
  return `**Startup: ${time}**, ${modules} (${markdownName(command.join(" "))})\n`;
}

function proposed({ proposals }: Plan): string {
  const rows = proposals.map((proposal) => [
    proposal.id,
    milliseconds(proposal.savingUs),
    markdownName(shortPlace(proposal)),
    `${markdownName(proposal.names.join(", "))} ${markdownText([editText(proposal), proposal.price ?? []].flat().join("; price: "))}`,
  ]);
  if (rows.length === 0) return "\nNothing is proposed: no import can be deferred, proven, for a gain.\n";
  return table(["", "Saves, ms", "Import", "Edit"], rows, ROWS * 4);
}

function instead(plan: Plan): string {
  const lines = insteadTexts(plan).map((said) => `- ${markdownText(said)}\n`);
  return lines.length === 0 ? "" : `\n${INSTEAD}:\n\n${lines.join("")}`;
}

function verified({ verification, written }: Plan): string {
  if (verification === null) return "";
  const isSame = verification.commands.every(({ same, loaded }) => same && loaded);
  const said = [isSame ? "Verified in a copy: the same output, errors and exit code" : "Verification failed"];
  const { tests, measured, dropped } = verification;
  if (tests !== null) said.push(`${count(tests.after.passed, "test")} passed as before, ${tests.after.failed} failed`);
  if (measured !== null)
    said.push(`measured ${milliseconds(measured.beforeUs)} → ${milliseconds(measured.afterUs)} ms`);
  if (dropped.length > 0) said.push(`dropped: ${dropped.map(({ id, why }) => `${id} (${why})`).join(", ")}`);
  if (written.length > 0) said.push(`wrote ${count(written.length, "file")}`);
  return `\n${said.map((each) => markdownText(each)).join("; ")}.\n`;
}

function diff({ patch }: Plan): string {
  if (patch === "") return "";
  const summary = "<summary>The diff</summary>";
  if (patch.length > LONGEST_DIFF) return "\nThe diff is too long for a comment; `--patch FILE` writes it.\n";
  const fence = "`".repeat(Math.max(3, ...[...patch.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `\n<details>${summary}\n\n${fence}diff\n${patch}${patch.endsWith("\n") ? "" : "\n"}${fence}\n\n</details>\n`;
}

function refused(plan: Plan, top: number): string {
  const rows = refusedGroups(plan).map(({ savingUs, imports, reasons }) => {
    const [first] = imports;
    const more = imports.length > 1 ? ` and ${imports.length - 1} more` : "";
    return [
      milliseconds(savingUs),
      first === undefined ? "" : `${markdownName(first.place)} ${markdownName(first.names)}${more}`,
      reasons
        .slice(0, 3)
        .map(({ code, message, place }) => {
          const where = message.includes(place) ? "" : ` ${markdownName(place)}`;
          return `${markdownText(`${message} (${code})`)}${where}`;
        })
        .join("<br>"),
    ];
  });
  return table(["Keeps, ms", "Refused", "Because"], rows, top);
}

function accepted(plan: Plan): string {
  const rows = acceptingRows(plan).map(({ savingUs, said }) => [milliseconds(savingUs), markdownText(said)]);
  return table(["Would save, ms", "Accepting these reasons"], rows, ROWS);
}

function advised(plan: Plan, top: number): string {
  const rows = adviceRows(plan).map(({ savingUs, place, message }) => [
    milliseconds(savingUs),
    markdownName(place),
    markdownText(message),
  ]);
  return table(["Would save, ms", "What a person could change", ""], rows, top);
}

function warned({ warnings }: Plan, top: number): string {
  const lines = warnings.slice(0, top).map(({ code, message }) => `- ${markdownText(`${code}: ${message}`)}`);
  return lines.length === 0 ? "" : `\n${lines.join("\n")}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[], top: number): string {
  const shown = rows.slice(0, top);
  if (shown.length === 0) return "";
  const rule = head.map((title) => (/, ms$/.test(title) ? "---:" : "---"));
  const lines = [head, rule, ...shown].map((cells) => `| ${cells.join(" | ")} |`);
  const hidden = rows.length - shown.length;
  return `\n${lines.join("\n")}\n${hidden > 0 ? `\n${thousands(hidden)} more are not shown.\n` : ""}`;
}
