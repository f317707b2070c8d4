import type { Warning } from "../../graph/profile.js";
import type { ProcessSplit } from "./processes.js";
import type { Doubt, RowDoubts } from "./scanner.js";

/** What a reader of the result must know about the log, each with what follows from it. */
export function logWarnings(file: string, doubts: RowDoubts, split: ProcessSplit): Warning[] {
  const warnings: Warning[] = [];
  const add = (code: string, message: string, line?: number): void => {
    warnings.push(line === undefined || line === 0 ? { code, message, file } : { code, message, file, line });
  };
  const rowDoubt = (code: string, about: Doubt, message: string): void => {
    if (about.count > 0) add(code, `${count(about.count, "row")} ${message}`, about.line);
  };
  rowDoubt("row-behind-output", doubts.behindOutput, "stood behind other output in the same line and were read");
  rowDoubt("unfit-times", doubts.unfit, "with a negative or impossible time: the module is kept, its time counts as 0");
  rowDoubt("open-last-line", doubts.cut, "without a line end at the end of the file: the name may be cut");
  const sum = (of: "uneven" | "gaps" | "unfinished"): number => split.trees.reduce((all, tree) => all + tree[of], 0);
  const processes = split.trees.length;
  if (split.unclear) {
    add(
      "processes-mixed",
      `several processes or threads wrote this log at once: split into ${count(processes, "process", "processes")} by order and sums, which left ${sum("uneven") + sum("gaps")} rows in doubt; times and modules are exact, importers of some are not`,
    );
  } else if (processes > 1) {
    add(
      "processes-split",
      `${processes} processes wrote this log: split by header rows, order and sums; a row that an earlier process printed at depth 0 after a later one began counts for the later one`,
    );
  }
  const uneven = split.trees.find((tree) => tree.uneven > 0);
  if (uneven !== undefined) {
    add(
      "uneven-times",
      `${count(sum("uneven"), "row")} whose loads do not add up to the row's own numbers: threads or lost rows; self times are taken as printed`,
      uneven.unevenLine,
    );
  }
  if (sum("gaps") > 0) {
    add(
      "lost-rows",
      `${count(sum("gaps"), "row")} lost in the middle of the log: what they loaded stands under a load marked as unfinished`,
    );
  }
  if (sum("unfinished") > 0) {
    add(
      "unfinished-loads",
      `${count(sum("unfinished"), "load")} had not ended when the log did (killed, or cut): marked as unfinished, self time 0`,
    );
  }
  return warnings;
}

function count(number: number, word: string, words = `${word}s`): string {
  return `${number} ${number === 1 ? word : words}`;
}
