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
      this.lineStart = 0;
      this.at = 0;
    }
    if (this.hasReturns) this.count(offset);
    else {
      for (let i = bytes.indexOf(LF, this.at); i >= 0 && i < offset; i = bytes.indexOf(LF, i + 1)) {
        this.line++;
        this.lineStart = i + 1;
      }
    }
    this.at = offset;
  }

  private count(offset: number): void {
    const { bytes } = this;
    for (let i = this.at; i < offset; i++) {
      if (bytes[i] === LF || (bytes[i] === CR && bytes[i + 1] !== LF)) {
        this.line++;
        this.lineStart = i + 1;
      }
    }
  }
}
