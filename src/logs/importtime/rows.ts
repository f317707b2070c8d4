import { FloatColumn, IntColumn } from "../../graph/columns.js";
import { Names } from "./names.js";

/** A time that does not fit: negative, or more than a day. The row keeps its place, its time counts as 0. */
export const UNFIT = -1;

/** The rows of a log as they stand in it (post-order: an importer's row follows those of its loads). */
export class Rows {
  readonly names = new Names();
  readonly name = new IntColumn(1 << 11);
  readonly depth = new IntColumn(1 << 11);
  /** Microseconds, or `UNFIT`. */
  readonly selfUs = new FloatColumn(1 << 11);
  readonly cumulativeUs = new FloatColumn(1 << 11);
  readonly line = new IntColumn(1 << 11);
  /** Header rows: how many rows stood before each. */
  readonly headers = new IntColumn(16);
  readonly marks = new Marks();

  get count(): number {
    return this.name.length;
  }
}

export const CACHED = 0;
export const LAZY = 1;

/**
 * Rows without times: `cached` (`-X importtime=2`: the module was there already) and `lazy`. CPython prints
 * their name right-aligned in a field of two columns a level (`%*s`), so the level is known only where
 * blanks were needed, and otherwise is at most half the name's length.
 */
export class Marks {
  readonly kind = new IntColumn(16);
  readonly name = new IntColumn(16);
  /** How many rows stood before. */
  readonly at = new IntColumn(16);
  readonly blanks = new IntColumn(16);
  /** Blanks and the name's bytes together. */
  readonly width = new IntColumn(16);

  get count(): number {
    return this.name.length;
  }
}
