/** Browsers lose precision, and some the element, above some ten million pixels. */
const TALLEST = 8_000_000;

/**
 * Which rows of a long list are in sight. A list that would be taller than a browser can hold is given a
 * lower height, and the scrolled distance is stretched over its rows.
 */
export class LongScroll {
  constructor(
    readonly rows: number,
    readonly rowHeight: number,
    readonly view: number,
  ) {}

  /** Height of the scrolled element, pixels. */
  get height(): number {
    return Math.min(this.rows * this.rowHeight, TALLEST);
  }

  /** First row in sight and its distance from the top of the scrolled element, for a scrolled distance. */
  first(scrolled: number): { row: number; offset: number } {
    const top = scrolled * this.stretch;
    const row = Math.max(0, Math.min(this.rows - 1, Math.floor(top / this.rowHeight)));
    return { row, offset: scrolled - (top - row * this.rowHeight) };
  }

  /** How far to scroll so that a row is in sight; the distance as it is where it already is. */
  reach(row: number, scrolled: number): number {
    const top = scrolled * this.stretch;
    if (row * this.rowHeight < top) return (row * this.rowHeight) / this.stretch;
    const bottom = (row + 1) * this.rowHeight - this.view;
    return bottom > top ? bottom / this.stretch : scrolled;
  }

  private get stretch(): number {
    const full = this.rows * this.rowHeight;
    return full > TALLEST ? (full - this.view) / (TALLEST - this.view) : 1;
  }
}
