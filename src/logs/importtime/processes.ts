import { assignRows } from "./interleaved.js";
import type { Rows } from "./rows.js";
import { buildTree, type ProcessTree } from "./tree.js";

export interface ProcessSplit {
  readonly trees: readonly ProcessTree[];
  /** The rows of each process; `[null]` where one process has them all. */
  readonly chosen: readonly (Int32Array | null)[];
  /** Several processes wrote the log at once, and not every row could be told to one of them for sure. */
  readonly unclear: boolean;
}

/** So few broken places under a single header row are lost rows, not another process. */
const FEW = 4;
/** How many times fewer broken places a split without header rows must leave. */
const WELL = 4;

/**
 * Tells the processes of a log apart. Each Python process prints one header row; a fork prints none. A log of
 * one process, and logs one behind the other, are split at the headers; where rows of several processes
 * mix, the order and the sums of the rows decide (`assignRows`).
 */
export function splitProcesses(rows: Rows): ProcessSplit {
  const headers = rows.headers.trimmed().filter((at) => at < rows.count);
  // Header rows may stand side by side, at the top too, when processes start at once.
  const several = headers.length > 1;
  const inner = headers.filter((at, index) => at > 0 && at !== headers[index + 1]);
  const whole = inner.length === 0 ? [null] : sequential(rows, inner);
  const trees = whole.map((chosen) => buildTree(rows, chosen));
  const broken = trees.reduce(
    (sum, tree, index) => sum + tree.gaps + tree.uneven + (index < trees.length - 1 ? tree.unfinished : 0),
    0,
  );
  const simple = { trees, chosen: whole, unclear: broken > FEW || (broken > 0 && several) };
  if (broken === 0 || (!several && broken <= FEW)) return simple;
  const assigned = assignRows(rows, headers);
  // Without header rows only a split that explains nearly everything shows forks; threads mix rows past repair.
  if (assigned === null || assigned.broken >= (several ? broken : broken / WELL)) return simple;
  const chosen = assigned.processes;
  return { trees: chosen.map((own) => buildTree(rows, own)), chosen, unclear: assigned.unclear };
}

/** The rows between header rows, one process each. */
function sequential(rows: Rows, inner: Int32Array): Int32Array[] {
  const starts = [0, ...inner];
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? rows.count;
    return Int32Array.from({ length: end - start }, (_, offset) => start + offset);
  });
}
