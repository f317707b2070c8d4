/** Growable typed columns: capacity doubles, `trimmed` gives the exact length without a copy of its own. */

export class IntColumn {
  private cells: Int32Array;
  length = 0;

  constructor(capacity = 256) {
    this.cells = new Int32Array(capacity);
  }

  push(value: number): number {
    if (this.length === this.cells.length) {
      const wider = new Int32Array(this.cells.length * 2);
      wider.set(this.cells);
      this.cells = wider;
    }
    this.cells[this.length] = value;
    return this.length++;
  }

  /** The cells themselves; rows at and after `length` are undefined in meaning. */
  get raw(): Int32Array {
    return this.cells;
  }

  trimmed(): Int32Array {
    return this.cells.subarray(0, this.length);
  }
}

export class FloatColumn {
  private cells: Float64Array;
  length = 0;

  constructor(capacity = 256) {
    this.cells = new Float64Array(capacity);
  }

  push(value: number): number {
    if (this.length === this.cells.length) {
      const wider = new Float64Array(this.cells.length * 2);
      wider.set(this.cells);
      this.cells = wider;
    }
    this.cells[this.length] = value;
    return this.length++;
  }

  get raw(): Float64Array {
    return this.cells;
  }

  trimmed(): Float64Array {
    return this.cells.subarray(0, this.length);
  }
}
