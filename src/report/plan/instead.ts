import type { EntryGain, FilesLoaded, Plan, Proposal } from "../../optimize/plan.js";
import { count, percent, time } from "../terminal/units.js";
import { shortPaths } from "./places.js";

/** What an edit where the program begins is, and which part of the start is all that it can save. */
const ENTRY: Readonly<Record<string, { readonly name: string; readonly most: string }>> = {
  "compile-cache": { name: "a compile cache", most: "what compiling takes" },
  collector: {
    name: "a collector at rest while the entry imports",
    most: "what it takes, with the end of the process",
  },
};

/** The heading of those sentences. */
export const INSTEAD = "What helps a start with little to defer";

/** What would help a start of which little or nothing is deferred, one sentence each without a full stop; only what was measured or counted. */
export function insteadTexts({ instead, proposals }: Pick<Plan, "instead" | "proposals">): string[] {
  if (instead === null) return [];
  const { entry, load, collectorUs } = instead;
  return [
    ...(entry === null ? [] : [entryText(entry, proposals)]),
    bundleText(load),
    ...(collectorUs === null
      ? []
      : [`perf optimize --collector may help: the garbage collector takes ${time(collectorUs)}`]),
  ];
}

function entryText({ edit, savingUs, atMostUs, setting, reason }: EntryGain, proposals: readonly Proposal[]): string {
  const { name, most } = ENTRY[edit] ?? { name: edit, most: "as measured" };
  const proposed = proposals.filter((proposal) => proposal.edit === edit);
  if (proposed.length > 0) {
    // Beside the other proposals: as their own list has it.
    const us = proposed.reduce((sum, proposal) => sum + proposal.savingUs, 0);
    return `${name} saves ${time(us)} (measured): ${proposed.map(({ id }) => id).join(", ")}`;
  }
  const why = reason === null ? "" : shortPaths(reason.message);
  if (savingUs === null && reason?.code === "has-compile-cache") return `${name} is no further help: it is on already`;
  if (savingUs === null) return `${name} would save at most ${time(atMostUs)}, ${most}; ${why}`;
  if (savingUs === 0) return `${name} would save nothing that could be measured`;
  if (reason?.code === "no-gain") return `${name} would save no more than ${time(savingUs)} (measured)`;
  if (setting === null) return `${name} would save ${time(savingUs)} (measured); ${why}`;
  return `${name} would save ${time(savingUs)} (measured, by ${setting}=FOLDER in the environment); ${why}`;
}

function bundleText({ files, us, share, foundUs, bundle, largest }: FilesLoaded): string {
  const all = `loading ${count(files, "file")} takes ${time(us)}${share === null ? "" : `, ${percent(share)} % of the start`}`;
  const found = foundUs === null ? "" : `, ${time(foundUs)} of that finding and reading them`;
  if (bundle === "may-help") return `perf bundle may help: ${all}${found}`;
  if (bundle === "one-file" && largest !== null) {
    const part = percent(us === 0 ? 0 : largest.us / us);
    return `a bundle would be no help, the program is one already: ${all}, ${part} % of that ${shortPaths(largest.file)}`;
  }
  return `a bundle would be no help: ${all}${found}`;
}
