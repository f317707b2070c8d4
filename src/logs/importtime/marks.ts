import { IMPORT_RAN, type ImportColumns } from "../../graph/graph.js";
import { WHENS } from "../../graph/vocabulary.js";
import { LAZY, type Rows } from "./rows.js";
import type { ProcessTree } from "./tree.js";

/**
 * The imports that found their module loaded (`cached` rows) or put it off (`lazy` rows), each under its
 * importer where the log says which one that was, else with importer -1.
 *
 * How deep such an import ran is printed only where its name was shorter than its field. But between two rows
 * imports only begin: the level starts at the depth of the row before, never falls, and ends one above the
 * depth of the row behind. Where that leaves one level, the importer is known.
 *
 * @param chosen the rows of each process, null for all; a mark belongs to the process of the next row of the log
 */
export function markImports(
  rows: Rows,
  trees: readonly ProcessTree[],
  chosen: readonly (Int32Array | null)[],
): ImportColumns {
  const { marks } = rows;
  const importer = new Int32Array(marks.count).fill(-1);
  const process = new Int32Array(marks.count);
  if (marks.count > 0) {
    const firstMark = firstMarks(rows);
    trees.forEach((tree, index) => {
      const own = chosen[index] ?? null;
      const entryOf = new Int32Array(rows.count);
      for (let entry = 0; entry < tree.count; entry++) {
        const row = tree.row[entry] ?? -1;
        if (row >= 0) entryOf[row] = entry;
      }
      let before = -1;
      const total = own === null ? rows.count : own.length;
      for (let place = 0; place < total; place++) {
        const row = own === null ? place : (own[place] ?? 0);
        const from = firstMark[row] ?? 0;
        const end = firstMark[row + 1] ?? 0;
        if (end > from) {
          process.fill(index, from, end);
          placeGap(rows, tree, entryOf[row] ?? 0, from, end, before, row, importer);
        }
        before = row;
      }
    });
  }
  return {
    count: marks.count,
    importer,
    imported: marks.name.trimmed(),
    process,
    line: new Int32Array(marks.count),
    column: new Int32Array(marks.count),
    when: Uint8Array.from(marks.kind.trimmed(), (kind) => WHENS.indexOf(kind === LAZY ? "deferred" : "eager")),
    manner: new Uint8Array(marks.count),
    flags: new Uint8Array(marks.count).fill(IMPORT_RAN),
    names: null,
  };
}

/** For each row the first mark that stands right before it; marks behind the last row come at `rows.count`. */
function firstMarks(rows: Rows): Int32Array {
  const first = new Int32Array(rows.count + 2);
  const { at, count } = rows.marks;
  let mark = 0;
  for (let row = 0; row <= rows.count + 1; row++) {
    while (mark < count && (at.raw[mark] ?? 0) < row) mark++;
    first[row] = mark;
  }
  return first;
}

/** Finds the importers of the marks `from` to before `end`, which stand between the rows `before` and `behind`. */
function placeGap(
  rows: Rows,
  tree: ProcessTree,
  entry: number,
  from: number,
  end: number,
  before: number,
  behind: number,
  importer: Int32Array,
): void {
  const { blanks, width } = rows.marks;
  const depth = rows.depth.raw[behind] ?? 0;
  const most = new Int32Array(end - from);
  let highest = depth + 1;
  for (let mark = end - 1; mark >= from; mark--) {
    highest = Math.min(highest, (width.raw[mark] ?? 0) >> 1);
    most[mark - from] = highest;
  }
  let least = before >= 0 ? (rows.depth.raw[before] ?? 0) : 0;
  for (let mark = from; mark < end; mark++) {
    if ((blanks.raw[mark] ?? 0) > 0) least = Math.max(least, (width.raw[mark] ?? 0) >> 1);
    if (least === 0 || least !== most[mark - from]) continue;
    // The importer of level n stands at depth n - 1 among the row behind and what it is loaded by.
    let above = entry;
    for (let level = depth + 1; level > least && above >= 0; level--) above = tree.importer[above] ?? -1;
    const row = above >= 0 ? (tree.row[above] ?? -1) : -1;
    if (row >= 0) importer[mark] = rows.name.raw[row] ?? -1;
  }
}
