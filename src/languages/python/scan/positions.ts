const LF = 10;
const CR = 13;

/** Lines and columns of offsets. Asked in growing order it goes over the file once. */
export class Positions {
  private line = 1;
  private lineStart = 0;
  private at = 0;
  private readonly hasReturns: boolean;

  constructor(private readonly bytes: Buffer) {
    this.hasReturns = bytes.includes(CR);
  }

  /** 1-based. */
  lineOf(offset: number): number {
    this.goTo(offset);
    return this.line;
  }

  /** 1-based, in UTF-16 units. */
  columnOf(offset: number): number {
    this.goTo(offset);
    const { bytes, lineStart } = this;
    for (let i = lineStart; i < offset; i++) {
      if ((bytes[i] as number) > 127) return bytes.toString("utf8", lineStart, offset).length + 1;
    }
    return offset - lineStart + 1;
  }

  private goTo(offset: number): void {
    const { bytes } = this;
    if (offset < this.at) {
      this.line = 1;
      this.at = 0;
    }
    this.line += this.hasReturns ? linesBetween(bytes, this.at, offset) : lineFeedsBetween(bytes, this.at, offset);
    this.at = offset;
    let start = offset;
    while (start > 0 && bytes[start - 1] !== LF && bytes[start - 1] !== CR) start--;
    this.lineStart = start;
  }
}

function lineFeedsBetween(bytes: Buffer, from: number, to: number): number {
  let lines = 0;
  for (let i = from; i < to; i++) if (bytes[i] === LF) lines++;
  return lines;
}

function linesBetween(bytes: Buffer, from: number, to: number): number {
  let lines = 0;
  for (let i = from; i < to; i++) if (bytes[i] === LF || (bytes[i] === CR && bytes[i + 1] !== LF)) lines++;
  return lines;
}
