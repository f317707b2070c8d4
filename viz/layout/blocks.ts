/** A node of its own. */
export const BLOCK_NODE = 0;
/** Neighbours too narrow to show, drawn as one: `first … last` and all below them. */
export const BLOCK_SMALL = 1;
/** The part of a node's width that is its self time, one row below the node. */
export const BLOCK_SELF = 2;

/**
 * What is to be drawn, row by row and left to right; the columns are filled anew for each frame and only
 * grow, so that a frame allocates nothing.
 */
export class Blocks {
  count = 0;
  kind = new Uint8Array(1024);
  /** The node, or the first of the small ones. */
  first = new Int32Array(1024);
  last = new Int32Array(1024);
  /** Pixels from the left edge of the window, cut to it. */
  left = new Float32Array(1024);
  right = new Float32Array(1024);
  /** Blocks of row r: `rowFrom[r] … rowFrom[r + 1] - 1`. */
  rowFrom: number[] = [0];

  clear(): void {
    this.count = 0;
    this.rowFrom.length = 1;
  }

  add(kind: number, first: number, last: number, left: number, right: number): void {
    if (this.count === this.kind.length) this.grow();
    const at = this.count++;
    this.kind[at] = kind;
    this.first[at] = first;
    this.last[at] = last;
    this.left[at] = left;
    this.right[at] = right;
  }

  endRow(): void {
    this.rowFrom.push(this.count);
  }

  /** The block at a place, -1 for none. A block narrower than a pixel is found within one pixel. */
  at(row: number, x: number): number {
    const from = this.rowFrom[row];
    const to = this.rowFrom[row + 1];
    if (from === undefined || to === undefined) return -1;
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (Math.max(this.right[middle] ?? 0, (this.left[middle] ?? 0) + 1) <= x) low = middle + 1;
      else high = middle;
    }
    return low < to && (this.left[low] ?? 0) <= x ? low : -1;
  }

  private grow(): void {
    const size = this.kind.length * 2;
    const wider = <Column extends Uint8Array | Int32Array | Float32Array>(column: Column, made: Column): Column => {
      made.set(column);
      return made;
    };
    this.kind = wider(this.kind, new Uint8Array(size));
    this.first = wider(this.first, new Int32Array(size));
    this.last = wider(this.last, new Int32Array(size));
    this.left = wider(this.left, new Float32Array(size));
    this.right = wider(this.right, new Float32Array(size));
  }
}
