import { IntColumn } from "../../graph/columns.js";
import type { Rows } from "./rows.js";
import { fits, needed } from "./sums.js";

/** Marks an entry without a row of its own. */
export const NO_ROW = -1;

/**
 * The tree of one process. Entry k stands for row `row[k]` of the log, or for a load whose own row is missing
 * (`NO_ROW`). An importer's entry stands behind its loads', and of two loads of one importer the one that
 * began first stands first.
 */
export interface ProcessTree {
  readonly count: number;
  readonly row: Int32Array;
  /** Entry of the importer, -1 for none. */
  readonly importer: Int32Array;
  /** Rows whose loads do not add up to what the row says. */
  readonly uneven: number;
  /** Line of the first of them. */
  readonly unevenLine: number;
  /** Lost rows in the middle of the log. */
  readonly gaps: number;
  /** Loads that had not ended when the log did: the process was killed, or the log was cut. */
  readonly unfinished: number;
}

/**
 * Builds the tree of one process from its rows.
 *
 * A row of depth d takes the loads of depth d + 1 that wait for their importer. Where a row was lost its loads
 * wait in vain: a deeper one than d + 1 cannot be a load of this row, and where the times of only the last k
 * waiting loads add up to what the row says, the ones before belong to a row that was lost. These get a load
 * without a row as importer, one for each lost level.
 *
 * @param chosen the rows of this process in the order of the log; null for all
 */
export function buildTree(rows: Rows, chosen: Int32Array | null): ProcessTree {
  const tree = new TreeBuilder(rows, chosen === null ? rows.count : chosen.length);
  if (chosen === null) for (let row = 0; row < rows.count; row++) tree.add(row);
  else for (const row of chosen) tree.add(row);
  return tree.finish();
}

class TreeBuilder {
  private readonly row: IntColumn;
  private readonly importer: IntColumn;
  /** Entries that wait for their importer and their depths, which never fall. */
  private waiting = new Int32Array(256);
  private waitingDepth = new Int32Array(256);
  private waits = 0;
  private uneven = 0;
  private unevenLine = 0;
  private gaps = 0;
  private readonly depths: Int32Array;
  private readonly selfs: Float64Array;
  private readonly cumulatives: Float64Array;

  constructor(
    private readonly rows: Rows,
    total: number,
  ) {
    this.row = new IntColumn(total + 8);
    this.importer = new IntColumn(total + 8);
    this.depths = rows.depth.raw;
    this.selfs = rows.selfUs.raw;
    this.cumulatives = rows.cumulativeUs.raw;
  }

  add(row: number): void {
    const depth = this.depths[row] ?? 0;
    const need = needed(this.selfs[row] ?? 0, this.cumulatives[row] ?? 0);
    while (this.deepest() > depth + 1) this.closeLost(this.firstAt(this.deepest()));
    const first = this.deepest() > depth ? this.firstAt(depth + 1) : this.waits;
    const taken = this.firstTaken(first, need);
    if (taken < 0 && this.uneven++ === 0) this.unevenLine = this.rows.line.raw[row] ?? 0;
    const from = taken < 0 ? first : taken;
    // Loads of a lost row get an entry of their own first.
    const entry = this.row.length + (from > first ? 1 : 0);
    for (let place = from; place < this.waits; place++) this.importer.raw[this.waiting[place] ?? 0] = entry;
    this.waits = from;
    if (from > first) this.closeLost(first);
    this.importer.push(-1);
    this.row.push(row);
    this.wait(entry, depth);
  }

  finish(): ProcessTree {
    const gaps = this.gaps;
    while (this.deepest() > 0) this.closeLost(this.firstAt(this.deepest()));
    return {
      count: this.row.length,
      row: this.row.trimmed(),
      importer: this.importer.trimmed(),
      uneven: this.uneven,
      unevenLine: this.unevenLine,
      gaps,
      unfinished: this.gaps - gaps,
    };
  }

  private deepest(): number {
    return this.waits === 0 ? 0 : (this.waitingDepth[this.waits - 1] ?? 0);
  }

  /** The first place in `waiting` with this depth. */
  private firstAt(depth: number): number {
    let place = this.waits;
    while (place > 0 && this.waitingDepth[place - 1] === depth) place--;
    return place;
  }

  /** The place from which on waiting loads are a row's own: all from `first` if they fit, else the longest end that does; -1 if none. */
  private firstTaken(first: number, need: number | null): number {
    if (need === null) return first;
    let sum = 0;
    // The time of a lost load is not known, only that it leaves room for it.
    let room = false;
    let fitting = fits(0, 0, need) ? this.waits : -1;
    for (let place = this.waits - 1; place >= first; place--) {
      const row = this.row.raw[this.waiting[place] ?? 0] ?? NO_ROW;
      if (row === NO_ROW) room = true;
      else sum += Math.max(0, this.cumulatives[row] ?? 0);
      if (fits(sum, this.waits - place, room ? Math.min(need, sum) : need)) fitting = place;
    }
    return fitting;
  }

  /** Gives the waiting loads from a place on, all of one depth, a load without a row as importer. */
  private closeLost(first: number): void {
    const depth = (this.waitingDepth[first] ?? 1) - 1;
    this.importer.push(-1);
    const entry = this.row.push(NO_ROW);
    for (let place = first; place < this.waits; place++) this.importer.raw[this.waiting[place] ?? 0] = entry;
    this.waits = first;
    this.gaps++;
    this.wait(entry, depth);
  }

  private wait(entry: number, depth: number): void {
    if (this.waits === this.waiting.length) {
      this.waiting = doubled(this.waiting);
      this.waitingDepth = doubled(this.waitingDepth);
    }
    this.waiting[this.waits] = entry;
    this.waitingDepth[this.waits++] = depth;
  }
}

function doubled(cells: Int32Array): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(cells.length * 2);
  wider.set(cells);
  return wider;
}
