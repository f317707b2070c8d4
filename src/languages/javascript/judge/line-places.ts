/** Lines and columns, from 1, of offsets in UTF-16 units; LF, CR, CR LF, U+2028 and U+2029 end a line. */
export class LinePlaces {
  private readonly starts: number[] = [0];

  constructor(text: string) {
    const breaks = /\r\n|[\n\r\u2028\u2029]/g;
    while (breaks.exec(text) !== null) this.starts.push(breaks.lastIndex);
  }

  at(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
  }

  line(offset: number): number {
    return this.at(offset).line;
  }

  /** Where a line begins, or -1 where there is no such line. */
  startOf(line: number): number {
    return this.starts[line - 1] ?? -1;
  }
}
